#include "service/discretion.h"

#include <algorithm>

#include "access/policy.h"
#include "access/standing.h"

namespace preavis::service {
namespace {

using base::Json;
using dossier::Noun;
using dossier::NounKind;

constexpr const char* secret_of_places = "secret_des_lieux";
constexpr const char* hidden_address = "Adresse protégée";

/// Every text that is exactly `from` becomes `to`, wherever it stands.
void replace_texts(Json& json, const std::string& from, const std::string& to) {
    if (json.is_string() && json.get_ref<const std::string&>() == from) json = to;
    if (!json.is_structured()) return;
    for (Json& inner : json) replace_texts(inner, from, to);
}

Json hidden_place(const Json& view, const Noun& structure, const std::string& code) {
    Json shown = {{"id", structure.id}, {"version", structure.version},
                  {"nom", code},        {"adresse", hidden_address},
                  {"code_postal", ""},  {"commune", "Département " + structure.departement},
                  {"protegee", true}};
    for (const char* kept : {"genre", "departement"}) {
        if (view.contains(kept)) shown[kept] = view[kept];
    }
    return shown;
}

}  // namespace

bool keeps_from(const Noun& person, const std::string& other) {
    const dossier::Value* value = dossier::find(person.fields, "confidentiel_envers");
    if (value == nullptr) return false;
    const dossier::List& list = *value->list();
    return std::any_of(list.begin(), list.end(),
                       [&other](const dossier::Value& item) { return *item.text() == other; });
}

bool is_divided(const std::vector<Noun>& persons) {
    return std::any_of(persons.begin(), persons.end(), [&persons](const Noun& one) {
        return std::any_of(persons.begin(), persons.end(), [&one](const Noun& other) {
            return !other.id.empty() && keeps_from(one, other.id);
        });
    });
}

std::string Discretion::code_of(const std::string& structure) const {
    return structure.empty()
               ? ""
               : access::place_code(office_.store.setting(secret_of_places), structure);
}

bool Discretion::runs_the_place(const dossier::Dossier& dossier) const {
    const std::string& operator_ = dossier.parties.structure_organisation;
    return !operator_.empty() && operator_ == actor_.organisation &&
           actor_.role != dossier::Role::menage;
}

Json Discretion::for_household(Json view) const {
    view["facts"] = Json::object();
    Json parties = Json::object();
    if (view.contains("parties") && view["parties"].contains("menage")) {
        parties["menage"] = view["parties"]["menage"];
    }
    view["parties"] = std::move(parties);
    return view;
}

Json Discretion::of(Json view, const dossier::Dossier& dossier) const {
    if (actor_.role == dossier::Role::menage) return for_household(std::move(view));
    if (dossier.protected_household && !runs_the_place(dossier)) {
        const std::string& place = dossier.parties.structure;
        if (!place.empty()) replace_texts(view, place, code_of(place));
    }
    return view;
}

Json Discretion::persons(const Cast& cast) const {
    Json persons = Json::array();
    const bool household = actor_.role == dossier::Role::menage;
    for (const Noun& person : cast.persons) {
        if (household && keeps_from(person, actor_.personne)) continue;
        persons.push_back({{"id", person.id}, {"nom", dossier::letter_name(person.fields)}});
    }
    return persons;
}

std::string Discretion::place_name(const dossier::Dossier& dossier, const Cast& cast) const {
    const bool divided = actor_.role == dossier::Role::menage && is_divided(cast.persons);
    const bool secret = dossier.protected_household || divided;
    if (secret && !runs_the_place(dossier)) return code_of(dossier.parties.structure);
    return text_of(cast.structure.fields, "nom");
}

Json Discretion::of_line(Json view, const dossier::Dossier& dossier) const {
    if (actor_.role == dossier::Role::menage) {
        view["payload"] = nullptr;
        return view;
    }
    return of(std::move(view), dossier);
}

Json Discretion::of(Json view, const Noun& noun) const {
    const bool runs_it = !actor_.organisation.empty() && actor_.organisation == noun.organisation;
    if (!noun.is_protected || runs_it) return view;
    if (noun.kind == NounKind::structure) return hidden_place(view, noun, code_of(noun.id));
    if (view.contains("structure") && view["structure"].is_string()) {
        view["structure"] = code_of(view["structure"].get<std::string>());
    }
    return view;
}

Json Discretion::of(Json view, const dossier::DeadlineRow& row) const {
    if (access::reads_words(actor_.role)) return view;
    if (row.protected_household) view["organisation"] = nullptr;
    if (!view.contains("ledger")) return view;
    for (Json& entry : view["ledger"]) {
        entry["author"] = "";
        entry["reason"] = "";
    }
    return view;
}

}  // namespace preavis::service
