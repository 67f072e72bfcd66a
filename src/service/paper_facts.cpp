#include "service/paper_facts.h"

#include <algorithm>
#include <functional>
#include <map>

#include "base/text.h"
#include "service/addressing.h"

namespace preavis::service {
namespace {

using dossier::Facts;
using dossier::List;
using dossier::Noun;
using dossier::Record;
using dossier::Value;

struct Source {
    const document::Template& document;
    const dossier::Dossier& dossier;
    const Cast& cast;
    const Noun& issuer;
    const Library& library;
    law::Territory territory;
    law::Date today;
};

std::optional<Value> text_or_nothing(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return Value{text};
}

/// The persons of the dossier; a candidate, who is known by a number only, where there are none.
Value person_names(const Source& source) {
    List names;
    const std::string candidate = text_of(source.dossier.facts, "candidat");
    if (source.cast.persons.empty() && !candidate.empty()) {
        names.push_back({Record{{"nom", {"Ménage du dossier " + candidate}}}});
    }
    for (const Noun& person : source.cast.persons) {
        Record record = {{"nom", {dossier::letter_name(person.fields)}}};
        if (const Value* born = dossier::find(person.fields, "date_naissance")) {
            record.emplace("date_naissance", *born);
        }
        names.push_back({std::move(record)});
    }
    return {std::move(names)};
}

/// Who represents an adult whom the law protects.
std::optional<Value> guardian_name(const Source& source) {
    for (const Noun& person : source.cast.persons) {
        const Value* guardian = dossier::find(person.fields, "tuteur");
        if (guardian != nullptr) return Value{text_of(*guardian->record(), "nom")};
    }
    return std::nullopt;
}

Value contacts(const std::vector<Contact>& known) {
    List list;
    for (const Contact& contact : known) {
        list.push_back({Record{{"nom", {contact.name}}, {"contact", {contact.contact}}}});
    }
    return {std::move(list)};
}

/// What a receipt says was handed over: the pieces of the kit, the document that the order names,
/// or else those that the same event orders.
Value handed_documents(const Source& source) {
    List list;
    const std::string handed = text_of(source.dossier.facts, "objet_recepisse");
    const Value* pieces = dossier::find(source.dossier.facts, "pieces_remises");
    if (handed == "kit_accueil" && pieces != nullptr) {
        for (const Value& piece : *pieces->list()) {
            const auto found = source.library.piece_titles.find(*piece.text());
            const std::string title =
                found == source.library.piece_titles.end() ? *piece.text() : found->second;
            list.push_back({Record{{"titre", {title}}}});
        }
        return {std::move(list)};
    }
    const document::Template* letter = source.library.templates.find(handed);
    if (letter != nullptr) list.push_back({Record{{"titre", {letter->title}}}});
    if (!list.empty()) return {std::move(list)};
    for (const OrderedPaper& paper : source.cast.papers) {
        if (paper.variant == "standard") list.push_back({Record{{"titre", {paper.title}}}});
    }
    return {std::move(list)};
}

using Maker = std::function<std::optional<Value>(const Source&)>;

/// A field of the structure that would tell where a protected household is stays untold.
std::optional<Value> structure_telephone(const Source& source) {
    const Noun& place = addressed_place(source.dossier, source.cast, source.issuer);
    if (place.kind != dossier::NounKind::structure) return std::nullopt;
    return text_or_nothing(text_of(place.fields, "telephone"));
}

/// Who runs a secret place would tell which one it is, unless they write the letter themselves.
std::optional<Value> operator_name(const Source& source) {
    const Noun& body = source.cast.operator_;
    const bool told = !is_place_secret(source.dossier, source.cast) || body.id == source.issuer.id;
    return text_or_nothing(told ? text_of(body.fields, "nom") : "l'organisme qui vous accueille");
}

std::optional<Value> of_menage(const Source& source, const char* field) {
    const Value* value = dossier::find(source.cast.menage.fields, field);
    return value == nullptr ? std::nullopt : std::optional(*value);
}

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

using Makers = std::map<std::string, Maker>;

/// About the body that writes, and the département where it works.
const Makers& makers_of_issuer() {
    static const Makers table = {
        {"lieu_document", issuer_field("commune")},
        {"departement",
         [](const Source& s) {
             return text_or_nothing(s.cast.profile == nullptr ? "" : s.cast.profile->name);
         }},
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
    };
    return table;
}

/// About the dossier, its people and its place.
const Makers& makers_of_dossier() {
    static const Makers table = {
        {"reference", [](const Source& s) { return Value{s.dossier.number}; }},
        {"date_document", [](const Source& s) { return Value{s.today}; }},
        {"destinataire",
         [](const Source& s) { return letter_address(s.document, s.dossier, s.cast, s.issuer); }},
        {"appel", [](const Source& s) { return Value{salutation(s.cast)}; }},
        {"personnes", person_names},
        {"structure_nom",
         [](const Source& s) {
             return text_or_nothing(
                 text_of(addressed_place(s.dossier, s.cast, s.issuer).fields, "nom"));
         }},
        {"structure_adresse",
         [](const Source& s) {
             return text_or_nothing(address_of(addressed_place(s.dossier, s.cast, s.issuer)));
         }},
        {"adresse_administrative",
         [](const Source& s) {
             return Value{&addressed_place(s.dossier, s.cast, s.issuer) != &s.cast.structure};
         }},
        {"hotel_telephone", structure_telephone},
        {"representant_legal_nom", guardian_name},
        {"referent_nom", [](const Source& s) { return of_menage(s, "referent"); }},
        {"travailleur_social_nom", [](const Source& s) { return of_menage(s, "referent"); }},
        {"menage_suivi_pash", [](const Source& s) { return of_menage(s, "suivi_pash"); }},
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
        {"gestionnaire_nom", [](const Source& s) { return operator_name(s); }},
        {"documents_remis", handed_documents},
        {"pieces_kit",
         [](const Source& s) {
             return kit_files(s.cast.papers, s.cast.annexes, s.library.annex_natures);
         }},
        {"pieces_a_part", [](const Source& s) { return pieces_apart(s.cast.kit); }},
    };
    return table;
}

/// Without the fields of records that the template does not declare.
Value as_declared(Value value, const dossier::FactType& type) {
    if (type.kind == dossier::FactKind::list) {
        for (Value& item : std::get<List>(value.what)) {
            item = as_declared(std::move(item), type.item.front());
        }
    }
    if (type.kind == dossier::FactKind::record) {
        std::erase_if(std::get<Record>(value.what), [&type](const auto& field) {
            return dossier::find(type.fields, field.first) == nullptr;
        });
    }
    return value;
}

/// `preavis_dernier_jour`, `preavis_echeance`, `preavis_effet`: from the deadlines that count
/// still.
std::optional<Value> of_deadline(const std::string& name, const dossier::Dossier& dossier) {
    for (const dossier::Deadline& deadline : dossier.deadlines) {
        if (&deadline != find_deadline(dossier, deadline.name)) continue;
        if (deadline.settled == dossier::Deadline::Settled::stopped) continue;
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
    for (const Makers* table : {&makers_of_dossier(), &makers_of_issuer()}) {
        const auto found = table->find(name);
        if (found == table->end()) continue;
        if (auto value = found->second(source)) return value;
    }
    if (auto value = of_body(name, source.cast)) return value;
    return of_deadline(name, source.dossier);
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

}  // namespace

Facts paper_facts(const document::Template& document, const dossier::Dossier& dossier,
                  const Cast& cast, const Library& library, law::Instant now) {
    const law::Territory territory = library.territory(dossier.departement);
    const Source source{
        document,           dossier, cast, issuer_of(document, cast), library, territory,
        territory.date(now)};
    Facts facts;
    for (const dossier::FactDeclaration& declaration : document.facts) {
        const Value* own = dossier::find(dossier.facts, declaration.name);
        if (own != nullptr) {
            facts.emplace(declaration.name, as_declared(*own, declaration.type));
        } else if (auto value = computed(declaration.name, source)) {
            facts.emplace(declaration.name, as_declared(*std::move(value), declaration.type));
        }
    }
    return facts;
}

}  // namespace preavis::service
