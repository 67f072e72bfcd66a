#include "workflow/ladder.h"

#include <algorithm>
#include <set>

#include "base/expects.h"

namespace preavis::workflow {
namespace {

using dossier::Audience;
using dossier::Deadline;
using dossier::DeadlineKind;
using dossier::Role;

constexpr std::int64_t hour_s = 3600;

/// Roles that work together in one organisation.
const std::vector<std::vector<Role>>& families() {
    static const std::vector<std::vector<Role>> all = {
        {Role::siao_agent, Role::siao_responsable},
        {Role::gestionnaire_agent, Role::gestionnaire_direction},
        {Role::hotelier},
        {Role::pash},
        {Role::travailleur_social}};
    return all;
}

/// The roles of the service that note the act by which this deadline is met.
std::set<Role> roles_that_meet(const Definition& definition, const std::string& deadline) {
    std::set<Role> roles;
    for (const Transition& transition : definition.transitions) {
        for (const DeadlineAct& act : transition.meet) {
            if (act.deadline == deadline) roles.insert(transition.by.begin(), transition.by.end());
        }
    }
    for (const Role never : {Role::systeme, Role::menage, Role::ddets_pilotage}) {
        roles.erase(never);
    }
    if (roles.empty()) roles.insert(families().front().begin(), families().front().end());
    return roles;
}

bool is_left_to_the_menage(DeadlineKind kind) {
    return kind == DeadlineKind::window || kind == DeadlineKind::right;
}

std::vector<Role> whole_organisations(const std::set<Role>& roles) {
    std::vector<Role> all;
    for (const auto& family : families()) {
        const bool acts = std::any_of(family.begin(), family.end(),
                                      [&](Role role) { return roles.contains(role); });
        if (acts) all.insert(all.end(), family.begin(), family.end());
    }
    return all;
}

/// The morning on which a rung in days comes; nothing beyond the calendars.
std::optional<law::Date> day_of(const Rung& rung, law::Date last_day,
                                const law::Territory& territory) {
    const law::Date day = last_day.plus_days(rung.offset);
    if (!territory.covers(day)) return std::nullopt;
    return rung.offset > 0 ? day : territory.open_day_at_or_before(day);
}

}  // namespace

const Ladder* Ladders::find(const std::string& name) const {
    const auto found = std::find_if(ladders_.begin(), ladders_.end(),
                                    [&](const Ladder& ladder) { return ladder.name == name; });
    return found == ladders_.end() ? nullptr : &*found;
}

const Ladder& Ladders::of(const Deadline& deadline, const DeadlineRule* rule) const {
    const law::Unit unit = deadline.last_day ? law::Unit::days : law::Unit::hours;
    const Ladder* named = rule == nullptr ? nullptr : find(rule->remind);
    if (named != nullptr && named->unit == unit) return *named;
    const auto usual = std::find_if(ladders_.begin(), ladders_.end(), [&](const Ladder& ladder) {
        const auto& kinds = ladder.kinds;
        return ladder.unit == unit &&
               std::find(kinds.begin(), kinds.end(), deadline.kind) != kinds.end();
    });
    expects(usual != ladders_.end());  // the reader asks for one of each
    return *usual;
}

std::vector<PlannedRung> Ladders::plan(const Deadline& deadline, const DeadlineRule* rule,
                                       const law::Territory& territory) const {
    std::vector<PlannedRung> planned;
    for (const Rung& rung : of(deadline, rule).rungs) {
        const law::Instant end = rung.offset > 0 ? deadline.late_after.value_or(deadline.due)
                                                 : deadline.act_by.value_or(deadline.due);
        law::Instant at = end.plus_seconds(rung.offset * hour_s);
        if (deadline.last_day) {
            const auto day = day_of(rung, territory.date(end), territory);
            if (!day) continue;
            const auto morning = territory.instant({*day, hour_, minute_, 0});
            at = base::refusal_of(morning) == nullptr ? std::get<law::Instant>(morning)
                                                      : territory.start_of_day(*day);
        }
        if (at > deadline.started_at) planned.push_back({&rung, at});
    }
    std::stable_sort(planned.begin(), planned.end(),
                     [](const PlannedRung& a, const PlannedRung& b) { return a.at < b.at; });
    return planned;
}

std::vector<Role> reminded(const Definition& definition, const Deadline& deadline,
                           Audience audience) {
    if (audience == Audience::ddets) return {Role::ddets_pilotage, Role::ddets_instruction};
    const std::set<Role> roles = roles_that_meet(definition, deadline.name);
    if (audience == Audience::organisation) return whole_organisations(roles);
    std::vector<Role> actors(roles.begin(), roles.end());
    if (is_left_to_the_menage(deadline.kind)) actors.push_back(Role::menage);
    return actors;
}

}  // namespace preavis::workflow
