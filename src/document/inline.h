#pragma once

#include <string_view>

#include "document/element.h"

namespace preavis::document {

/// Reads the words of a line: `**fort**`, `{{fact}}`, `{{fact | format}}`, and a backslash before a
/// character that is meant as such. `place` is that of the first character; columns count bytes'
/// characters, as an editor shows them.
Line parse_line(std::string_view text, const base::Place& place, base::Problems& problems);

/// True if the name has only small letters, digits and underscores.
bool is_name(std::string_view name);

}  // namespace preavis::document
