#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::worlds {

/// Finds many patterns in one pass over a text (Aho and Corasick, 1975). ASCII letters match
/// whatever their case. A short pattern that begins with a digit counts only where neither letter
/// nor digit stands beside it: hashes are full of digits.
class Matcher {
  public:
    /// `patterns[i]` is called i in what is found; none may be empty.
    explicit Matcher(const std::vector<std::string>& patterns);

    /// The numbers of the patterns that occur in the text: sorted, each once.
    std::vector<std::size_t> found_in(std::string_view text) const;

  private:
    static constexpr std::int32_t none = -1;
    struct State {
        std::array<std::int32_t, 256> next;
        std::int32_t pattern = none;  ///< that ends here
        std::int32_t ending = none;   ///< the nearest shorter suffix where another one ends
    };
    bool stands_alone(std::size_t pattern, std::string_view text, std::size_t end) const;
    std::int32_t step_into(std::int32_t state, unsigned char byte);
    void insert(std::size_t number, const std::string& pattern);
    void link();

    std::vector<State> states_;
    std::vector<std::int32_t> same_;   ///< another pattern with the same bytes, or none
    std::vector<std::size_t> digits_;  ///< length of each pattern of which this holds, else 0
};

}  // namespace preavis::worlds
