#include "service/paper_facts.h"

#include <algorithm>
#include <functional>
#include <map>

#include "access/policy.h"
#include "base/text.h"

namespace preavis::service {
namespace {

using dossier::Facts;
using dossier::List;
using dossier::Noun;
using dossier::Record;
using dossier::Value;

struct Source {
    const dossier::Dossier& dossier;
    const Cast& cast;
    const Noun& issuer;
    const std::string& event;
    const Library& library;
    law::Territory territory;
    law::Date today;
};

std::optional<Value> text_or_nothing(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return Value{text};
}

std::string address_of(const Noun& noun) {
    const std::string town =
        base::trimmed(text_of(noun.fields, "code_postal") + " " + text_of(noun.fields, "commune"));
    const std::string street = text_of(noun.fields, "adresse");
    return street.empty() || town.empty() ? street + town : street + ", " + town;
}

/// Never the place of a protected household: its letters carry the issuing body's address.
const Noun& addressed_place(const Source& source) {
    const bool secret = source.dossier.protected_household ||
                        is_true(source.cast.structure.fields, "protegee") ||
                        source.cast.structure.id.empty();
    return secret ? source.issuer : source.cast.structure;
}

Value recipient(const Source& source) {
    List lines;
    for (const Noun& person : source.cast.persons) {
        const Value* adult = dossier::find(person.fields, "majeur");
        if (adult == nullptr || *adult->boolean()) {
            lines.push_back({dossier::letter_name(person.fields)});
        }
    }
    const Noun& place = addressed_place(source);
    lines.push_back({text_of(place.fields, "nom")});
    if (!text_of(place.fields, "adresse").empty()) {
        lines.push_back({text_of(place.fields, "adresse")});
    }
    const std::string town = base::trimmed(text_of(place.fields, "code_postal") + " " +
                                           text_of(place.fields, "commune"));
    if (!town.empty()) lines.push_back({town});
    return {std::move(lines)};
}

Value salutation(const Source& source) {
    if (source.cast.persons.size() == 1) {
        const Facts& person = source.cast.persons.front().fields;
        const std::string civility = text_of(person, "civilite");
        if (civility == "madame") return {"Madame " + text_of(person, "nom") + ","};
        if (civility == "monsieur") return {"Monsieur " + text_of(person, "nom") + ","};
    }
    return {std::string("Madame, Monsieur,")};
}

/// The persons of the dossier; a candidate, who is known by a number only, where there are none.
Value person_names(const Source& source) {
    List names;
    const std::string candidate = text_of(source.dossier.facts, "candidat");
    if (source.cast.persons.empty() && !candidate.empty()) {
        names.push_back({Record{{"nom", {"Ménage du dossier " + candidate}}}});
    }
    for (const Noun& person : source.cast.persons) {
        names.push_back({Record{{"nom", {dossier::letter_name(person.fields)}}}});
    }
    return {std::move(names)};
}

Value contacts(const std::vector<Contact>& known) {
    List list;
    for (const Contact& contact : known) {
        list.push_back({Record{{"nom", {contact.name}}, {"contact", {contact.contact}}}});
    }
    return {std::move(list)};
}

std::string receipt_subject(const Source& source) {
    if (source.dossier.workflow == "kit_accueil") return "kit_accueil";
    return source.event == "servir" ? "notification_arret_prise_en_charge"
                                    : "information_prealable";
}

/// What a receipt says was handed over: the pieces of the kit, or the letter itself.
Value handed_documents(const Source& source) {
    List list;
    const Value* pieces = dossier::find(source.dossier.facts, "pieces_remises");
    if (source.dossier.workflow == "kit_accueil" && pieces != nullptr) {
        for (const Value& piece : *pieces->list()) {
            const auto found = source.library.piece_titles.find(*piece.text());
            const std::string title =
                found == source.library.piece_titles.end() ? *piece.text() : found->second;
            list.push_back({Record{{"titre", {title}}}});
        }
        return {std::move(list)};
    }
    const document::Template* letter = source.library.templates.find(receipt_subject(source));
    if (letter != nullptr) list.push_back({Record{{"titre", {letter->title}}}});
    return {std::move(list)};
}

using Maker = std::function<std::optional<Value>(const Source&)>;

Maker issuer_field(const char* field) {
    return [field](const Source& source) {
        return text_or_nothing(text_of(source.issuer.fields, field));
    };
}

Maker profile_text(std::string Profile::*member) {
    return [member](const Source& source) -> std::optional<Value> {
        return source.cast.profile == nullptr ? std::nullopt
                                              : text_or_nothing(source.cast.profile->*member);
    };
}

Maker profile_contacts(std::vector<Contact> Profile::*member) {
    return [member](const Source& source) -> std::optional<Value> {
        return source.cast.profile == nullptr
                   ? std::nullopt
                   : std::optional(contacts(source.cast.profile->*member));
    };
}

const std::map<std::string, Maker>& makers() {
    static const std::map<std::string, Maker> table = {
        {"reference", [](const Source& s) { return Value{s.dossier.number}; }},
        {"date_document", [](const Source& s) { return Value{s.today}; }},
        {"lieu_document", issuer_field("commune")},
        {"destinataire", recipient},
        {"appel", salutation},
        {"personnes", person_names},
        {"structure_nom",
         [](const Source& s) {
             return text_or_nothing(text_of(addressed_place(s).fields, "nom"));
         }},
        {"structure_adresse",
         [](const Source& s) { return text_or_nothing(address_of(addressed_place(s))); }},
        {"structure_est_hotel",
         [](const Source& s) {
             return Value{text_of(s.cast.structure.fields, "genre") == "hotel"};
         }},
        {"structure_type",
         [](const Source& s) {
             return text_or_nothing(text_of(s.cast.structure.fields, "genre"));
         }},
        {"delta_present",
         [](const Source& s) {
             return Value{s.cast.profile != nullptr && s.cast.profile->has_delta};
         }},
        {"date_demande",
         [](const Source& s) { return Value{s.territory.date(s.dossier.opened_at)}; }},
        {"date_decision",
         [](const Source& s) -> std::optional<Value> {
             if (!s.cast.decided_at) return std::nullopt;
             return Value{s.territory.date(*s.cast.decided_at)};
         }},
        {"departement",
         [](const Source& s) {
             return text_or_nothing(s.cast.profile == nullptr ? "" : s.cast.profile->name);
         }},
        {"gestionnaire_nom",
         [](const Source& s) { return text_or_nothing(text_of(s.cast.operator_.fields, "nom")); }},
        {"emetteur_nom", issuer_field("nom")},
        {"emetteur_adresse", [](const Source& s) { return text_or_nothing(address_of(s.issuer)); }},
        {"emetteur_telephone", issuer_field("telephone")},
        {"emetteur_courriel", issuer_field("courriel")},
        {"emetteur_genre", issuer_field("genre")},
        {"tribunal_nom", profile_text(&Profile::court_name)},
        {"tribunal_adresse", profile_text(&Profile::court_address)},
        {"site_usagers", profile_text(&Profile::users_site)},
        {"recours_valide",
         [](const Source& s) {
             return Value{s.cast.profile != nullptr && s.cast.profile->appeal_validated};
         }},
        {"associations", profile_contacts(&Profile::associations)},
        {"personnes_qualifiees", profile_contacts(&Profile::qualified_persons)},
        {"delegue_protection_donnees", issuer_field("delegue_protection_donnees")},
        {"objet_recepisse", [](const Source& s) { return Value{receipt_subject(s)}; }},
        {"documents_remis", handed_documents},
        {"pieces_kit",
         [](const Source& s) {
             return kit_files(s.cast.papers, s.cast.annexes, s.library.annex_natures);
         }},
        {"pieces_a_part", [](const Source& s) { return pieces_apart(s.cast.kit); }},
    };
    return table;
}

/// `preavis_dernier_jour`, `preavis_echeance`, `preavis_effet`: from the dossier's deadlines.
std::optional<Value> of_deadline(const std::string& name, const dossier::Dossier& dossier) {
    for (const dossier::Deadline& deadline : dossier.deadlines) {
        if (&deadline != find_deadline(dossier, deadline.name)) continue;
        if (name == deadline.name + "_dernier_jour" && deadline.last_day) {
            return Value{*deadline.last_day};
        }
        if (name == deadline.name + "_echeance") return Value{deadline.due};
        if (name == deadline.name + "_effet" && deadline.earliest_effective) {
            return Value{*deadline.earliest_effective};
        }
    }
    return std::nullopt;
}

/// `siao_nom`, `ddets_adresse`: the name of a body that takes part, then one of its fields.
std::optional<Value> of_body(const std::string& name, const Cast& cast) {
    for (const auto& [part, body] : cast.bodies) {
        if (!base::starts_with(name, part + "_")) continue;
        const std::string field = name.substr(part.size() + 1);
        return text_or_nothing(field == "adresse" ? address_of(body) : text_of(body.fields, field));
    }
    return std::nullopt;
}

std::optional<Value> computed(const std::string& name, const Source& source) {
    if (const auto found = makers().find(name); found != makers().end()) {
        if (auto value = found->second(source)) return value;
    }
    if (auto value = of_body(name, source.cast)) return value;
    return of_deadline(name, source.dossier);
}

/// The bodies that the dossier's facts name, and the SIAO and the State's service of the
/// département where they name none.
std::map<std::string, Noun> bodies_of(const Office& office, const dossier::Dossier& dossier) {
    constexpr std::size_t most_bodies = 500;
    std::map<std::string, Noun> bodies;
    const auto scope = access::system_scope();
    for (const char* part : {"siao", "ddets", "gestionnaire", "pash"}) {
        const std::string id = text_of(dossier.facts, part);
        auto body = id.empty() ? std::nullopt
                               : office.store.noun(dossier::NounKind::organisation, id, scope);
        if (body) bodies.emplace(part, *std::move(body));
    }
    for (Noun& body : office.store.nouns(dossier::NounKind::organisation, {.limit = most_bodies},
                                         access::system_scope())) {
        const std::string kind = text_of(body.fields, "genre");
        const bool here = body.departement == dossier.departement;
        if (here && (kind == "siao" || kind == "ddets")) bodies.emplace(kind, std::move(body));
    }
    return bodies;
}

/// The body that handles the dossier if it may issue this document; otherwise the one that runs the
/// structure, or the SIAO.
const Noun& issuer_of(const document::Template& document, const Cast& cast) {
    std::vector<const Noun*> bodies = {&cast.issuer, &cast.operator_};
    if (const auto siao = cast.bodies.find("siao"); siao != cast.bodies.end()) {
        bodies.push_back(&siao->second);
    }
    const auto& kinds = document.issuers;
    for (const Noun* body : bodies) {
        const std::string kind = text_of(body->fields, "genre");
        if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return *body;
    }
    return cast.issuer;
}

/// When the decision that the ménage knows was taken.
std::optional<law::Instant> decided_at(const Office& office, const dossier::Dossier& dossier) {
    std::optional<law::Instant> at;
    for (const dossier::JournalEntry& line : office.store.history(dossier.id)) {
        if (line.event == "decider" || line.event == "modifier") at = line.happened_at;
    }
    return at;
}

}  // namespace

Cast cast_of(const Office& office, const dossier::Dossier& dossier) {
    Cast cast;
    const auto scope = access::system_scope();
    const auto read = [&](dossier::NounKind kind, const std::string& id) {
        auto noun = id.empty() ? std::nullopt : office.store.noun(kind, id, scope);
        return noun ? *std::move(noun) : Noun{.kind = kind};
    };
    for (const std::string& id : dossier.parties.personnes) {
        cast.persons.push_back(read(dossier::NounKind::personne, id));
    }
    cast.structure = read(dossier::NounKind::structure, dossier.parties.structure);
    cast.operator_ = read(dossier::NounKind::organisation, dossier.parties.structure_organisation);
    cast.issuer = read(dossier::NounKind::organisation, dossier.parties.organisation);
    cast.profile = office.library.profile(dossier.departement);
    if (!dossier.parties.structure.empty()) {
        cast.annexes = office.store.annexes({.structure = dossier.parties.structure});
    }
    cast.kit = kit_pieces(office.library, dossier, cast.annexes, office.clock.now());
    cast.bodies = bodies_of(office, dossier);
    cast.decided_at = decided_at(office, dossier);
    return cast;
}

Facts paper_facts(const document::Template& document, const dossier::Dossier& dossier,
                  const Cast& cast, const std::string& event, const Library& library,
                  law::Instant now) {
    const law::Territory territory = library.territory(dossier.departement);
    const Source source{dossier, cast,      issuer_of(document, cast), event,
                        library, territory, territory.date(now)};
    Facts facts;
    for (const dossier::FactDeclaration& declaration : document.facts) {
        const Value* own = dossier::find(dossier.facts, declaration.name);
        if (own != nullptr) {
            facts.emplace(declaration.name, *own);
        } else if (auto value = computed(declaration.name, source)) {
            facts.emplace(declaration.name, *std::move(value));
        }
    }
    return facts;
}

}  // namespace preavis::service
