#include "pdf/deflate.h"

#include <zlib.h>

#include "base/expects.h"
#include "base/failure.h"

namespace preavis::pdf {
namespace {

/// A compressor's tables take a quarter of a megabyte: made once per thread, then reset.
class Compressor {
  public:
    explicit Compressor(int level) {
        if (deflateInit(&stream_, level) != Z_OK) {
            throw base::Failure(base::FailureCode::storage, "mémoire insuffisante pour compresser");
        }
    }
    ~Compressor() { deflateEnd(&stream_); }
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    std::string run(std::string_view bytes) {
        deflateReset(&stream_);
        std::string result(deflateBound(&stream_, bytes.size()), '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream_.avail_in = static_cast<uInt>(bytes.size());
        stream_.next_out = reinterpret_cast<Bytef*>(result.data());
        stream_.avail_out = static_cast<uInt>(result.size());
        const int status = deflate(&stream_, Z_FINISH);
        expects(status == Z_STREAM_END);
        result.resize(result.size() - stream_.avail_out);
        return result;
    }

  private:
    z_stream stream_{};
};

constexpr int quick_level = 1;
constexpr int best_level = 9;

}  // namespace

std::string deflated(std::string_view bytes, Effort effort) {
    static thread_local Compressor quick(quick_level);
    static thread_local Compressor best(best_level);
    return (effort == Effort::quick ? quick : best).run(bytes);
}

}  // namespace preavis::pdf
