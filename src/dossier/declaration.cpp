#include "dossier/declaration.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace preavis::dossier {
namespace {

struct KindName {
    FactKind kind;
    const char* name;
    const char* in_french;
};

constexpr std::array kinds = {
    KindName{FactKind::text, "text", "un texte"},
    KindName{FactKind::long_text, "long_text", "un texte"},
    KindName{FactKind::integer, "integer", "un nombre entier"},
    KindName{FactKind::money, "money", "un montant en centimes"},
    KindName{FactKind::boolean, "boolean", "true ou false"},
    KindName{FactKind::date, "date", "une date (AAAA-MM-JJ)"},
    KindName{FactKind::instant, "instant", "une date et une heure (AAAA-MM-JJTHH:MM)"},
    KindName{FactKind::choice, "choice", "une valeur de la liste"},
    KindName{FactKind::reference, "reference", "un identifiant"},
    KindName{FactKind::list, "list", "une liste"},
    KindName{FactKind::record, "record", "un objet"},
};

constexpr std::int64_t default_text_length = 200;
constexpr std::int64_t default_long_text_length = 5000;
constexpr std::int64_t default_list_length = 200;
constexpr std::int64_t greatest_number = 1'000'000'000'000;

std::vector<std::string> kind_names() {
    std::vector<std::string> names;
    for (const KindName& kind : kinds) names.emplace_back(kind.name);
    return names;
}

FactKind kind_named(const std::string& name) {
    for (const KindName& kind : kinds) {
        if (name == kind.name) return kind.kind;
    }
    return FactKind::text;
}

void default_bounds(FactType& type) {
    switch (type.kind) {
        case FactKind::text: type.most = default_text_length; break;
        case FactKind::long_text: type.most = default_long_text_length; break;
        case FactKind::list: type.most = default_list_length; break;
        case FactKind::integer:
        case FactKind::money: type.most = greatest_number; break;
        default: break;
    }
}

/// Reads `least` and `most` where they mean something; elsewhere they stay unknown keys.
void read_bounds(FactType& type, base::Form& form) {
    const bool is_text = type.kind == FactKind::text || type.kind == FactKind::long_text;
    const bool is_number = type.kind == FactKind::integer || type.kind == FactKind::money;
    if (!is_text && !is_number && type.kind != FactKind::list) return;
    const std::int64_t smallest = is_number ? -greatest_number : 0;
    if (!is_text) {
        type.least = form.optional_integer("least", smallest, greatest_number).value_or(0);
    }
    type.most = form.optional_integer("most", is_number ? smallest : 1, greatest_number)
                    .value_or(type.most);
    if (type.most < type.least) form.report("most", "« most » est plus petit que « least »");
}

FactType read_type(base::Form& form, base::Problems& problems) {
    FactType type;
    type.kind = kind_named(form.choice("type", kind_names()));
    default_bounds(type);
    read_bounds(type, form);
    if (type.kind == FactKind::choice) {
        type.choices = form.texts("choices");
        if (form.has("choices") && type.choices.empty()) form.report("choices", "aucun choix");
    }
    if (type.kind == FactKind::reference) type.of = form.text("of");
    if (type.kind == FactKind::record)
        type.fields = read_declarations(form.map("fields"), problems);
    if (type.kind == FactKind::list) {
        if (const base::Node* item = form.node("item")) {
            base::Form inner(*item, problems);
            type.item.push_back(read_type(inner, problems));
            inner.finish();
        }
    }
    return type;
}

/// Reads one value; reports at its place.
class ValueReader {
  public:
    ValueReader(const law::Territory& territory, base::Problems& problems)
        : territory_(territory), problems_(problems) {}

    std::optional<Value> read(const base::Node& node, const FactType& type,
                              const std::string& name) {
        std::optional<Value> value = convert(node, type, name);
        if (!value) return std::nullopt;
        if (const std::string why = misfit(*value, type); !why.empty()) {
            report(node, name, why);
            return std::nullopt;
        }
        return value;
    }

    Facts read_object(const base::Node& object, const Declarations& declarations,
                      const std::string& prefix, bool complete) {
        Facts facts;
        base::Form form(object, problems_);
        for (const FactDeclaration& declaration : declarations) {
            const std::string name = prefix + declaration.name;
            const base::Node* node = form.optional_node(declaration.name);
            if (node == nullptr) {
                if (complete && declaration.required) {
                    report(object, name, "manque : " + expected_in_french(declaration.type));
                }
                continue;
            }
            if (auto value = read(*node, declaration.type, name)) {
                facts.emplace(declaration.name, std::move(*value));
            }
        }
        if (object.kind == base::Node::Kind::map) form.finish();
        return facts;
    }

  private:
    void report(const base::Node& node, const std::string& name, const std::string& what) {
        problems_.push_back({node.place, "« " + name + " » : " + what, ""});
    }

    std::optional<Value> refuse(const base::Node& node, const FactType& type,
                                const std::string& name) {
        report(node, name,
               "il faut " + expected_in_french(type) + ", et non " + base::kind_in_french(node));
        return std::nullopt;
    }

    std::optional<Value> convert(const base::Node& node, const FactType& type,
                                 const std::string& name) {
        switch (type.kind) {
            case FactKind::boolean:
                if (const auto flag = base::as_boolean(node)) return Value{*flag};
                return refuse(node, type, name);
            case FactKind::integer:
            case FactKind::money:
                if (const auto number = base::as_integer(node)) return Value{*number};
                return refuse(node, type, name);
            case FactKind::list: return convert_list(node, type, name);
            case FactKind::record: return convert_record(node, type, name);
            default: return convert_text(node, type, name);
        }
    }

    std::optional<Value> convert_text(const base::Node& node, const FactType& type,
                                      const std::string& name) {
        const auto text = base::as_text(node);
        if (!text) return refuse(node, type, name);
        if (type.kind == FactKind::date) {
            if (const auto date = law::Date::parse(*text)) return Value{*date};
            report(node, name, "« " + *text + " » n'est pas une date (AAAA-MM-JJ)");
            return std::nullopt;
        }
        if (type.kind == FactKind::instant) return convert_instant(node, *text, name);
        return Value{base::trimmed(*text)};
    }

    std::optional<Value> convert_instant(const base::Node& node, const std::string& text,
                                         const std::string& name) {
        const auto when = law::parse_when(text, territory_);
        if (const base::Refusal* refusal = base::refusal_of(when)) {
            report(node, name, refusal->message);
            return std::nullopt;
        }
        const auto& read = std::get<law::When>(when);
        if (read.instant) return Value{*read.instant};
        report(node, name, "il manque l'heure (AAAA-MM-JJTHH:MM)");
        return std::nullopt;
    }

    std::optional<Value> convert_list(const base::Node& node, const FactType& type,
                                      const std::string& name) {
        if (node.kind != base::Node::Kind::list) return refuse(node, type, name);
        List list;
        for (const base::Node& item : node.items) {
            const std::string item_name = name + "[" + std::to_string(list.size() + 1) + "]";
            auto value = read(item, type.item.front(), item_name);
            if (!value) return std::nullopt;
            list.push_back(std::move(*value));
        }
        return Value{std::move(list)};
    }

    /// A record is always complete, even among facts that are not.
    std::optional<Value> convert_record(const base::Node& node, const FactType& type,
                                        const std::string& name) {
        if (node.kind != base::Node::Kind::map) return refuse(node, type, name);
        const std::size_t before = problems_.size();
        Record record = read_object(node, type.fields, name + ".", true);
        if (problems_.size() != before) return std::nullopt;
        return Value{std::move(record)};
    }

    const law::Territory& territory_;
    base::Problems& problems_;
};

std::string text_misfit(const std::string& text, const FactType& type) {
    if (!base::is_utf8(text)) return "le texte n'est pas en UTF-8";
    if (base::has_control_characters(text)) return "le texte contient un caractère de contrôle";
    if (text.empty()) return "le texte est vide";
    if (type.kind == FactKind::text && text.find('\n') != std::string::npos) {
        return "le texte doit tenir sur une ligne";
    }
    const auto length = static_cast<std::int64_t>(base::code_points(text).size());
    if (type.kind != FactKind::choice && type.most > 0 && length > type.most) {
        return "le texte dépasse " + std::to_string(type.most) + " caractères";
    }
    return {};
}

std::string choice_misfit(const std::string& text, const FactType& type) {
    if (std::find(type.choices.begin(), type.choices.end(), text) != type.choices.end()) return {};
    const std::string near = base::closest(text, type.choices);
    return "« " + text + " » n'est pas l'un de : " + base::joined(type.choices, ", ") +
           (near.empty() ? "" : " (peut-être « " + near + " »)");
}

std::string reference_misfit(const std::string& text) {
    const bool hexadecimal =
        text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    return hexadecimal ? "" : "« " + text + " » n'est pas un identifiant";
}

std::string list_misfit(const List& list, const FactType& type) {
    const auto size = static_cast<std::int64_t>(list.size());
    if (size < type.least) return "il faut au moins " + std::to_string(type.least) + " élément(s)";
    if (size > type.most) return "pas plus de " + std::to_string(type.most) + " éléments";
    for (const Value& item : list) {
        if (const std::string why = misfit(item, type.item.front()); !why.empty()) return why;
    }
    return {};
}

std::string record_misfit(const Record& record, const FactType& type) {
    for (const FactDeclaration& field : type.fields) {
        const Value* value = find(record, field.name);
        if (value == nullptr) {
            if (field.required) return "il manque « " + field.name + " »";
        } else if (const std::string why = misfit(*value, field.type); !why.empty()) {
            return "« " + field.name + " » : " + why;
        }
    }
    return {};
}

std::string number_misfit(std::int64_t number, const FactType& type) {
    if (number >= type.least && number <= type.most) return {};
    return "le nombre doit être compris entre " + std::to_string(type.least) + " et " +
           std::to_string(type.most);
}

}  // namespace

const FactDeclaration* find(const Declarations& declarations, const std::string& name) {
    for (const FactDeclaration& declaration : declarations) {
        if (declaration.name == name) return &declaration;
    }
    return nullptr;
}

Declarations read_declarations(const std::vector<base::Node::Entry>& entries,
                               base::Problems& problems) {
    Declarations declarations;
    for (const base::Node::Entry& entry : entries) {
        base::Form form(entry.value, problems);
        FactDeclaration declaration;
        declaration.name = entry.key;
        declaration.type = read_type(form, problems);
        declaration.required = !form.optional_boolean("optional").value_or(false);
        declaration.title = form.optional_text("title").value_or("");
        declaration.hint = form.optional_text("hint").value_or("");
        declaration.source = form.optional_text("source").value_or("");
        form.finish();
        declarations.push_back(std::move(declaration));
    }
    return declarations;
}

Facts read_facts(const base::Node& object, const Declarations& declarations,
                 const law::Territory& territory, bool complete, base::Problems& problems) {
    return ValueReader(territory, problems).read_object(object, declarations, "", complete);
}

std::string misfit(const Value& value, const FactType& type) {
    const std::string wrong_type = "il faut " + expected_in_french(type);
    switch (type.kind) {
        case FactKind::boolean: return value.boolean() != nullptr ? "" : wrong_type;
        case FactKind::date: return value.date() != nullptr ? "" : wrong_type;
        case FactKind::instant: return value.instant() != nullptr ? "" : wrong_type;
        case FactKind::integer:
        case FactKind::money:
            return value.integer() == nullptr ? wrong_type : number_misfit(*value.integer(), type);
        case FactKind::list:
            return value.list() == nullptr ? wrong_type : list_misfit(*value.list(), type);
        case FactKind::record:
            return value.record() == nullptr ? wrong_type : record_misfit(*value.record(), type);
        default: break;
    }
    if (value.text() == nullptr) return wrong_type;
    if (std::string why = text_misfit(*value.text(), type); !why.empty()) return why;
    if (type.kind == FactKind::choice) return choice_misfit(*value.text(), type);
    return type.kind == FactKind::reference ? reference_misfit(*value.text()) : "";
}

std::string expected_in_french(const FactType& type) {
    if (type.kind == FactKind::choice) return "l'un de : " + base::joined(type.choices, ", ");
    for (const KindName& kind : kinds) {
        if (kind.kind == type.kind) return kind.in_french;
    }
    return "une valeur";
}

base::Json schema_of(const FactType& type) {
    switch (type.kind) {
        case FactKind::boolean: return {{"type", "boolean"}};
        case FactKind::integer:
        case FactKind::money:
            return {{"type", "integer"}, {"minimum", type.least}, {"maximum", type.most}};
        case FactKind::date: return {{"type", "string"}, {"format", "date"}};
        case FactKind::instant: return {{"type", "string"}, {"format", "date-time"}};
        case FactKind::choice: return {{"type", "string"}, {"enum", type.choices}};
        case FactKind::reference: return {{"type", "string"}, {"pattern", "^[0-9a-f]{32}$"}};
        case FactKind::record: return schema_of(type.fields);
        case FactKind::list:
            return {{"type", "array"},
                    {"minItems", type.least},
                    {"maxItems", type.most},
                    {"items", schema_of(type.item.front())}};
        default: return {{"type", "string"}, {"minLength", 1}, {"maxLength", type.most}};
    }
}

base::Json schema_of(const Declarations& declarations) {
    base::Json properties = base::Json::object();
    base::Json required = base::Json::array();
    for (const FactDeclaration& declaration : declarations) {
        base::Json property = schema_of(declaration.type);
        if (!declaration.title.empty()) property["title"] = declaration.title;
        properties[declaration.name] = std::move(property);
        if (declaration.required) required.push_back(declaration.name);
    }
    base::Json schema = {{"type", "object"}, {"additionalProperties", false}};
    schema["properties"] = std::move(properties);
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

}  // namespace preavis::dossier
