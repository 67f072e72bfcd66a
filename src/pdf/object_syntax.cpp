#include <array>
#include <charconv>

#include "base/hash.h"
#include "pdf/object.h"

namespace preavis::pdf {
namespace {

/// What a name holds only as a number.
constexpr std::string_view special = "()<>[]{}/%#";

/// The shortest digits that are read as the same number.
void append_number(std::string& out, double value) {
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
    out.append(text.data(), end);
}

void append_name(std::string& out, const std::string& name) {
    out += '/';
    for (const char c : name) {
        const bool plain = c > 0x20 && c < 0x7f && special.find(c) == special.npos;
        out += plain ? std::string(1, c) : "#" + base::hex({&c, 1});
    }
}

/// Between parentheses where nothing needs escaping, else in hexadecimal digits.
void append_bytes(std::string& out, const std::string& bytes) {
    const bool plain = is_ascii(bytes) && bytes.find_first_of("()\\") == bytes.npos;
    out += plain ? "(" + bytes + ")" : "<" + base::hex(bytes) + ">";
}

void append_array(std::string& out, const std::vector<Object>& items) {
    out += '[';
    for (const Object& item : items) {
        if (&item != &items.front()) out += ' ';
        append_object(out, item);
    }
    out += ']';
}

void append_dictionary(std::string& out, const std::map<std::string, Object>& entries) {
    out += "<<";
    for (const auto& [key, value] : entries) {
        append_name(out, key);
        out += ' ';
        append_object(out, value);
        out += '\n';
    }
    out += ">>";
}

}  // namespace

void append_object(std::string& out, const Object& object) {
    using Kind = Object::Kind;
    switch (object.kind) {
        case Kind::null: out += "null"; break;
        case Kind::boolean: out += object.number == 0 ? "false" : "true"; break;
        case Kind::integer:
        case Kind::real: append_number(out, object.number); break;
        case Kind::name: append_name(out, object.text); break;
        case Kind::string: append_bytes(out, object.text); break;
        case Kind::array: append_array(out, object.items); break;
        case Kind::dictionary:
        case Kind::stream: append_dictionary(out, object.entries); break;
        case Kind::reference: append_reference(out, object.id()); break;
        case Kind::keyword: out += object.text; break;
    }
}

}  // namespace preavis::pdf
