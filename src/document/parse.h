#pragma once

#include <string>
#include <string_view>

#include "document/content.h"
#include "document/element.h"

namespace preavis::document {

/// Reads the text of one variant. In easy style each line is one sentence; in standard style the
/// lines of a paragraph are joined. Reports every fault of writing (unknown directive, block left
/// open, row of another length...) with its place; facts and clauses are checked afterwards, by
/// `document/usage.h`.
Elements parse_text(std::string_view text, const std::string& file, Style style,
                    base::Problems& problems);

}  // namespace preavis::document
