#include <benchmark/benchmark.h>

#include "pdf/annex.h"
#include "pdf/binder.h"
#include "pdf/bundle.h"
#include "pdf/handmade.h"

// A supplied file from its bytes to the answer, in this process and apart; a kit in one file for
// the printer.

namespace preavis::pdf {
namespace {

constexpr std::size_t nearly_all = most_annex_bytes - (256UL << 10U);

std::string large_scan(int pages) {
    return scan(pages, std::string(nearly_all, '\x55'));
}

void look(benchmark::State& state, const std::string& file) {
    for (auto _ : state) benchmark::DoNotOptimize(look_at_annex(file));
}

void look_apart(benchmark::State& state, const std::string& file) {
    const auto reader = binder();
    for (auto _ : state) benchmark::DoNotOptimize(reader->look(file));
}

void bind_kit(benchmark::State& state, const std::vector<std::string>& parts) {
    const auto printer = binder();
    for (auto _ : state) benchmark::DoNotOptimize(printer->bind(parts, {.title = "Kit"}));
}

BENCHMARK_CAPTURE(look, "small_file", scan(12))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(look_apart, "small_file", scan(12))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(look, "20_MB_500_pages", large_scan(500))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(look_apart, "20_MB_500_pages", large_scan(500))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bind_kit, "four_files_12_pages", {scan(2), scan(3), scan(3), scan(4)})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bind_kit, "with_20_MB", {scan(2), scan(3), large_scan(12)})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace preavis::pdf
