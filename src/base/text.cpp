#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "base/expects.h"

namespace preavis::base {
namespace {

/// The next code point, or a negative number where the bytes are not UTF-8.
UChar32 next(std::string_view text, std::int32_t& index) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 point = 0;
    U8_NEXT(bytes, index, static_cast<std::int32_t>(text.size()), point);
    return point;
}

/// Letters that Unicode does not decompose and that people write without their stroke or ligature;
/// null for the others.
const char16_t* plainly(UChar32 letter) {
    switch (letter) {
        case U'œ': return u"oe";
        case U'æ': return u"ae";
        case U'ø': return u"o";
        case U'ł': return u"l";
        case U'đ': return u"d";
        case U'ı': return u"i";
        default: return nullptr;
    }
}

/// The number of bytes to change, add, remove or swap with their neighbour.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before_last(right.size() + 1);
    std::vector<std::size_t> last(right.size() + 1);
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t change = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
            const bool swapped =
                i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last.back();
}

}  // namespace

bool is_utf8(std::string_view text) {
    return utf8_prefix(text) == text.size();
}

std::size_t utf8_prefix(std::string_view text) {
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t index = 0; index < size;) {
        const auto start = static_cast<std::size_t>(index);
        if (next(text, index) < 0) return start;
    }
    return text.size();
}

std::string first_character(std::string_view text) {
    std::int32_t index = 0;
    if (!text.empty()) next(text, index);
    return std::string(text.substr(0, static_cast<std::size_t>(index)));
}

std::size_t utf8_offset(std::string_view text, std::size_t at) {
    std::size_t start = at;
    while (start > 0 && start < text.size() && U8_IS_TRAIL(text[start])) --start;
    return at - start;
}

std::string_view without_byte_order_mark(std::string_view text) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

bool has_control_characters(std::string_view text) {
    return find_control_character(text) != std::string_view::npos;
}

std::size_t find_control_character(std::string_view text) {
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t index = 0; index < size;) {
        const auto start = static_cast<std::size_t>(index);
        const UChar32 point = next(text, index);
        if (point == '\n' || point == '\t') continue;
        if ((point >= 0 && point < 0x20) || (point >= 0x7f && point < 0xa0)) return start;
    }
    return std::string_view::npos;
}

std::string normalised(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
    expects(U_SUCCESS(status));
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    const icu::UnicodeString folded = fold->normalize(icu::UnicodeString::fromUTF8(piece), status);
    const icu::UnicodeString parts = decompose->normalize(folded, status);
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
        const UChar32 point = parts.char32At(i);
        if (const char16_t* plain = plainly(point)) {
            kept.append(plain, -1);
        } else if (u_isalnum(point) != 0) {
            kept.append(point);
        }
    }
    std::string result;
    kept.toUTF8String(result);
    return result;
}

std::string trimmed(std::string_view text) {
    const std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t end; (end = text.find(separator, start)) != std::string_view::npos;
         start = end + 1) {
        parts.emplace_back(text.substr(start, end - start));
    }
    parts.emplace_back(text.substr(start));
    return parts;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string result;
    for (const std::string& part : parts) {
        if (&part != &parts.front()) result += separator;
        result += part;
    }
    return result;
}

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    expects(!from.empty());
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string closest(std::string_view word, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;
    for (const std::string& candidate : candidates) {
        const auto [shorter, longer] = std::minmax({word.size(), candidate.size()});
        if (longer - shorter >= least) continue;
        const std::size_t changes = distance(word, candidate);
        if (changes < least) {
            least = changes;
            best = candidate;
        }
    }
    return best;
}

std::u32string code_points(std::string_view utf8_text) {
    std::u32string points;
    const auto size = static_cast<std::int32_t>(utf8_text.size());
    for (std::int32_t index = 0; index < size;) {
        const UChar32 point = next(utf8_text, index);
        expects(point >= 0);
        points.push_back(static_cast<char32_t>(point));
    }
    return points;
}

std::string utf8(char32_t code_point) {
    std::string result;
    icu::UnicodeString(static_cast<UChar32>(code_point)).toUTF8String(result);
    return result;
}

}  // namespace preavis::base
