#include "service/addressing.h"

#include "base/text.h"

namespace preavis::service {
namespace {

using dossier::List;
using dossier::Noun;
using dossier::Value;

std::string town_of(const Noun& noun) {
    return base::trimmed(text_of(noun.fields, "code_postal") + " " +
                         text_of(noun.fields, "commune"));
}

/// Name, street and town, each on its line.
void append_address(const Noun& noun, List& lines) {
    for (const std::string& line :
         {text_of(noun.fields, "nom"), text_of(noun.fields, "adresse"), town_of(noun)}) {
        if (!line.empty()) lines.push_back({line});
    }
}

/// A letter has room for a few names, each on its line; more of them share one.
void append_names(const std::vector<Noun>& persons, List& lines) {
    constexpr std::size_t most_lines = 3;
    std::vector<std::string> names;
    for (const Noun& person : persons) {
        if (is_adult(person)) names.push_back(dossier::letter_name(person.fields));
    }
    if (names.size() > most_lines) names = {base::joined(names, ", ")};
    for (const std::string& name : names) lines.push_back({name});
}

/// The body to which a document is addressed that no household receives.
List addressed_body(const document::Template& document, const dossier::Dossier& dossier,
                    const Cast& cast) {
    List lines;
    for (const std::string& kind : document.recipients) {
        const auto body = cast.bodies.find(kind);
        const std::string name = text_of(dossier.facts, kind + "_nom");
        if (body != cast.bodies.end()) {
            append_address(body->second, lines);
        } else if (!name.empty()) {
            lines.push_back({name});
        }
        if (!lines.empty()) break;
    }
    return lines;
}

}  // namespace

bool is_adult(const Noun& person) {
    const Value* adult = dossier::find(person.fields, "majeur");
    return adult == nullptr || *adult->boolean();
}

std::string address_of(const Noun& noun) {
    const std::string town = town_of(noun);
    const std::string street = text_of(noun.fields, "adresse");
    return street.empty() || town.empty() ? street + town : street + ", " + town;
}

bool is_place_secret(const dossier::Dossier& dossier, const Cast& cast) {
    return dossier.protected_household || is_true(cast.structure.fields, "protegee") ||
           cast.divided;
}

const Noun& addressed_place(const dossier::Dossier& dossier, const Cast& cast, const Noun& issuer) {
    const bool untold = cast.structure.id.empty() || is_place_secret(dossier, cast);
    return untold ? issuer : cast.structure;
}

std::optional<Value> letter_address(const document::Template& document,
                                    const dossier::Dossier& dossier, const Cast& cast,
                                    const Noun& issuer) {
    if (cast.persons.empty()) {
        List lines = addressed_body(document, dossier, cast);
        return lines.empty() ? std::nullopt : std::optional(Value{std::move(lines)});
    }
    List lines;
    append_names(cast.persons, lines);
    append_address(addressed_place(dossier, cast, issuer), lines);
    return Value{std::move(lines)};
}

std::string salutation(const Cast& cast) {
    if (cast.persons.size() == 1) {
        const dossier::Facts& person = cast.persons.front().fields;
        const std::string civility = text_of(person, "civilite");
        if (civility == "madame") return "Madame " + text_of(person, "nom") + ",";
        if (civility == "monsieur") return "Monsieur " + text_of(person, "nom") + ",";
    }
    return "Madame, Monsieur,";
}

}  // namespace preavis::service
