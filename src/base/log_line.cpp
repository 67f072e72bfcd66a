#include "base/log_line.h"

#include "base/text.h"

namespace preavis::base {
namespace {

bool is_control(char32_t point) {
    return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

/// Line and paragraph separators, and what changes the direction of what follows.
bool turns_the_line(char32_t point) {
    return (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

}  // namespace

std::string log_line(std::string_view text) {
    const std::size_t sound = utf8_prefix(text);
    std::string line;
    for (const char32_t point : code_points(text.substr(0, sound))) {
        line += is_control(point) || turns_the_line(point) ? " " : utf8(point);
    }
    return sound == text.size() ? line : line + "[...]";
}

}  // namespace preavis::base
