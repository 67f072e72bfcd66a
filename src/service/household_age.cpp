#include "service/household_age.h"

#include <algorithm>
#include <limits>

#include "access/policy.h"
#include "base/expects.h"
#include "service/moving.h"

namespace preavis::service {
namespace {

using base::Json;
using dossier::Dossier;
using dossier::HeldFile;
using dossier::NounKind;

constexpr std::size_t all_rows = 10'000;

const law::Rule& rule_of(const Office& office, const std::string& name) {
    const law::Rule* rule = office.library.laws.find(name);
    expects(rule != nullptr);  // the library was checked
    return *rule;
}

/// Everything that is looked at.
struct Sight {
    const Office& office;
    law::Territory territory;
    law::Instant now;
    std::vector<Dossier> dossiers;
    std::vector<dossier::Noun> stays;
    HouseholdAge age;
};

std::vector<Dossier> dossiers_of(const Office& office, const std::string& menage) {
    return office.store.dossiers({.menage = menage, .limit = all_rows}, access::system_scope());
}

dossier::Traces traces_of(const Sight& sight, const dossier::Noun& menage) {
    dossier::Traces traces{.registered_at = menage.created_at};
    const auto everything = access::system_scope();
    for (const Dossier& dossier : sight.dossiers) {
        for (const auto& entry : sight.office.store.history(dossier.id, everything)) {
            if (entry.kind != "evenement") continue;
            traces.happenings.push_back({dossier.workflow, dossier.number, entry.event,
                                         dossier::role(entry.role).value_or(dossier::Role::systeme),
                                         entry.happened_at});
        }
    }
    for (const dossier::Noun& stay : sight.stays) {
        const dossier::Value* from = find(stay.fields, "debut");
        const dossier::Value* to = find(stay.fields, "fin");
        if (from == nullptr || from->date() == nullptr) continue;
        dossier::StayPeriod period{*from->date(), std::nullopt};
        if (to != nullptr && to->date() != nullptr) period.to = *to->date();
        traces.stays.push_back(period);
    }
    for (const dossier::HeldRecord& person : sight.age.held.personnes) {
        for (const auto& request : sight.office.store.requests(person.id, everything)) {
            traces.requests.push_back(request.received_at);
        }
    }
    return traces;
}

bool is_open(const Sight& sight, const Dossier& dossier) {
    const auto* definition = definition_of(sight.office.library, dossier);
    const auto* state = definition == nullptr ? nullptr : definition->state(dossier.state);
    return state == nullptr || !state->end;
}

bool has_running_deadline(const Sight& sight, const Dossier& dossier) {
    return std::any_of(dossier.deadlines.begin(), dossier.deadlines.end(),
                       [&](const dossier::Deadline& deadline) {
                           return deadline.settled == dossier::Deadline::Settled::no &&
                                  (deadline.suspended || !is_over(deadline, sight.now));
                       });
}

void look_at_retention(Sight& sight) {
    const std::string& name = sight.office.library.conservation.active_base;
    const law::Rule& rule = rule_of(sight.office, name);
    const law::Date day = sight.territory.date(sight.age.contact.at);
    auto counted = law::count(rule, {day, sight.age.contact.at}, sight.territory, day);
    if (const auto* refusal = base::refusal_of(counted)) {
        sight.age.obstacles.push_back(*refusal);
        return;
    }
    auto& due = std::get<law::DueDate>(counted);
    due.because.insert(due.because.begin(), sight.age.contact.because.begin(),
                       sight.age.contact.because.end());
    sight.age.retention = std::move(due);
    if (sight.age.contact.staying) {
        sight.age.obstacles.push_back({"sejour_en_cours", "Un séjour est en cours."});
    } else if (!sight.age.past(sight.now)) {
        const std::string until =
            law::in_french_without_weekday(sight.territory.date(sight.age.retention->due));
        sight.age.obstacles.push_back(
            {"conservation_en_cours",
             "Le dernier contact est trop récent : les données restent jusqu'au " + until + "."});
    }
}

void look_at_dossiers(Sight& sight) {
    for (const Dossier& dossier : sight.dossiers) {
        sight.age.dossier_numbers[dossier.id] = dossier.number;
        if (is_open(sight, dossier)) {
            sight.age.obstacles.push_back(
                {"dossier_ouvert", "Le dossier " + dossier.number + " n'est pas terminé."});
        }
        if (has_running_deadline(sight, dossier)) {
            sight.age.obstacles.push_back(
                {"echeance_en_cours",
                 "Une échéance du dossier " + dossier.number + " court encore."});
        }
    }
}

void look_at_hold(Sight& sight) {
    const auto hold = sight.office.store.hold_on(sight.age.held.menage);
    if (!hold) return;
    const auto& reasons = sight.office.library.conservation.hold_reasons;
    const auto reason = reasons.find(hold->reason);
    sight.age.obstacles.push_back(
        {"gel",
         "Les données sont gelées (" + (reason == reasons.end() ? hold->reason : reason->second) +
             ") ; réexamen prévu le " + law::in_french_without_weekday(hold->review_on) + "."});
}

/// Until when a file stays after its household; nothing if it goes with it.
std::optional<dossier::KeptFile> kept(Sight& sight, const HeldFile& file, const Dossier& dossier) {
    const PieceClass* one = sight.office.library.conservation.class_of(file.document);
    if (file.sha256.empty() || one == nullptr || one->rule.empty()) return std::nullopt;
    const law::Date day = sight.territory.date(dossier.last_event_at);
    const auto counted = law::count(rule_of(sight.office, one->rule), {day, dossier.last_event_at},
                                    sight.territory, day);
    if (const auto* refusal = base::refusal_of(counted)) {
        sight.age.obstacles.push_back(*refusal);
        return std::nullopt;
    }
    const law::Instant until = std::get<law::DueDate>(counted).due;
    if (until < sight.now) return std::nullopt;
    return dossier::KeptFile{.file = file,
                             .menage = sight.age.held.menage,
                             .dossier_number = dossier.number,
                             .departement = sight.age.departement,
                             .rule = one->name,
                             .until = until};
}

void look_at_files(Sight& sight) {
    for (const HeldFile& file : sight.age.held.files) {
        const auto dossier =
            std::find_if(sight.dossiers.begin(), sight.dossiers.end(),
                         [&](const Dossier& one) { return one.id == file.dossier; });
        if (dossier == sight.dossiers.end()) continue;
        if (auto one = kept(sight, file, *dossier)) sight.age.kept.push_back(*std::move(one));
    }
}

Json kept_view(const HouseholdAge& age, const Office& office, const law::Territory& territory) {
    Json items = Json::array();
    for (const dossier::KeptFile& file : age.kept) {
        const PieceClass* one = office.library.conservation.class_of(file.file.document);
        items.push_back({{"dossier", file.dossier_number},
                         {"document", file.file.document},
                         {"classe", file.rule},
                         {"raison", one == nullptr ? "" : one->reason},
                         {"sha256", file.file.sha256},
                         {"jusqu_au", territory.iso(file.until)}});
    }
    return items;
}

Json obstacles_view(const HouseholdAge& age) {
    Json items = Json::array();
    for (const base::Refusal& obstacle : age.obstacles) {
        items.push_back({{"code", obstacle.code}, {"message", obstacle.message}});
    }
    return items;
}

}  // namespace

std::optional<HouseholdAge> age_of(const Office& office, const std::string& menage,
                                   law::Instant now) {
    const auto everything = access::system_scope();
    const auto noun = office.store.noun(NounKind::menage, menage, everything);
    if (!noun) return std::nullopt;
    // Read first: whatever moves afterwards makes an erasure stale.
    Sight sight{.office = office,
                .territory = office.library.territory(noun->departement),
                .now = now,
                .age = {.departement = noun->departement, .held = office.store.holdings(menage)}};
    sight.dossiers = dossiers_of(office, menage);
    sight.stays =
        office.store.nouns(NounKind::sejour, {.menage = menage, .limit = all_rows}, everything);
    sight.age.contact = dossier::last_contact(office.library.conservation.contacts,
                                              traces_of(sight, *noun), sight.territory, now);
    look_at_retention(sight);
    look_at_dossiers(sight);
    look_at_hold(sight);
    look_at_files(sight);
    return std::move(sight.age);
}

law::Instant latest_sight_past_retention(const Office& office, law::Instant now) {
    const law::Territory territory = office.library.territory("");
    const law::Rule& rule = rule_of(office, office.library.conservation.active_base);
    const law::Date today = territory.date(now);
    const law::RuleVersion* version = law::in_force(rule, today);
    expects(version != nullptr);
    law::TimeLimit back = version->limit;
    back.direction = law::Direction::backwards;
    const auto reckoned = law::reckon(back, {today, now}, territory);
    const auto* reckoning = std::get_if<law::Reckoning>(&reckoned);
    return reckoning == nullptr ? law::Instant{std::numeric_limits<std::int64_t>::max()}
                                : reckoning->due.plus_seconds(2 * 24 * 3600);
}

Json view_of(const HouseholdAge& age, const Office& office, law::Instant now) {
    const law::Territory territory = office.library.territory(age.departement);
    Json numbers = Json::array();
    for (const auto& [id, number] : age.dossier_numbers) numbers.push_back(number);
    Json because = Json::array();
    if (age.retention) {
        for (const law::Explanation& step : age.retention->because) {
            because.push_back({{"code", step.code}, {"text", step.text}, {"source", step.source}});
        }
    }
    const Json end = age.retention ? Json(territory.iso(age.retention->due)) : Json(nullptr);
    return {{"menage", age.held.menage},
            {"departement", age.departement},
            {"dernier_contact", territory.iso(age.contact.at)},
            {"sejour_en_cours", age.contact.staying},
            {"fin_de_conservation", end},
            {"echu", age.past(now)},
            {"effacable", age.obstacles.empty()},
            {"because", because},
            {"obstacles", obstacles_view(age)},
            {"dossiers", numbers},
            {"personnes", age.held.personnes.size()},
            {"sejours", age.held.sejours.size()},
            {"fichiers", age.held.files.size() - age.kept.size()},
            {"comptes", age.held.accounts.size()},
            {"conserves", kept_view(age, office, territory)}};
}

}  // namespace preavis::service
