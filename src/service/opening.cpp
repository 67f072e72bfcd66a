#include "service/opening.h"

#include <algorithm>

#include "access/policy.h"
#include "base/text.h"
#include "service/discretion.h"
#include "service/journaling.h"
#include "service/references.h"

namespace preavis::service {
namespace {

using dossier::Noun;
using dossier::NounKind;

/// The parties of a dossier, looked up as the asker may.
class Parties {
  public:
    Parties(const Office& office, const dossier::Actor& actor, base::Problems& problems)
        : office_(office),
          scope_(access::scope(actor, access::Act::act_on_dossiers)),
          problems_(problems) {}

    void read(const base::Node& node) {
        base::Form form(node, problems_);
        sejour = look_up(form, NounKind::sejour);
        menage = look_up(form, NounKind::menage);
        structure = look_up(form, NounKind::structure);
        if (sejour) complete_from(*sejour);
        personnes = form.optional_texts("personnes");
        check_persons(form);
        form.finish();
    }

    std::optional<Noun> sejour;
    std::optional<Noun> menage;
    std::optional<Noun> structure;
    std::vector<std::string> personnes;

  private:
    std::optional<Noun> look_up(base::Form& form, NounKind kind) {
        const std::string key(dossier::name_of(kind));
        const auto id = form.optional_text(key);
        if (!id) return std::nullopt;
        auto noun = office_.store.noun(kind, *id, scope_);
        if (!noun) noun = lent(kind, *id);
        if (!noun) form.report(key, "« " + key + " » : rien ne correspond à cet identifiant");
        return noun;
    }

    /// Whoever may see a stay may act for its ménage and in its structure.
    std::optional<Noun> lent(NounKind kind, const std::string& id) const {
        const bool of_the_stay = sejour && (text_of(sejour->fields, "menage") == id ||
                                            text_of(sejour->fields, "structure") == id);
        if (!of_the_stay) return std::nullopt;
        return office_.store.noun(kind, id, access::system_scope());
    }

    void complete_from(const Noun& stay) {
        const auto scope = access::system_scope();
        if (!menage) {
            menage = office_.store.noun(NounKind::menage, text_of(stay.fields, "menage"), scope);
        }
        if (!structure) {
            structure =
                office_.store.noun(NounKind::structure, text_of(stay.fields, "structure"), scope);
        }
    }

    /// Those of the stay, where it names some.
    std::vector<std::string> of_the_stay() const {
        const dossier::Value* list = sejour ? dossier::find(sejour->fields, "personnes") : nullptr;
        std::vector<std::string> named;
        if (list == nullptr) return named;
        for (const dossier::Value& person : *list->list()) named.push_back(*person.text());
        return named;
    }

    /// Where a member keeps from another where they are, nobody is taken for granted.
    bool is_divided(const std::vector<std::string>& members) const {
        std::vector<Noun> persons;
        for (const std::string& id : members) {
            auto person = office_.store.noun(NounKind::personne, id, access::system_scope());
            if (person) persons.push_back(*std::move(person));
        }
        return service::is_divided(persons);
    }

    /// Current members of the ménage; all of them where nobody is named.
    void check_persons(base::Form& form) {
        std::vector<std::string> members;
        const dossier::Value* list = menage ? dossier::find(menage->fields, "membres") : nullptr;
        if (list != nullptr) {
            for (const dossier::Value& member : *list->list()) {
                if (dossier::find(*member.record(), "jusqu_au") != nullptr) continue;
                members.push_back(text_of(*member.record(), "personne"));
            }
        }
        if (personnes.empty()) personnes = of_the_stay();
        if (personnes.empty()) {
            personnes = members;
            if (is_divided(members)) {
                form.report("personnes",
                            "dites quelles personnes sont concernées : dans ce ménage, une "
                            "personne ne doit pas savoir où se trouve une autre",
                            "personnes: [...]");
            }
        }
        for (const std::string& person : personnes) {
            if (std::find(members.begin(), members.end(), person) != members.end()) continue;
            form.report("personnes", "cette personne n'est pas membre du ménage : " + person);
        }
    }

    const Office& office_;
    dossier::Scope scope_;
    base::Problems& problems_;
};

void complete_fact(dossier::Facts& facts, const workflow::Definition& definition,
                   const std::string& name, const std::optional<dossier::Value>& value) {
    if (!value || dossier::find(definition.facts, name) == nullptr) return;
    facts.try_emplace(name, *value);
}

std::optional<dossier::Value> field_of(const std::optional<Noun>& noun, const char* field) {
    const dossier::Value* value = noun ? dossier::find(noun->fields, field) : nullptr;
    return value == nullptr ? std::nullopt : std::optional(*value);
}

std::string opening_event(const workflow::Definition& definition, const dossier::Facts& facts) {
    for (const std::string& name : definition.opens_with) {
        const auto* transition = definition.transition(name, workflow::before_everything);
        if (transition == nullptr) continue;
        const auto& needed = transition->requires_facts;
        const bool complete = std::all_of(needed.begin(), needed.end(), [&](const auto& fact) {
            return dossier::find(facts, fact) != nullptr;
        });
        if (complete) return name;
    }
    return definition.opens_with.front();
}

dossier::Dossier empty_dossier(const workflow::Definition& definition, const Parties& parties,
                               const dossier::Actor& actor, const Library& library,
                               law::Instant now) {
    dossier::Dossier dossier;
    dossier.workflow = definition.name;
    dossier.workflow_version = definition.version;
    dossier.state = workflow::before_everything;
    dossier.departement = actor.departement;
    if (parties.menage) dossier.departement = parties.menage->departement;
    if (parties.structure) dossier.departement = text_of(parties.structure->fields, "departement");
    dossier.territory = library.territory(dossier.departement).id();
    dossier.parties.menage = parties.menage ? parties.menage->id : "";
    dossier.parties.personnes = parties.personnes;
    dossier.parties.structure = parties.structure ? parties.structure->id : "";
    dossier.parties.sejour = parties.sejour ? parties.sejour->id : "";
    dossier.parties.organisation = actor.organisation;
    dossier.parties.structure_organisation =
        parties.structure ? text_of(parties.structure->fields, "organisation") : "";
    dossier.protected_household = (parties.menage && parties.menage->is_protected) ||
                                  (parties.structure && parties.structure->is_protected);
    dossier.opened_at = now;
    return dossier;
}

}  // namespace

void complete_facts(const workflow::Definition& definition, const Nearby& nearby,
                    dossier::Facts& facts) {
    complete_fact(facts, definition, "regime", field_of(nearby.sejour, "regime"));
    complete_fact(facts, definition, "structure_type", field_of(nearby.structure, "genre"));
    complete_fact(facts, definition, "menage_suivi_pash", field_of(nearby.menage, "suivi_pash"));
}

law::Instant read_at(base::Form& form, const law::Territory& territory, law::Instant now) {
    const auto text = form.optional_text("at");
    if (!text) return now;
    const auto when = law::parse_when(*text, territory);
    if (const auto* refusal = base::refusal_of(when)) {
        form.report("at", refusal->message);
        return now;
    }
    const auto& read = std::get<law::When>(when);
    if (!read.instant) form.report("at", "il manque l'heure (AAAA-MM-JJTHH:MM)");
    return read.instant.value_or(now);
}

std::variant<Opening, base::Refusal, base::Problems> prepare_opening(const Office& office,
                                                                     const base::Node& body,
                                                                     const dossier::Actor& actor,
                                                                     law::Instant now) {
    base::Problems problems;
    base::Form form(body, problems);
    Opening opening;
    const std::string workflow = form.text("workflow");
    opening.definition = office.library.definitions.newest(workflow);
    if (opening.definition == nullptr && !workflow.empty()) {
        form.report("workflow", "procédure inconnue : « " + workflow + " »",
                    "procédures : " + base::joined(office.library.definitions.names(), ", "));
    }
    Parties parties(office, actor, problems);
    if (const base::Node* node = form.optional_node("parties")) parties.read(*node);
    const base::Node* facts = form.optional_node("facts");
    const auto event = form.optional_text("event");
    if (opening.definition == nullptr) {
        form.optional_text("at");
        form.finish();
        return problems;
    }
    const workflow::Definition& definition = *opening.definition;
    opening.dossier = empty_dossier(definition, parties, actor, office.library, now);
    const law::Territory territory = office.library.territory(opening.dossier.departement);
    if (facts != nullptr) {
        opening.event.facts =
            dossier::read_facts(*facts, definition.facts, territory, false, problems);
        report_unknown_references(office.store, definition.facts, opening.event.facts, *facts,
                                  reach_of(actor, opening.dossier), problems);
    }
    opening.event.at = read_at(form, territory, now);
    form.finish();
    if (definition.subject == "menage" && !parties.menage) {
        form.report("parties", "cette procédure concerne un ménage", "parties: { menage: ... }");
    }
    if (definition.subject == "structure" && !parties.structure) {
        form.report("parties", "cette procédure concerne une structure",
                    "parties: { structure: ... }");
    }
    if (!problems.empty()) return problems;
    complete_facts(definition, {parties.sejour, parties.structure, parties.menage},
                   opening.event.facts);
    opening.event.actor = actor;
    opening.event.name = event.value_or(opening_event(definition, opening.event.facts));
    return opening;
}

}  // namespace preavis::service
