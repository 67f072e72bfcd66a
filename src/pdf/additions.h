#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace preavis::pdf {

/// What the revisions behind the first `size` bytes of a file changed, other than adding seals:
/// one French line for each object; none if they only add invisible seals.
/// `size`: where a revision ends. Expects a file whose revisions can be read.
std::vector<std::string> additions_after(std::string_view pdf, std::size_t size);

}  // namespace preavis::pdf
