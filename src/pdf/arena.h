#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace preavis::pdf {

/// Memory given out piece by piece and taken back at once. libharu's hooks for memory carry no user
/// data, so there is one arena per thread.
class Arena {
  public:
    static Arena& of_this_thread();

    /// Aligned for any type; null if memory runs out (the caller is C code).
    void* take(std::size_t size) noexcept;
    void reset() noexcept;

  private:
    struct Block {
        std::unique_ptr<std::byte[]> memory;
        std::size_t size = 0;
    };
    std::vector<Block> blocks_;
    std::size_t current_ = 0;
    std::size_t used_ = 0;
};

}  // namespace preavis::pdf
