#pragma once

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::http {

/// A piece of a web page that is well-formed by construction. Texts become Html by being escaped;
/// there is no other way in, so that a name can never be read as a tag:
///
///     Html row = h("tr", {}, {h("th", {{"scope", "row"}}, {title}), h("td", {}, {name})});
class Html {
  public:
    Html() = default;
    Html(std::string_view text);  // NOLINT: texts turn into pages, escaped
    Html(const std::string& text) : Html(std::string_view(text)) {}
    Html(const char* text) : Html(std::string_view(text)) {}
    Html(std::initializer_list<Html> parts);

    Html& operator+=(const Html& next);
    bool empty() const { return markup_.empty(); }
    const std::string& markup() const { return markup_; }

  private:
    friend struct Tag;
    std::string markup_;
};

/// One attribute; `present` false leaves it out. Values are escaped.
struct Attribute {
    Attribute(std::string_view given_name, std::string_view given_value)
        : name(given_name), value(given_value) {}
    /// Without a value: `required`, if `is_present`.
    template <std::same_as<bool> Flag>
    Attribute(std::string_view given_name, Flag is_present)
        : name(given_name), without_value(true), present(is_present) {}

    std::string_view name;
    std::string value = {};
    bool without_value = false;
    bool present = true;
};
using Attributes = std::vector<Attribute>;

/// One element. Names are literals of ours. Addresses (`href`, `action`, `src`) must be paths,
/// fragments or queries of this site, else it is a bug: no text can become a script.
Html h(std::string_view name, const Attributes& attributes = {}, const Html& content = {});

/// A whole page, with its doctype.
std::string document_of(const Html& head, const Html& body, std::string_view language);

}  // namespace preavis::http
