#include "pdf/object.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace preavis::pdf {
namespace {

constexpr int deepest = 32;
constexpr double greatest_number = 2147483647;

bool is_blank(char c) {
    switch (c) {
        case '\0':
        case '\t':
        case '\n':
        case '\f':
        case '\r':
        case ' ': return true;
        default: return false;
    }
}

bool is_delimiter(char c) {
    switch (c) {
        case '(':
        case ')':
        case '<':
        case '>':
        case '[':
        case ']':
        case '{':
        case '}':
        case '/':
        case '%': return true;
        default: return false;
    }
}

bool is_regular(char c) {
    return !is_blank(c) && !is_delimiter(c);
}

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

Object made(Object::Kind kind, std::string text = {}) {
    Object object;
    object.kind = kind;
    object.text = std::move(text);
    return object;
}

}  // namespace

const Object& Object::entry(const std::string& key) const {
    static const Object none;
    const auto found = entries.find(key);
    return found == entries.end() ? none : found->second;
}

Object whole_number(std::size_t value) {
    Object object = made(Object::Kind::integer);
    object.number = static_cast<double>(value);
    return object;
}

Object reference_to(ObjectId id) {
    Object object = made(Object::Kind::reference);
    object.number = id;
    return object;
}

std::optional<Object> ObjectReader::fail() {
    failed_ = true;
    return std::nullopt;
}

void ObjectReader::skip_blanks() {
    while (at_ < bytes_.size() && is_blank(bytes_[at_])) ++at_;
}

bool ObjectReader::peek(std::string_view expected) const {
    return bytes_.substr(at_, expected.size()) == expected;
}

std::optional<Object> ObjectReader::next(bool with_references) {
    skip_blanks();
    if (failed_ || at_ >= bytes_.size()) return std::nullopt;
    if (depth_ > deepest) return fail();
    const char c = bytes_[at_];
    if (c == '/') return name();
    if (c == '(') return literal_string();
    if (c == '[') return array(with_references);
    if (peek("<<")) return dictionary(with_references);
    if (c == '<') return hexadecimal_string();
    if (digit(c) >= 0 && c <= '9') return number(with_references);
    if (c == '-' || c == '+' || c == '.') return number(false);
    return is_regular(c) ? keyword() : fail();
}

/// Digits, at most one sign before them and one point among them, within 32 bits.
/// Source: ISO 32000-1, 7.3.3; ISO 19005-2, 6.1.13.
std::optional<Object> ObjectReader::number(bool with_references) {
    std::size_t end = at_;
    while (end < bytes_.size() && is_regular(bytes_[end])) ++end;
    const std::string_view text = bytes_.substr(at_, end - at_);
    if (text.find_first_not_of("0123456789.", text[0] == '-' ? 1 : 0) != text.npos) return fail();
    Object object =
        made(text.find('.') == std::string_view::npos ? Object::Kind::integer : Object::Kind::real);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), object.number,
                                      std::chars_format::fixed);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return fail();
    if (std::abs(object.number) > greatest_number) return fail();
    at_ = end;
    if (with_references && object.is(Object::Kind::integer) && peek(" 0 R")) {
        at_ += 4;
        object.kind = Object::Kind::reference;
    }
    return object;
}

std::optional<Object> ObjectReader::name() {
    Object object = made(Object::Kind::name);
    for (++at_; at_ < bytes_.size() && is_regular(bytes_[at_]); ++at_) {
        if (bytes_[at_] != '#') {
            object.text += bytes_[at_];
            continue;
        }
        if (at_ + 2 >= bytes_.size()) return fail();
        const int high = digit(bytes_[at_ + 1]);
        const int low = digit(bytes_[at_ + 2]);
        if (high < 0 || low < 0) return fail();
        object.text += static_cast<char>(high << 4 | low);
        at_ += 2;
    }
    return object;
}

std::optional<Object> ObjectReader::literal_string() {
    Object object = made(Object::Kind::string);
    int open = 1;
    for (++at_; at_ < bytes_.size(); ++at_) {
        char c = bytes_[at_];
        if (c == '(') ++open;
        if (c == ')' && --open == 0) {
            ++at_;
            return object;
        }
        if (c == '\\') {
            if (++at_ >= bytes_.size()) return fail();
            c = bytes_[at_];
            if (c >= '0' && c <= '7') {  // libharu escapes with three octal digits
                const std::string_view octal = bytes_.substr(at_, 3);
                unsigned value = 0;
                const auto read =
                    std::from_chars(octal.data(), octal.data() + octal.size(), value, 8);
                if (read.ptr != octal.data() + 3 || value > 0xff) return fail();
                c = static_cast<char>(value);
                at_ += 2;
            }
        }
        object.text += c;
    }
    return fail();
}

std::optional<Object> ObjectReader::hexadecimal_string() {
    Object object = made(Object::Kind::string);
    for (++at_; at_ + 1 < bytes_.size() && bytes_[at_] != '>'; at_ += 2) {
        const int high = digit(bytes_[at_]);
        const int low = digit(bytes_[at_ + 1]);
        if (high < 0 || low < 0) return fail();
        object.text += static_cast<char>(high << 4 | low);
    }
    if (!peek(">")) return fail();
    ++at_;
    return object;
}

std::optional<Object> ObjectReader::array(bool with_references) {
    Object object = made(Object::Kind::array);
    ++depth_;
    for (++at_;;) {
        skip_blanks();
        if (peek("]")) break;
        auto item = next(with_references);
        if (!item) return fail();
        object.items.push_back(std::move(*item));
    }
    --depth_;
    ++at_;
    return object;
}

std::optional<Object> ObjectReader::dictionary(bool with_references) {
    Object object = made(Object::Kind::dictionary);
    ++depth_;
    for (at_ += 2;;) {
        skip_blanks();
        if (peek(">>")) break;
        const auto key = next(with_references);
        if (!key || !key->is(Object::Kind::name)) return fail();
        auto value = next(with_references);
        if (!value || !object.entries.try_emplace(key->text, std::move(*value)).second) {
            return fail();
        }
    }
    --depth_;
    at_ += 2;
    return object;
}

std::optional<Object> ObjectReader::keyword() {
    const std::size_t start = at_;
    while (at_ < bytes_.size() && is_regular(bytes_[at_])) ++at_;
    Object object = made(Object::Kind::keyword, std::string(bytes_.substr(start, at_ - start)));
    if (object.text == "true" || object.text == "false") {
        object.kind = Object::Kind::boolean;
        object.number = object.text == "true" ? 1 : 0;
    }
    if (object.text == "null") object.kind = Object::Kind::null;
    return object;
}

std::string text_of(const Object& string) {
    const std::string_view bytes = string.text;
    if (bytes.substr(0, 2) != "\xfe\xff") return string.text;
    std::string text;
    char32_t high = 0;
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        const auto unit = static_cast<char32_t>(static_cast<unsigned char>(bytes[i]) << 8 |
                                                static_cast<unsigned char>(bytes[i + 1]));
        if (unit >= 0xd800 && unit < 0xdc00) {
            high = unit;
        } else if (unit >= 0xdc00 && unit < 0xe000 && high != 0) {
            text += base::utf8(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
        } else {
            text += base::utf8(unit);
        }
    }
    return text;
}

}  // namespace preavis::pdf
