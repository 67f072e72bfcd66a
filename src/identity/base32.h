#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace preavis::identity {

/// Base32 in capitals, without padding. Source: RFC 4648, section 6.
std::string base32(std::string_view bytes);

/// The bytes; blanks, small letters and padding at the end are accepted, as people type secrets.
/// Nothing for any other character, or a length that no bytes have.
std::optional<std::string> from_base32(std::string_view text);

}  // namespace preavis::identity
