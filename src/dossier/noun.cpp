#include "dossier/noun.h"

#include <algorithm>
#include <array>

#include "base/file.h"
#include "base/text.h"
#include "base/yaml.h"

namespace preavis::dossier {
namespace {

struct KindName {
    NounKind kind;
    std::string_view name;
    std::string_view collection;
};

constexpr std::array kind_names = {
    KindName{NounKind::organisation, "organisation", "organisations"},
    KindName{NounKind::structure, "structure", "structures"},
    KindName{NounKind::place, "place", "places"},
    KindName{NounKind::personne, "personne", "personnes"},
    KindName{NounKind::menage, "menage", "menages"},
    KindName{NounKind::sejour, "sejour", "sejours"},
};

constexpr std::string_view la_poste = "356000000";

const KindName& entry(NounKind kind) {
    return *std::find_if(kind_names.begin(), kind_names.end(),
                         [kind](const KindName& name) { return name.kind == kind; });
}

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

bool is_telephone(std::string_view text) {
    return text.size() >= 8 && text.size() <= 16 && text.front() == '+' && text[1] != '0' &&
           all_digits(text.substr(1));
}

bool is_postcode(std::string_view text) {
    return text.size() == 5 && all_digits(text);
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == text.npos &&
           text.find('.', at) != text.npos && text.find_first_of(" <>\",;") == text.npos;
}

/// A rule on the text of one field, whatever the noun.
struct FieldRule {
    std::string_view field;
    bool (*holds)(std::string_view);
    const char* message;
};

constexpr std::array field_rules = {
    FieldRule{"siren", is_siren, "ce SIREN n'a pas une clé valable (9 chiffres)"},
    FieldRule{"siret", is_siret, "ce SIRET n'a pas une clé valable (14 chiffres)"},
    FieldRule{"finess", has_finess_form, "un numéro FINESS a 9 caractères"},
    FieldRule{"telephone", is_telephone,
              "un téléphone s'écrit au format international : +33612345678"},
    FieldRule{"code_postal", is_postcode, "un code postal a 5 chiffres"},
    FieldRule{"courriel", is_email, "cette adresse électronique n'est pas bien formée"},
};

/// Two dates of which the first may not be after the second.
struct DateOrder {
    const char* first;
    const char* second;
    const char* message;
};

constexpr std::array date_orders = {
    DateOrder{"debut", "fin_prevue", "la fin prévue précède le début"},
    DateOrder{"debut", "fin", "la fin précède le début"},
    DateOrder{"ouverture", "fermeture", "la fermeture précède l'ouverture"},
};

void report(const base::Node& object, const char* field, const std::string& message,
            base::Problems& problems) {
    const base::Node* node = object.find(field);
    problems.push_back({node == nullptr ? object.place : node->place,
                        "« " + std::string(field) + " » : " + message, ""});
}

void check_texts(const Facts& fields, const base::Node& object, base::Problems& problems) {
    for (const FieldRule& rule : field_rules) {
        const std::string name(rule.field);
        const std::string text = text_of(fields, name);
        if (!text.empty() && !rule.holds(text))
            report(object, name.c_str(), rule.message, problems);
    }
}

/// The first of several first names; no-break spaces part them too, hyphens do not.
std::string first_of(const std::string& prenoms) {
    const std::string parted =
        base::replaced(base::replaced(prenoms, "\u00a0", " "), "\u202f", " ");
    const std::string all = base::trimmed(parted);
    return all.substr(0, all.find_first_of(" ,;\t"));
}

const law::Date* date_of(const Facts& fields, const char* name) {
    const Value* value = find(fields, name);
    return value == nullptr ? nullptr : value->date();
}

}  // namespace

std::string_view name_of(NounKind kind) {
    return entry(kind).name;
}

std::string_view collection_of(NounKind kind) {
    return entry(kind).collection;
}

std::optional<NounKind> noun_kind(std::string_view name) {
    for (const KindName& known : kind_names) {
        if (known.name == name || known.collection == name) return known.kind;
    }
    return std::nullopt;
}

base::Reading<Nouns> Nouns::read(const std::filesystem::path& folder) {
    base::Problems problems;
    Nouns nouns;
    for (const KindName& known : kind_names) {
        const std::filesystem::path file = folder / (std::string(known.name) + ".yaml");
        const auto reading = base::read_yaml(base::read_file(file), file.string());
        if (const auto* broken = std::get_if<base::Problems>(&reading)) {
            problems.insert(problems.end(), broken->begin(), broken->end());
            continue;
        }
        base::Form form(std::get<base::Node>(reading), problems);
        nouns.fields_[known.kind] = read_declarations(form.map("fields"), problems);
        form.finish();
    }
    if (!problems.empty()) return problems;
    return nouns;
}

const Declarations& Nouns::fields(NounKind kind) const {
    return fields_.at(kind);
}

void check_noun(NounKind kind, const Facts& fields, const base::Node& object, law::Date today,
                base::Problems& problems) {
    check_texts(fields, object, problems);
    for (const DateOrder& order : date_orders) {
        const law::Date* first = date_of(fields, order.first);
        const law::Date* second = date_of(fields, order.second);
        if (first != nullptr && second != nullptr && *second < *first) {
            report(object, order.second, order.message, problems);
        }
    }
    const law::Date* birth = date_of(fields, "date_naissance");
    if (kind == NounKind::personne && birth != nullptr && *birth > today) {
        report(object, "date_naissance", "cette date est dans le futur", problems);
    }
}

bool is_siren(std::string_view digits) {
    return digits.size() == 9 && all_digits(digits) && passes_luhn(digits);
}

bool is_siret(std::string_view digits) {
    if (digits.size() != 14 || !all_digits(digits)) return false;
    if (passes_luhn(digits)) return true;
    int sum = 0;
    for (const char digit : digits) sum += digit - '0';
    return digits.starts_with(la_poste) && sum % 5 == 0;
}

bool has_finess_form(std::string_view text) {
    if (text.size() != 9 || !all_digits(text.substr(2))) return false;
    return all_digits(text.substr(0, 2)) || text.starts_with("2A") || text.starts_with("2B");
}

std::string same_person_key(const Facts& personne) {
    const law::Date* birth = date_of(personne, "date_naissance");
    const std::string nom = base::normalised(text_of(personne, "nom"));
    const std::string prenom = base::normalised(first_of(text_of(personne, "prenoms")));
    if (birth == nullptr || nom.empty() || prenom.empty()) return {};
    return nom + "|" + prenom + "|" + birth->iso();
}

std::string letter_name(const Facts& personne) {
    const std::string civilite = text_of(personne, "civilite");
    const std::string title = civilite == "madame" ? "Mme " : civilite == "monsieur" ? "M. " : "";
    return title + text_of(personne, "prenoms") + " " + text_of(personne, "nom");
}

}  // namespace preavis::dossier
