#include "pdf/syntax.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/text.h"

namespace preavis::pdf {
namespace {

constexpr std::string_view digits = "0123456789ABCDEF";

void append_unit(std::string& bytes, char32_t unit) {
    bytes += static_cast<char>(unit >> 8 & 0xff);
    bytes += static_cast<char>(unit & 0xff);
}

}  // namespace

void append_integer(std::string& out, long value) {
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    out.append(text, end);
}

void append_real(std::string& out, double value) {
    const long thousandths = std::lround(value * 1000);
    if (thousandths < 0) out += '-';
    append_integer(out, std::labs(thousandths / 1000));
    long rest = std::labs(thousandths % 1000);
    if (rest == 0) return;
    out += '.';
    for (long unit = 100; rest != 0; unit /= 10) {
        out += static_cast<char>('0' + rest / unit);
        rest %= unit;
    }
}

void append_hex(std::string& out, std::uint16_t value) {
    const char text[4] = {digits[value >> 12], digits[value >> 8 & 15], digits[value >> 4 & 15],
                          digits[value & 15]};
    out.append(text, 4);
}

void append_reference(std::string& out, ObjectId object) {
    append_integer(out, static_cast<long>(object));
    out += " 0 R";
}

void append_text(std::string& out, std::string_view utf8) {
    if (!is_ascii(utf8)) {
        out += "<FEFF";
        const std::string bytes = utf16be(utf8);
        for (std::size_t i = 0; i < bytes.size(); i += 2) {
            const auto high = static_cast<unsigned char>(bytes[i]);
            const auto low = static_cast<unsigned char>(bytes[i + 1]);
            append_hex(out, static_cast<std::uint16_t>(high << 8 | low));
        }
        out += '>';
        return;
    }
    out += '(';
    for (const char c : utf8) {
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        out += c;
    }
    out += ')';
}

std::string utf16be(std::string_view utf8) {
    std::string bytes;
    for (const char32_t point : base::code_points(utf8)) {
        if (point < 0x10000) {
            append_unit(bytes, point);
        } else {
            append_unit(bytes, 0xd800 + ((point - 0x10000) >> 10));
            append_unit(bytes, 0xdc00 + ((point - 0x10000) & 0x3ff));
        }
    }
    return bytes;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

}  // namespace preavis::pdf
