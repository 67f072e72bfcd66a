#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace preavis::http {

/// "%C3%A9" gives "é". Nothing if an escape is broken, or the result is not UTF-8 or holds a
/// control character (with `lines`, line feeds and tabs are allowed: texts of forms).
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space,
                                           bool lines = false);

/// Everything but letters, digits and `-._~` escaped: safe as one segment or value of an address.
std::string percent_encoded(std::string_view text);

/// Reads "a=1&b=2" as queries and forms write it. Nothing if a part cannot be decoded or there are
/// more than 500. Line ends of forms become line feeds.
std::optional<Parameters> read_parameters(std::string_view text, bool lines);

/// Writes them back, each name and value escaped: "a=1&b=2".
std::string query_of(const Parameters& parameters);

}  // namespace preavis::http
