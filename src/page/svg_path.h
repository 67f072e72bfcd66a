#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/path_pen.h"

namespace preavis::page {

/// Reads numbers, separated by blanks and at most one comma, from the attributes of a drawing.
class NumberReader {
  public:
    explicit NumberReader(std::string_view text) : rest_(text) {}

    std::optional<double> number();
    /// "0" or "1", which in an arc may stand without a separator.
    std::optional<bool> flag();
    /// The next character that is not blank, taken; 0 at the end.
    char letter();
    bool at_number();
    bool at_end();

  private:
    void skip_blanks();
    void skip_separator();

    std::string_view rest_;
};

/// The commands of a path's `d`. On bad data, `problem` says what is wrong, in French.
std::vector<Shape::Segment> read_path_data(std::string_view data, std::string& problem);

/// "black", "white", "grey" or a grey like "#444", as 0 to 1; nothing for anything else.
std::optional<double> read_grey(std::string_view value);

/// The value of `transform`; nothing if it is not well formed.
std::optional<Affine> read_transform(std::string_view value);

}  // namespace preavis::page
