#include "http/french.h"

#include <array>

#include "base/text.h"
#include "http/labels.h"

namespace preavis::http {
namespace {

constexpr std::size_t day_length = 10;
constexpr std::size_t minute_length = 16;

constexpr std::string_view own_choice = "D";  // how workflows/ mark a rule of our own
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> accented_initials = {
    {{"à", "À"}, {"é", "É"}, {"ê", "Ê"}}};

/// The texts that workflows/ cite by a number. Source: docs/glossary.md.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> cited_texts = {
    {{"S001", "cadre unifié des SIAO d'Île-de-France,"},
     {"S002", "rapport d'activité 2024 du SIAO de l'Allier,"}}};

std::string with_full_names(std::string source) {
    for (const auto& [number, name] : cited_texts) {
        source = base::replaced(std::move(source), number, name);
    }
    if (source.ends_with(',')) source.pop_back();
    return source;
}

struct StatusWord {
    std::string_view status;
    std::string_view word;
};
constexpr std::array status_words = {
    StatusWord{"open", "À venir"},        StatusWord{"due", "Dans les 24 heures"},
    StatusWord{"overdue", "En retard"},   StatusWord{"met", "Respectée"},
    StatusWord{"elapsed", "Écoulée"},     StatusWord{"stopped", "Sans objet"},
    StatusWord{"suspended", "Suspendue"},
};

std::string euros(std::int64_t cents) {
    const std::string rest = std::to_string(cents % 100);
    return std::to_string(cents / 100) + "," + (rest.size() < 2 ? "0" : "") + rest + " €";
}

std::string record_in_french(const base::Json& value, const dossier::FactType& type) {
    std::vector<std::string> parts;
    for (const dossier::FactDeclaration& field : type.fields) {
        if (!value.contains(field.name)) continue;
        parts.push_back(value_in_french(value[field.name], field.type));
    }
    return base::joined(parts, ", ");
}

std::string text_in_french(const std::string& text, dossier::FactKind kind) {
    switch (kind) {
        case dossier::FactKind::choice: return label_of(text);
        case dossier::FactKind::date: return day_in_french(text);
        case dossier::FactKind::instant: return in_french(text);
        default: return text;
    }
}

}  // namespace

std::string day_in_french(std::string_view iso) {
    const auto date = law::Date::parse(iso.substr(0, day_length));
    return date ? law::in_french(*date) : std::string(iso);
}

std::string in_french(std::string_view iso) {
    const bool has_time = iso.size() >= minute_length && iso[day_length] == 'T';
    if (!has_time) return day_in_french(iso);
    const std::string space = "\u00a0";  // an hour is not cut at the end of a line
    return day_in_french(iso) + " à " + std::string(iso.substr(11, 2)) + space + "h" + space +
           std::string(iso.substr(14, 2));
}

std::string label_of(std::string_view code) {
    if (const auto label = find_label(code); !label.empty()) return std::string(label);
    std::string words = base::replaced(std::string(code), "_", " ");
    return capitalised(std::move(words));
}

std::string capitalised(std::string text) {
    for (const auto& [small, capital] : accented_initials) {
        if (text.starts_with(small)) return std::string(capital) + text.substr(small.size());
    }
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    }
    return text;
}

std::string source_in_french(const std::string& source) {
    std::vector<std::string> parts;
    for (const std::string& part : base::split(source, ';')) {
        const std::string text = base::trimmed(part);
        if (text.empty() || text == own_choice) continue;
        parts.push_back(with_full_names(text));
    }
    return base::joined(parts, " ; ");
}

std::string with_source(const std::string& source) {
    const std::string text = source_in_french(source);
    return text.empty() ? "" : " (source : " + text + ")";
}

bool has_label(std::string_view code) {
    return !find_label(code).empty();
}

std::string status_in_french(std::string_view status) {
    for (const StatusWord& known : status_words) {
        if (known.status == status) return std::string(known.word);
    }
    return std::string(status);
}

std::string value_in_french(const base::Json& value, const dossier::FactType& type) {
    if (value.is_boolean()) return value.get<bool>() ? "oui" : "non";
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        return type.kind == dossier::FactKind::money ? euros(number) : std::to_string(number);
    }
    if (value.is_string()) return text_in_french(value.get<std::string>(), type.kind);
    if (value.is_array() && !type.item.empty()) {
        std::vector<std::string> parts;
        for (const base::Json& item : value) {
            parts.push_back(value_in_french(item, type.item.front()));
        }
        return base::joined(parts, " ; ");
    }
    return value.is_object() ? record_in_french(value, type) : "";
}

}  // namespace preavis::http
