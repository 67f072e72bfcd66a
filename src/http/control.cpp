#include "http/fact_form.h"
#include "http/french.h"

namespace preavis::http {
namespace {

std::string hint_id(const Control& control) {
    return "aide-" + FactForm::id_of(control.name);
}

std::string error_id(const Control& control) {
    return "erreur-" + FactForm::id_of(control.name);
}

std::string described_by(const Control& control) {
    std::string ids;
    if (!control.hint.empty()) ids += hint_id(control);
    if (!control.error.empty()) ids += (ids.empty() ? "" : " ") + error_id(control);
    return ids;
}

Html label_text(const Control& control) {
    if (control.required) return control.label;
    return {control.label, h("span", {{"class", "facultatif"}}, " (facultatif)")};
}

Html notes(const Control& control) {
    Html result;
    if (!control.hint.empty()) {
        result += h("p", {{"class", "aide"}, {"id", hint_id(control)}}, capitalised(control.hint));
    }
    if (!control.error.empty()) {
        result +=
            h("p", {{"class", "message-erreur"}, {"id", error_id(control)}},
              {h("span", {{"class", "pour-lecteur"}}, "Erreur : "), capitalised(control.error)});
    }
    return result;
}

Attributes common(const Control& control) {
    Attributes attributes = {{"id", FactForm::id_of(control.name)}, {"name", control.name}};
    const std::string description = described_by(control);
    if (!description.empty()) attributes.emplace_back("aria-describedby", description);
    if (!control.error.empty()) attributes.emplace_back("aria-invalid", "true");
    if (control.required) attributes.emplace_back("aria-required", "true");
    return attributes;
}

Html labelled(const Control& control, const Html& control_html) {
    const std::string css = control.error.empty() ? "champ" : "champ en-erreur";
    return h("div", {{"class", css}},
             {h("label", {{"for", FactForm::id_of(control.name)}}, label_text(control)),
              notes(control), control_html});
}

}  // namespace

Html input(const Control& control, const std::string& type) {
    Attributes attributes = common(control);
    attributes.emplace_back("type", type);
    if (type != "password") attributes.emplace_back("value", control.value);
    if (!control.autocomplete.empty()) {
        attributes.emplace_back("autocomplete", control.autocomplete);
    }
    if (control.autocomplete == "one-time-code") attributes.emplace_back("inputmode", "numeric");
    return labelled(control, h("input", attributes));
}

Html textarea(const Control& control) {
    Attributes attributes = common(control);
    attributes.emplace_back("rows", "5");
    // The first line feed of a textarea is dropped by browsers.
    return labelled(control, h("textarea", attributes, "\n" + control.value));
}

Html select(const Control& control, const std::vector<Choice>& choices) {
    Html options = h("option", {{"value", ""}}, "Choisissez");
    for (const auto& [value, text] : choices) {
        options += h("option", {{"value", value}, {"selected", value == control.value}}, text);
    }
    return labelled(control, h("select", common(control), options));
}

Html radios(const Control& control, const std::vector<Choice>& choices) {
    Html items;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const auto& [value, text] = choices[i];
        // The first one carries the field's own identifier: the summary of errors leads there.
        const std::string id =
            FactForm::id_of(control.name) + (i == 0 ? "" : "-" + std::to_string(i + 1));
        items += h("div", {{"class", "option"}},
                   {h("input", {{"type", "radio"},
                                {"id", id},
                                {"name", control.name},
                                {"value", value},
                                {"checked", value == control.value}}),
                    h("label", {{"for", id}}, text)});
    }
    Attributes attributes = {{"class", control.error.empty() ? "champ" : "champ en-erreur"}};
    const std::string description = described_by(control);
    if (!description.empty()) attributes.emplace_back("aria-describedby", description);
    return h("fieldset", attributes, {h("legend", {}, label_text(control)), notes(control), items});
}

}  // namespace preavis::http
