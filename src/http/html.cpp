#include "http/html.h"

#include <algorithm>
#include <array>

#include "base/expects.h"

namespace preavis::http {

/// The only function that writes markup.
struct Tag {
    static Html make(std::string markup) {
        Html html;
        html.markup_ = std::move(markup);
        return html;
    }
};

namespace {

constexpr std::array<std::string_view, 6> void_elements = {"br",    "hr",   "img",
                                                           "input", "link", "meta"};
constexpr std::array<std::string_view, 3> addresses = {"href", "action", "src"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            default: result += c;
        }
    }
    return result;
}

bool is_own_address(std::string_view value) {
    if (value.empty()) return false;
    if (value.front() == '#' || value.front() == '?') return true;
    return value.front() == '/' && !value.starts_with("//") && !value.starts_with("/\\");
}

}  // namespace

Html::Html(std::string_view text) : markup_(escaped(text)) {}

Html::Html(std::initializer_list<Html> parts) {
    for (const Html& part : parts) markup_ += part.markup_;
}

Html& Html::operator+=(const Html& next) {
    markup_ += next.markup_;
    return *this;
}

Html h(std::string_view name, const Attributes& attributes, const Html& content) {
    std::string markup = "<";
    markup += name;
    for (const Attribute& attribute : attributes) {
        if (!attribute.present) continue;
        expects(!is_one_of(addresses, attribute.name) || is_own_address(attribute.value));
        markup.append(" ").append(attribute.name);
        if (!attribute.without_value) markup += "=\"" + escaped(attribute.value) + "\"";
    }
    markup += ">";
    if (is_one_of(void_elements, name)) return Tag::make(std::move(markup));
    markup.append(content.markup()).append("</").append(name).append(">");
    return Tag::make(std::move(markup));
}

std::string document_of(const Html& head, const Html& body, std::string_view language) {
    const Html page = h("html", {{"lang", language}}, {h("head", {}, head), h("body", {}, body)});
    return "<!doctype html>\n" + page.markup() + "\n";
}

}  // namespace preavis::http
