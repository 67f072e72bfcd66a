#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>

#include "base/file.h"
#include "letter.h"
#include "page/layout.h"
#include "pdf/seal.h"
#include "pdf/seals.h"
#include "pdf/write.h"
#include "seal/demonstration.h"
#include "seal/seal.h"
#include "seal/verify.h"

// What a seal adds to a page, against the least that libharu can do with the same French
// words: P-256, without a time-stamp, whose time is its authority's.

namespace preavis {
namespace {

constexpr law::Instant noon{.ms = 1779883200000};

/// A demonstration identity in a folder of its own, removed at the end.
class Identity {
  public:
    Identity()
        : folder_(std::filesystem::temp_directory_path() /
                  ("preavis-bench-" + std::to_string(getpid()))) {
        seal::make_demonstration_identity(folder_, noon);
        sealer_ = seal::sealer({.key = folder_ / seal::key_file_name,
                                .certificates = folder_ / seal::certificates_file_name},
                               noon, pdf::with_seal);
        trust_ = base::read_file(folder_ / seal::authority_file_name);
    }
    ~Identity() { std::filesystem::remove_all(folder_); }
    Identity(const Identity&) = delete;
    Identity& operator=(const Identity&) = delete;

    std::string seal(const std::string& pdf) const { return sealer_->seal(pdf, {.at = noon}); }
    const std::string& trust() const { return trust_; }

  private:
    std::filesystem::path folder_;
    std::unique_ptr<dossier::Sealer> sealer_;
    std::string trust_;
};

const Identity& identity() {
    static const Identity drawn;
    return drawn;
}

std::string written_letter() {
    const auto fonts = std::make_shared<const page::Fonts>();
    const auto pages = page::lay_out(bench::content_of(bench::french), *fonts, page::Pictograms());
    return pdf::Writer(fonts).write(std::get<page::Pages>(pages));
}

const std::string& letter() {
    static const std::string pdf = written_letter();
    return pdf;
}

void bare_helvetica(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(bench::Bare().write(bench::french));
}

void seal_p256(benchmark::State& state) {
    std::size_t size = 0;
    for (auto _ : state) size = identity().seal(letter()).size();
    state.counters["bytes_more"] = static_cast<double>(size - letter().size());
}

void seal_again(benchmark::State& state) {
    const std::string sealed = identity().seal(letter());
    for (auto _ : state) benchmark::DoNotOptimize(identity().seal(sealed));
}

void verify(benchmark::State& state) {
    const std::string sealed = identity().seal(letter());
    for (auto _ : state) {
        const auto seals = pdf::seals_of(sealed);
        benchmark::DoNotOptimize(
            seal::judge(std::get<std::vector<dossier::SealInFile>>(seals), identity().trust()));
    }
}

BENCHMARK(bare_helvetica)->Unit(benchmark::kMicrosecond);
BENCHMARK(seal_p256)->Unit(benchmark::kMicrosecond);
BENCHMARK(seal_again)->Unit(benchmark::kMicrosecond);
BENCHMARK(verify)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace preavis
