#pragma once

#include <string_view>

namespace preavis::http {

/// What a code of a choice is called on pages; empty if it has no entry. A test asks an entry for
/// every choice that nouns and procedures declare.
std::string_view find_label(std::string_view code);

}  // namespace preavis::http
