#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace preavis::pdf {

/// Number of an indirect object in its file.
using ObjectId = std::uint32_t;

// Pieces of PDF syntax, appended to a text under construction.

void append_integer(std::string& out, long value);
/// With three decimals at most, no trailing zero.
void append_real(std::string& out, double value);
/// Four hexadecimal digits.
void append_hex(std::string& out, std::uint16_t value);
/// "12 0 R".
void append_reference(std::string& out, ObjectId object);
/// A text string: between parentheses if ASCII, else hexadecimal UTF-16BE behind its byte order
/// mark.
void append_text(std::string& out, std::string_view utf8);

/// UTF-16BE without a byte order mark.
std::string utf16be(std::string_view utf8);
bool is_ascii(std::string_view text);

}  // namespace preavis::pdf
