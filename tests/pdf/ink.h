#pragma once

#include <string>
#include <vector>

namespace preavis::pdf {

/// How much of the upper half of a page is inked, row by row: '.' for none, '1' to '9'. A cell is
/// 12 points wide and 6 high, less than a letter and half a line, so that a picture of the page can
/// be read and compared whatever program drew it.
using Ink = std::vector<std::string>;

/// The ink of a grey picture (PGM, 144 dots per inch), down to its last inked row; nothing
/// of what is not such a picture.
Ink ink_of(const std::string& pgm);

/// What a reader would see of the difference, or "": a cell far lighter or darker, or many that
/// are a little. Programs draw edges of letters differently; that is no difference.
std::string difference(const Ink& expected, const Ink& found);

}  // namespace preavis::pdf
