#include "pdf/arena.h"

#include <algorithm>
#include <new>

namespace preavis::pdf {
namespace {

constexpr std::size_t alignment = alignof(std::max_align_t);
constexpr std::size_t block_size = 256 * 1024;
constexpr std::size_t blocks_kept = 4;  // a large document does not hold its memory for ever

}  // namespace

Arena& Arena::of_this_thread() {
    static thread_local Arena arena;
    return arena;
}

void* Arena::take(std::size_t size) noexcept {
    size = (size + alignment - 1) / alignment * alignment;
    while (current_ < blocks_.size() && used_ + size > blocks_[current_].size) {
        ++current_;
        used_ = 0;
    }
    if (current_ == blocks_.size()) {
        const std::size_t wanted = std::max(size, block_size);
        std::unique_ptr<std::byte[]> memory(new (std::nothrow) std::byte[wanted]);
        if (!memory) return nullptr;
        try {
            blocks_.push_back({std::move(memory), wanted});
        } catch (const std::bad_alloc&) {
            return nullptr;
        }
        used_ = 0;
    }
    void* piece = blocks_[current_].memory.get() + used_;
    used_ += size;
    return piece;
}

void Arena::reset() noexcept {
    if (blocks_.size() > blocks_kept) {
        blocks_.erase(blocks_.begin() + blocks_kept, blocks_.end());
    }
    current_ = 0;
    used_ = 0;
}

}  // namespace preavis::pdf
