#include "pdf/deflate.h"

#include <libdeflate.h>

#include <memory>

#include "base/expects.h"
#include "base/failure.h"
#include "base/release.h"

namespace preavis::pdf {
namespace {

/// Its tables take up to a megabyte: the one that is often used is made once per thread.
class Compressor {
  public:
    explicit Compressor(int level) : compressor_(libdeflate_alloc_compressor(level)) {
        if (!compressor_) {
            throw base::Failure(base::FailureCode::storage, "mémoire insuffisante pour compresser");
        }
    }

    std::string run(std::string_view bytes) {
        std::string result(libdeflate_zlib_compress_bound(compressor_.get(), bytes.size()), '\0');
        const std::size_t size = libdeflate_zlib_compress(
            compressor_.get(), bytes.data(), bytes.size(), result.data(), result.size());
        expects(size > 0);
        result.resize(size);
        return result;
    }

  private:
    std::unique_ptr<libdeflate_compressor, base::Release<libdeflate_free_compressor>> compressor_;
};

constexpr int quick_level = 1;
constexpr int best_level = 12;

}  // namespace

std::string deflated(std::string_view bytes, Effort effort) {
    if (effort == Effort::best) return Compressor(best_level).run(bytes);
    static thread_local Compressor quick(quick_level);
    return quick.run(bytes);
}

}  // namespace preavis::pdf
