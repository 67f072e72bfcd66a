#include "workflow/random_walk.h"

#include <algorithm>
#include <array>

namespace preavis::workflow::testing {
namespace {

using dossier::FactKind;
using dossier::Role;
using dossier::Value;

constexpr std::int64_t minute_ms = 60'000;
constexpr int minutes_of_three_days = 3 * 24 * 60;

bool is_better_false(const std::string& fact) {
    static const std::array names = {
        "absence_annoncee",           "absence_autorisee", "motif_valable",
        "motif_exceptionnel_absence", "menage_suivi_pash", "protection_juridique",
        "delai_reponse_exceptionnel"};
    return std::any_of(names.begin(), names.end(), [&](const char* name) { return fact == name; });
}

}  // namespace

RandomWalk::RandomWalk(const Definition& definition, std::uint64_t seed)
    : definition_(definition),
      territory_(world().territory("metropole")),
      dossier_(new_dossier(definition, "metropole")),
      now_(local_instant("2026-03-20 10:00", territory_)),
      random_(seed) {}

int RandomWalk::below(int bound) {
    return static_cast<int>(random_() % static_cast<std::uint64_t>(bound));
}

bool RandomWalk::sometimes(int percent) {
    return below(100) < percent;
}

std::optional<WalkStep> RandomWalk::attempt() {
    now_.ms += minute_ms * below(sometimes(30) ? minutes_of_three_days : 300);
    const auto timer = due_timer();
    const dossier::Event event = timer ? *timer : draw_event();
    const dossier::Dossier before = dossier_;
    auto answer =
        step(definition_, dossier_, event, {world().laws, territory_, world().deciders}, now_);
    auto* done = std::get_if<Step>(&answer);
    if (done == nullptr) return std::nullopt;
    dossier_ = std::move(done->next);
    return WalkStep{event, before, dossier_};
}

std::optional<dossier::Event> RandomWalk::due_timer() {
    for (dossier::Deadline& deadline : dossier_.deadlines) {
        if (deadline.fired || !is_running(deadline) || now_ <= deadline.due) continue;
        deadline.fired = true;
        const std::string name = event_raised_by(definition_, dossier_, deadline);
        if (name.empty()) continue;
        return dossier::Event{.name = name, .at = now_, .actor = actor_of(Role::systeme)};
    }
    return std::nullopt;
}

bool RandomWalk::over() const {
    const State* state = definition_.state(dossier_.state);
    return state != nullptr && state->end;
}

/// Events that are possible here; less often those that lead nowhere, aside or to an end.
bool RandomWalk::tempts(const Transition& transition) {
    const auto& from = transition.from;
    if (std::find(from.begin(), from.end(), dossier_.state) == from.end()) return sometimes(1);
    if (transition.to.empty()) return sometimes(15);
    const State* target = definition_.state(transition.to);
    const bool aside = transition.to == "reexamen" || transition.to == "suspendu";
    return (!aside && !target->end) || sometimes(8);
}

dossier::Event RandomWalk::draw_event() {
    std::vector<const Transition*> open;
    for (const Transition& transition : definition_.transitions) {
        if (tempts(transition)) open.push_back(&transition);
    }
    const Transition& chosen = open.empty() ? any_of(definition_.transitions) : *any_of(open);
    Role role = sometimes(50) ? chosen.by.front() : any_of(chosen.by);
    if (sometimes(5)) role = any_of(dossier::all_roles());
    return {.name = chosen.event,
            .facts = draw_facts(chosen),
            .at = sometimes(90) ? now_ : law::Instant{now_.ms + minute_ms * (below(600) - 500)},
            .actor = actor_of(role)};
}

dossier::Facts RandomWalk::draw_facts(const Transition& transition) {
    dossier::Facts facts;
    for (const auto* names : {&transition.requires_facts, &transition.optional_facts}) {
        const int percent = names == &transition.requires_facts ? 97 : 75;
        for (const std::string& name : *names) {
            if (!sometimes(name == "motif_preavis_reduit" ? 10 : percent)) continue;
            facts[name] = draw(name, find(definition_.facts, name)->type);
        }
    }
    return facts;
}

Value RandomWalk::draw(const std::string& name, const dossier::FactType& type) {
    switch (type.kind) {
        case FactKind::boolean: return {sometimes(92) != is_better_false(name)};
        case FactKind::money:
        case FactKind::integer: return {std::min(type.least + below(6), type.most)};
        case FactKind::date: return draw_date(name);
        case FactKind::instant: return {law::Instant{now_.ms - minute_ms * below(3000)}};
        case FactKind::choice: return {sometimes(35) ? type.choices.front() : any_of(type.choices)};
        case FactKind::list: return {dossier::List(3, draw(name, type.item.front()))};
        case FactKind::record: {
            dossier::Record record;
            for (const auto& field : type.fields) record[field.name] = draw(name, field.type);
            return {record};
        }
        case FactKind::reference: return {std::string(32, 'a')};
        default: return {std::string("texte")};
    }
}

Value RandomWalk::draw_date(const std::string& name) {
    const law::Date today = territory_.date(now_);
    if (name == "date_depart") return {today.plus_days(below(16) + below(16))};
    return {today.plus_days(sometimes(60) ? 0 : 1 - below(6))};
}

}  // namespace preavis::workflow::testing
