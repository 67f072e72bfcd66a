#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace preavis::base {

/// Turns the offsets of a text's bytes into places: line and column from 1, a column for each
/// character, not for each byte. Quick when asked about one offset after another.
/// Expects `text` to outlive it.
class PlaceFinder {
  public:
    PlaceFinder(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

    /// The place of the character that begins at `offset`; past the end: where the text ends.
    Place at(std::size_t offset);

  private:
    std::string_view text_;
    std::string file_;
    std::size_t offset_ = 0;  ///< where the last question led
    int line_ = 1;
    int column_ = 1;
};

}  // namespace preavis::base
