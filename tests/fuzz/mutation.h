#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::fuzz {

/// Numbers that are the same for the same seed on every machine. Source: xorshift64*, by Vigna.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
    /// From 0 to `sides` - 1; 0 if there is no side.
    std::size_t roll(std::size_t sides);

  private:
    std::uint64_t state_;
};

/// A neighbour of the inputs of `corpus`: one of them after a few random changes, with pieces of
/// others and of `words` put in. At most 8 kB.
std::string mutated(const std::vector<std::string>& corpus,
                    const std::vector<std::string_view>& words, Dice& dice);

}  // namespace preavis::fuzz
