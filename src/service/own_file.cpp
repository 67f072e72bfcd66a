#include "service/own_file.h"

#include <algorithm>

#include "access/policy.h"
#include "service/household_age.h"
#include "service/journaling.h"
#include "service/moving.h"
#include "service/redaction.h"
#include "service/rights.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Dossier;
using dossier::Noun;
using dossier::NounKind;

constexpr Act act = Act::read_own_file;
constexpr std::size_t all_rows = 10'000;
/// Members of the household who must not learn where a person is.
constexpr const char* secrets_field = "confidentiel_envers";
constexpr const char* somebody = "une autre personne";
constexpr const char* staff = "un professionnel";
constexpr const char* ask_the_siao = "à demander au SIAO";

/// What is known while the file is made.
struct Subject {
    const Office& office;
    dossier::Actor actor;
    Noun person;
    std::vector<Noun> households;
    Redaction redaction;
    bool is_protected = false;
    law::Territory territory;
};

std::vector<std::string> members_of(const Noun& menage) {
    std::vector<std::string> members;
    const dossier::Value* list = find(menage.fields, "membres");
    if (list == nullptr || list->list() == nullptr) return members;
    for (const dossier::Value& member : *list->list()) {
        if (member.record() != nullptr) members.push_back(text_of(*member.record(), "personne"));
    }
    return members;
}

/// Whether a list of persons in a record names this one.
bool names(const Noun& noun, const char* field, const std::string& person) {
    const dossier::Value* list = find(noun.fields, field);
    if (list == nullptr || list->list() == nullptr) return false;
    return std::any_of(list->list()->begin(), list->list()->end(), [&](const auto& item) {
        return item.text() != nullptr && *item.text() == person;
    });
}

void look_at_households(Subject& subject) {
    const auto everything = access::system_scope();
    for (const std::string& id : subject.office.store.households_of(subject.person.id)) {
        auto menage = subject.office.store.noun(NounKind::menage, id, everything);
        if (menage) subject.households.push_back(*std::move(menage));
    }
    for (const Noun& menage : subject.households) {
        if (text_of(menage.fields, "sensibilite") == "protege") subject.is_protected = true;
        for (const std::string& id : members_of(menage)) {
            if (id == subject.person.id) continue;
            const auto other = subject.office.store.noun(NounKind::personne, id, everything);
            if (!other) continue;
            // Somebody must not be found by this person.
            if (names(*other, secrets_field, subject.person.id)) subject.is_protected = true;
            subject.redaction.leave_out(*other);
        }
    }
}

Json named(const std::string& title, const Json& value) {
    return {{"titre", title}, {"valeur", value}};
}

Json record_view(const Subject& subject) {
    Json fields = Json::array();
    const auto& declarations = subject.office.library.nouns.fields(NounKind::personne);
    for (const dossier::FactDeclaration& field : declarations) {
        const dossier::Value* value = find(subject.person.fields, field.name);
        if (value == nullptr) continue;
        if (field.name == secrets_field) {
            fields.push_back(named(field.title, somebody));  // whom it names is somebody else
            continue;
        }
        Json one = named(field.title, dossier::to_json(*value));
        one["champ"] = field.name;
        fields.push_back(std::move(one));
    }
    return fields;
}

/// What a stay says of the person, without the others who stayed.
Json stay_view(const Subject& subject, const Noun& stay) {
    const auto structure = subject.office.store.noun(
        NounKind::structure, text_of(stay.fields, "structure"), access::system_scope());
    const bool hidden =
        subject.is_protected || !structure || is_true(structure->fields, "protegee");
    Json told =
        Json::array({named("Lieu", hidden ? "lieu non écrit" : text_of(structure->fields, "nom"))});
    for (const auto& field : subject.office.library.nouns.fields(NounKind::sejour)) {
        const dossier::Value* value = find(stay.fields, field.name);
        if (value == nullptr || field.name == "menage" || field.name == "structure" ||
            field.name == "personnes") {
            continue;
        }
        told.push_back(named(field.title, subject.redaction.cleaned(dossier::to_json(*value))));
    }
    return told;
}

Json stays_view(const Subject& subject) {
    Json stays = Json::array();
    for (const Noun& menage : subject.households) {
        for (const Noun& stay :
             subject.office.store.nouns(NounKind::sejour, {.menage = menage.id, .limit = all_rows},
                                        access::system_scope())) {
            const bool of_some = find(stay.fields, "personnes") != nullptr;
            if (of_some && !names(stay, "personnes", subject.person.id)) continue;
            stays.push_back({{"faits", stay_view(subject, stay)}});
        }
    }
    return stays;
}

Json fact_view(const Subject& subject, const Dossier& dossier, const std::string& name,
               const std::string& title, const dossier::Value& value) {
    const std::string nature =
        subject.office.library.data_map.nature_of_fact(dossier.workflow, name);
    if (nature == "agent") return named(title, staff);
    if (nature == "tiers") return named(title, somebody);
    if (nature == "organisme" && subject.is_protected) return named(title, "lieu non écrit");
    if (nature != "libre") return named(title, dossier::to_json(value));
    if (subject.actor.role == dossier::Role::menage) return named(title, ask_the_siao);
    Json one = named(title, subject.redaction.cleaned(dossier::to_json(value)));
    one["texte_libre"] = true;
    return one;
}

Json facts_view(const Subject& subject, const Dossier& dossier,
                const workflow::Definition& definition) {
    Json facts = Json::array();
    for (const auto& [name, value] : dossier.facts) {
        const auto* declaration = dossier::find(definition.facts, name);
        facts.push_back(fact_view(subject, dossier, name,
                                  declaration == nullptr ? name : declaration->title, value));
    }
    return facts;
}

std::string title_of_event(const workflow::Definition& definition, const std::string& event) {
    const auto found =
        std::find_if(definition.transitions.begin(), definition.transitions.end(),
                     [&](const workflow::Transition& one) { return one.event == event; });
    return found == definition.transitions.end() ? event : found->title;
}

Json events_view(const Subject& subject, const Dossier& dossier,
                 const workflow::Definition& definition) {
    Json events = Json::array();
    for (const auto& entry : subject.office.store.history(dossier.id, access::system_scope())) {
        if (entry.kind != "evenement") continue;
        const auto role = dossier::role(entry.role);
        events.push_back({{"titre", title_of_event(definition, entry.event)},
                          {"le", subject.territory.iso(entry.happened_at)},
                          {"par", role ? Json(dossier::title_of(*role)) : Json(staff)}});
    }
    return events;
}

Json deadlines_view(const Subject& subject, const Dossier& dossier, law::Instant now) {
    Json deadlines = Json::array();
    for (const dossier::Deadline& deadline : dossier.deadlines) {
        deadlines.push_back({{"titre", deadline.title},
                             {"jusqu_au", subject.territory.iso(deadline.due)},
                             {"etat", dossier::status_of(deadline, now)},
                             {"qui", deadline.who},
                             {"source", deadline.source}});
    }
    return deadlines;
}

/// To an account of the person, the files that it can open; the SIAO hands over the others.
Json files_view(const Subject& subject, const Dossier& dossier) {
    const bool own_account = subject.actor.role == dossier::Role::menage;
    const auto scope = own_account ? access::scope(subject.actor, access::Act::read_documents)
                                   : access::system_scope();
    Json files = Json::array();
    for (const auto& piece : subject.office.store.pieces(dossier.id, scope)) {
        const bool of_another = !piece.personne.empty() && piece.personne != subject.person.id;
        if (!piece.issued_at || of_another) continue;
        files.push_back({{"titre", piece.title},
                         {"variante", piece.variant},
                         {"langue", piece.language},
                         {"le", subject.territory.iso(*piece.issued_at)},
                         {"sha256", piece.sha256},
                         {"url", "/api/v1/documents/" + piece.id}});
    }
    for (const auto& annex :
         subject.office.store.annexes({.structure = "", .dossier = dossier.id}, scope)) {
        files.push_back({{"titre", subject.redaction.cleaned(annex.title)},
                         {"langue", annex.language},
                         {"le", subject.territory.iso(annex.supplied_at)},
                         {"sha256", annex.sha256},
                         {"url", "/api/v1/annexes/" + annex.id}});
    }
    return files;
}

/// Who has read a protected dossier, by role.
Json readers_view(const Subject& subject, const Dossier& dossier) {
    Json readers = Json::array();
    for (const auto& one : subject.office.store.consultations(dossier.id, all_rows)) {
        const auto role = dossier::role(one.role);
        readers.push_back({{"le", subject.territory.iso(one.at)},
                           {"par", role ? Json(dossier::title_of(*role)) : Json(staff)}});
    }
    return readers;
}

bool concerns(const Dossier& dossier, const std::string& person) {
    const auto& persons = dossier.parties.personnes;
    return persons.empty() || std::find(persons.begin(), persons.end(), person) != persons.end();
}

Json dossiers_view(const Subject& subject, law::Instant now) {
    Json dossiers = Json::array();
    for (const Noun& menage : subject.households) {
        for (const Dossier& dossier : subject.office.store.dossiers(
                 {.menage = menage.id, .limit = all_rows}, access::system_scope())) {
            const auto* definition = definition_of(subject.office.library, dossier);
            if (definition == nullptr || !concerns(dossier, subject.person.id)) continue;
            const auto* state = definition->state(dossier.state);
            dossiers.push_back({{"numero", dossier.number},
                                {"procedure", definition->title},
                                {"etat", state == nullptr ? dossier.state : state->title},
                                {"ouvert_le", subject.territory.iso(dossier.opened_at)},
                                {"faits", facts_view(subject, dossier, *definition)},
                                {"evenements", events_view(subject, dossier, *definition)},
                                {"echeances", deadlines_view(subject, dossier, now)},
                                {"documents", files_view(subject, dossier)},
                                {"consultations", readers_view(subject, dossier)}});
        }
    }
    return dossiers;
}

Json retention_view(const Subject& subject, law::Instant now) {
    Json ends = Json::array();
    for (const Noun& menage : subject.households) {
        const auto age = age_of(subject.office, menage.id, now);
        if (!age || !age->retention) continue;
        ends.push_back({{"dernier_contact", subject.territory.iso(age->contact.at)},
                        {"sejour_en_cours", age->contact.staying},
                        {"fin_de_conservation", subject.territory.iso(age->retention->due)}});
    }
    return ends;
}

bool journal(const Subject& subject, law::Instant now) {
    dossier::Change change;
    change.journal = {journal_line("dossier_personnel", subject.actor,
                                   {{"personne", subject.person.id}}, now, now)};
    change.journal.front().noun = subject.person.id;
    return subject.office.store.commit(change) == dossier::Committed::done;
}

}  // namespace

Outcome own_file(const Office& office, const std::string& personne, const dossier::Actor& actor) {
    if (!access::may(actor.role, act)) return access_denied();
    const auto person = office.store.noun(NounKind::personne, personne, access::scope(actor, act));
    if (!person) return not_found();
    const law::Instant now = office.clock.now();
    Subject subject{.office = office,
                    .actor = actor,
                    .person = *person,
                    .redaction = Redaction(*person),
                    .territory = office.library.territory(person->departement)};
    look_at_households(subject);
    if (!journal(subject, now)) return stale_version();
    const auto requests = Rights(office).list(personne, actor);
    const auto* asked = std::get_if<Reply>(&requests);
    return Reply{200,
                 {{"personne", personne},
                  {"etabli_le", subject.territory.iso(now)},
                  {"fiche", record_view(subject)},
                  {"menages", subject.households.size()},
                  {"sejours", stays_view(subject)},
                  {"dossiers", dossiers_view(subject, now)},
                  {"demandes", asked == nullptr ? Json::array() : asked->body["items"]},
                  {"conservation", retention_view(subject, now)}}};
}

Outcome own_persons(const Office& office, const dossier::Actor& actor) {
    if (!access::may(actor.role, act)) return access_denied();
    Json items = Json::array();
    if (actor.menage.empty()) return Reply{200, {{"items", items}}};
    for (const Noun& person :
         office.store.nouns(NounKind::personne, {.menage = actor.menage, .limit = all_rows},
                            access::scope(actor, act))) {
        items.push_back({{"id", person.id}, {"nom", dossier::letter_name(person.fields)}});
    }
    return Reply{200, {{"items", std::move(items)}}};
}

}  // namespace preavis::service
