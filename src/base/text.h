#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::base {

/// True if the bytes are well-formed UTF-8 (no overlong form, no surrogate, nothing over U+10FFFF).
bool is_utf8(std::string_view text);
/// How many bytes at the beginning are well-formed UTF-8: all, or up to the first broken character.
std::size_t utf8_prefix(std::string_view text);
/// The first character of well-formed UTF-8, with all its bytes; empty for an empty text.
std::string first_character(std::string_view text);
/// How many bytes of the same character stand before this one in well-formed UTF-8: 0 to 3.
std::size_t utf8_offset(std::string_view text, std::size_t at);
/// The text without the U+FEFF with which some editors begin a file.
std::string_view without_byte_order_mark(std::string_view text);

/// True if the text holds a control character (C0, DEL, C1) other than line feed and tab.
bool has_control_characters(std::string_view text);
/// The offset of the first one, or `npos`.
std::size_t find_control_character(std::string_view text);

/// The text as names are compared: compatibility forms and case folded, marks and everything that
/// is neither letter nor digit removed ("N’Guyễn-Éloïse" gives "nguyeneloise"). Latin letters that
/// are joined or barred are written plainly: œ oe, æ ae, ø o, ł l, đ d, ı i.
/// Source of the folding: Unicode NFKC_Casefold, by ICU.
std::string normalised(std::string_view text);

std::string trimmed(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string joined(const std::vector<std::string>& parts, std::string_view separator);
bool starts_with(std::string_view text, std::string_view prefix);

/// Replaces every occurrence of `from`.
std::string replaced(std::string text, std::string_view from, std::string_view to);

/// The closest of `candidates` to a misspelt word, for hints; empty if none is near.
std::string closest(std::string_view word, const std::vector<std::string>& candidates);

/// Unicode code points of well-formed UTF-8.
std::u32string code_points(std::string_view utf8);
std::string utf8(char32_t code_point);

}  // namespace preavis::base
