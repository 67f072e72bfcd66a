#include "store/log_check.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <utility>

#include "base/failure.h"

namespace preavis::store {
namespace {

constexpr std::size_t head_bytes = 32;
constexpr std::size_t frame_head_bytes = 24;
constexpr std::uint32_t magic = 0x377f0682;  // its last bit: sums over big-endian words
constexpr std::size_t largest_page = 65536;

using Sums = std::pair<std::uint32_t, std::uint32_t>;

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

std::uint32_t little_endian(const std::string& bytes, std::size_t at) {
    return __builtin_bswap32(big_endian(bytes, at));
}

/// The log's own sums, carried on over the bytes from `begin` to `end`.
Sums carried(Sums sums, const std::string& bytes, std::size_t begin, std::size_t end, bool big) {
    for (std::size_t at = begin; at + 8 <= end; at += 8) {
        sums.first += (big ? big_endian(bytes, at) : little_endian(bytes, at)) + sums.second;
        sums.second +=
            (big ? big_endian(bytes, at + 4) : little_endian(bytes, at + 4)) + sums.first;
    }
    return sums;
}

Sums sums_at(const std::string& bytes, std::size_t at) {
    return {big_endian(bytes, at), big_endian(bytes, at + 4)};
}

/// Reads frame after frame, as SQLite writes them.
class Log {
  public:
    explicit Log(std::ifstream& file) : file_(file) {
        std::string head(head_bytes, '\0');
        if (!read(head) || (big_endian(head, 0) & ~1U) != magic) return;
        big_ = (big_endian(head, 0) & 1U) != 0;
        page_ = big_endian(head, 8);
        salts_ = sums_at(head, 16);
        told_ = sums_at(head, 24);
        sound_ = page_ > 0 && page_ <= largest_page &&
                 told_ == carried({0, 0}, head, 0, head_bytes - 8, big_);
    }
    bool sound() const { return sound_; }

    struct Frame {
        bool fits = false;     ///< its sums follow from those that the frame before told
        bool commits = false;  ///< the last of its transaction
    };
    /// False at the end of the file. Frames of an older log, with its salts, do not fit.
    bool next(Frame& frame) {
        std::string bytes(frame_head_bytes + page_, '\0');
        if (!read(bytes)) return false;
        const Sums before = std::exchange(told_, sums_at(bytes, 16));
        frame = {};
        if (sums_at(bytes, 8) != salts_) return true;
        const Sums sums = carried(carried(before, bytes, 0, 8, big_), bytes, frame_head_bytes,
                                  bytes.size(), big_);
        frame = {sums == told_, big_endian(bytes, 4) != 0};
        return true;
    }

  private:
    bool read(std::string& bytes) {
        return static_cast<bool>(
            file_.read(bytes.data(), static_cast<std::streamsize>(bytes.size())));
    }

    std::ifstream& file_;
    bool sound_ = false;
    bool big_ = false;
    std::size_t page_ = 0;
    Sums salts_;
    Sums told_;  ///< by the frame before, true or not
};

}  // namespace

void check_log(const std::filesystem::path& store) {
    const std::string path = store.string() + "-wal";
    std::ifstream file(path, std::ios::binary);
    Log log(file);
    if (!file || !log.sound()) return;
    std::size_t number = 0;
    std::size_t damaged = 0;
    bool another_began = false;  // since the transaction of the damaged frame ended
    Log::Frame frame;
    while (log.next(frame)) {
        ++number;
        if (!frame.fits && damaged == 0) damaged = number;
        if (damaged != 0 && another_began && frame.fits && frame.commits) {
            throw base::Failure(base::FailureCode::corrupted,
                                path + " : la page " + std::to_string(damaged) +
                                    " du journal d'écriture est abîmée, et des actes acquittés la "
                                    "suivent. Rien n'a été touché : mettez ces fichiers de côté, "
                                    "puis restaurez la dernière sauvegarde (preavis restore)");
        }
        if (damaged != 0 && frame.commits) another_began = true;
    }
}

}  // namespace preavis::store
