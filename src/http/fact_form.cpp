#include "http/fact_form.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "http/french.h"

namespace preavis::http {
namespace {

using base::Json;
using dossier::FactDeclaration;
using dossier::FactKind;
using dossier::FactType;

constexpr std::size_t shown_records = 3;
constexpr std::size_t shown_texts = 8;
constexpr std::size_t most_radios = 5;

std::vector<Choice> labelled(const std::vector<std::string>& codes) {
    std::vector<Choice> choices;
    for (const std::string& code : codes) choices.emplace_back(code, label_of(code));
    return choices;
}

std::string title_of(const FactDeclaration& declaration) {
    return declaration.title.empty() ? label_of(declaration.name) : declaration.title;
}

bool is_integer(const std::string& text) {
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    return text.size() > sign && text.size() < 16 &&
           text.find_first_not_of("0123456789", sign) == text.npos;
}

std::size_t shown_items(const FactType& item) {
    return item.kind == FactKind::record ? shown_records : shown_texts;
}

/// « 12,50 » gives 1250; nothing if it is not an amount.
std::optional<std::int64_t> cents(std::string text) {
    text = base::replaced(base::replaced(std::move(text), " ", ""), ",", ".");
    const std::size_t point = text.find('.');
    std::string whole = text.substr(0, point);
    std::string rest = point == text.npos ? "" : text.substr(point + 1);
    if (rest.size() > 2) return std::nullopt;
    rest.resize(2, '0');
    if (!is_integer(whole + rest)) return std::nullopt;
    return std::stoll(whole + rest);
}

/// Reads what was typed under a name back into JSON; absent where nothing was.
class TypedValues {
  public:
    explicit TypedValues(const Parameters& typed) : typed_(typed) {}

    std::optional<Json> value(const std::string& name, const FactType& type) const {
        if (type.kind == FactKind::list) return list(name, type);
        if (type.kind == FactKind::record) return record(name, type);
        const std::string text = base::trimmed(find(typed_, name).value_or(""));
        if (text.empty()) return std::nullopt;
        return scalar(text, type);
    }

  private:
    static Json scalar(const std::string& text, const FactType& type) {
        if (type.kind == FactKind::boolean && (text == "true" || text == "false")) {
            return text == "true";
        }
        if (type.kind == FactKind::integer && is_integer(text)) return std::stoll(text);
        if (type.kind == FactKind::money) {
            if (const auto amount = cents(text)) return *amount;
        }
        return text;
    }

    std::optional<Json> list(const std::string& name, const FactType& type) const {
        const FactType& item = type.item.front();
        Json items = Json::array();
        if (item.kind == FactKind::choice || item.kind == FactKind::reference) {
            for (const auto& [key, text] : typed_) {
                if (key == name && !text.empty()) items.push_back(text);
            }
        } else {
            for (std::size_t i = 0; i < shown_items(item); ++i) {
                if (auto one = value(name + "." + std::to_string(i), item)) items.push_back(*one);
            }
        }
        if (items.empty()) return std::nullopt;
        return items;
    }

    std::optional<Json> record(const std::string& name, const FactType& type) const {
        Json object = Json::object();
        for (const FactDeclaration& field : type.fields) {
            if (auto one = value(name + "." + field.name, field.type)) object[field.name] = *one;
        }
        if (object.empty()) return std::nullopt;
        return object;
    }

    const Parameters& typed_;
};

/// Draws one value's controls.
class Controls {
  public:
    Controls(const Parameters& typed, const ChoicesOf& choices_of)
        : typed_(typed), choices_of_(choices_of) {}

    Html draw(Control control, const FactType& type) const {
        control.value = find(typed_, control.name).value_or("");
        switch (type.kind) {
            case FactKind::long_text: return textarea(control);
            case FactKind::boolean: return radios(control, {{"true", "Oui"}, {"false", "Non"}});
            case FactKind::date: return input(control, "date");
            case FactKind::instant: return input(control, "datetime-local");
            case FactKind::choice: return choice(control, labelled(type.choices));
            case FactKind::reference: return select(control, choices_of_(type.of));
            case FactKind::list: return list(control, type);
            case FactKind::record: return record(control, type);
            default: return input(control, "text");
        }
    }

  private:
    static Html choice(const Control& control, const std::vector<Choice>& choices) {
        if (choices.size() > most_radios || !control.required) return select(control, choices);
        return radios(control, choices);
    }

    Html list(const Control& control, const FactType& type) const {
        const FactType& item = type.item.front();
        if (item.kind == FactKind::choice) return checkboxes(control, labelled(item.choices));
        if (item.kind == FactKind::reference) return checkboxes(control, choices_of_(item.of));
        Html items;
        for (std::size_t i = 0; i < shown_items(item); ++i) {
            Control one{.name = control.name + "." + std::to_string(i),
                        .label = control.label + ", " + std::to_string(i + 1),
                        .required = false};
            items += draw(one, item);
        }
        return group(control, items);
    }

    Html record(const Control& control, const FactType& type) const {
        Html fields;
        for (const FactDeclaration& field : type.fields) {
            fields += draw({.name = control.name + "." + field.name,
                            .label = title_of(field),
                            .hint = field.hint,
                            .required = field.required && control.required},
                           field.type);
        }
        return group(control, fields);
    }

    Html checkboxes(const Control& control, const std::vector<Choice>& choices) const {
        Html items;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const auto& [value, text] = choices[i];
            const std::string id =
                FactForm::id_of(control.name) + (i == 0 ? "" : "-" + std::to_string(i + 1));
            const bool ticked = std::find(typed_.begin(), typed_.end(),
                                          std::pair{control.name, value}) != typed_.end();
            items += h("div", {{"class", "option"}},
                       {h("input", {{"type", "checkbox"},
                                    {"id", id},
                                    {"name", control.name},
                                    {"value", value},
                                    {"checked", ticked}}),
                        h("label", {{"for", id}}, text)});
        }
        return group(control, items);
    }

    static Html group(const Control& control, const Html& items) {
        Html notes;
        if (!control.hint.empty()) notes += h("p", {{"class", "aide"}}, capitalised(control.hint));
        if (!control.error.empty()) {
            notes += h(
                "p", {{"class", "message-erreur"}},
                {h("span", {{"class", "pour-lecteur"}}, "Erreur : "), capitalised(control.error)});
        }
        Html legend = control.label;
        if (!control.required) legend += h("span", {{"class", "facultatif"}}, " (facultatif)");
        return h("fieldset",
                 {{"class", control.error.empty() ? "champ" : "champ en-erreur"},
                  {"id", "groupe-" + FactForm::id_of(control.name)},
                  {"tabindex", "-1"}},
                 {h("legend", {}, legend), notes, items});
    }

    const Parameters& typed_;
    const ChoicesOf& choices_of_;
};

}  // namespace

FactForm::FactForm(std::vector<FactField> fields, ChoicesOf choices_of, Parameters typed)
    : fields_(std::move(fields)), choices_of_(std::move(choices_of)), typed_(std::move(typed)) {}

std::string FactForm::id_of(const std::string& fact) {
    return "champ-" + base::replaced(fact, ".", "-");
}

Html FactForm::field(const FactField& field) const {
    const FactDeclaration& declaration = *field.declaration;
    Control control{.name = declaration.name,
                    .label = title_of(declaration),
                    .hint = declaration.hint,
                    .required = field.required};
    if (!field.known.empty()) {
        control.hint += (control.hint.empty() ? "" : " ") + std::string("Déjà noté : ") +
                        field.known + ". Laissez vide pour le garder.";
    }
    const auto error = errors_.find(declaration.name);
    if (error != errors_.end()) control.error = error->second;
    return Controls(typed_, choices_of_).draw(control, declaration.type);
}

bool FactForm::is_touched(const std::string& fact) const {
    return errors_.contains(fact) ||
           std::any_of(typed_.begin(), typed_.end(), [&](const auto& one) {
               return !one.second.empty() &&
                      (one.first == fact || one.first.starts_with(fact + "."));
           });
}

Html FactForm::html() const {
    Html shown;
    Html folded;
    bool open = false;
    for (const FactField& one : fields_) {
        (one.folded ? folded : shown) += field(one);
        open = open || (one.folded && is_touched(one.declaration->name));
    }
    if (folded.empty()) return shown;
    return {shown, h("details", {{"class", "autres"}, {"open", open}},
                     {h("summary", {}, "Noter aussi d'autres faits"), folded})};
}

Json FactForm::facts() const {
    const TypedValues values(typed_);
    Json facts = Json::object();
    for (const FactField& field : fields_) {
        const FactDeclaration& declaration = *field.declaration;
        if (auto value = values.value(declaration.name, declaration.type)) {
            facts[declaration.name] = *std::move(value);
        }
    }
    return facts;
}

PageError FactForm::take(const std::string& fact, const std::string& message) {
    const auto known = std::find_if(fields_.begin(), fields_.end(), [&](const FactField& field) {
        return field.declaration->name == fact;
    });
    if (known == fields_.end()) return {message, ""};
    errors_[fact] = message;
    const FactKind kind = known->declaration->type.kind;
    const bool is_group = kind == FactKind::list || kind == FactKind::record;
    return {title_of(*known->declaration) + " : " + message,
            (is_group ? "groupe-" : "") + id_of(fact)};
}

std::vector<PageError> FactForm::take(const base::Problems& problems, int first_line) {
    const Json given = facts();
    std::vector<std::string> names;
    for (const auto& [name, value] : given.items()) names.push_back(name);
    std::vector<PageError> errors;
    for (const base::Problem& problem : problems) {
        const int index = problem.place.line - first_line;
        const bool in_facts = index >= 0 && index < static_cast<int>(names.size());
        const std::string name = in_facts ? names[static_cast<std::size_t>(index)] : "";
        const std::string opening = "« " + name + " » : ";
        const bool repeats = in_facts && problem.message.starts_with(opening);
        errors.push_back(
            take(name, repeats ? problem.message.substr(opening.size()) : problem.message));
    }
    return errors;
}

FactRequest write_request(const Json& envelope, const Json& facts) {
    FactRequest request;
    int line = 1;
    request.text = "{\n";
    for (const auto& [key, value] : envelope.items()) {
        request.text += Json(key).dump() + ": " + value.dump() + ",\n";
        ++line;
    }
    request.text += "\"facts\": {";
    request.first_line = line + 2;
    bool first = true;
    for (const auto& [key, value] : facts.items()) {
        request.text += (first ? "\n" : ",\n") + Json(key).dump() + ": " + value.dump();
        first = false;
    }
    request.text += "\n}\n}\n";
    return request;
}

}  // namespace preavis::http
