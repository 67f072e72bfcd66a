#include "service/reminders.h"

#include <algorithm>

#include "access/policy.h"
#include "service/discretion.h"
#include "service/journaling.h"
#include "service/views.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::LadderRow;
using dossier::Reminder;
using dossier::ReminderRow;

constexpr std::size_t usual_batch = 500;

dossier::JournalEntry line_of(const Reminder& reminder, const dossier::DeadlineRow& row) {
    const Json payload = {{"deadline", reminder.deadline},
                          {"name", row.deadline.name},
                          {"rung", reminder.rung},
                          {"audience", dossier::name_of(reminder.audience)}};
    auto line =
        journal_line("rappel", system_actor(), payload, reminder.planned_at, reminder.raised_at);
    line.dossier = row.dossier;
    line.event = reminder.rung;
    line.from_state = line.to_state = row.state;
    return line;
}

Reminder reminder_of(const workflow::PlannedRung& planned, const workflow::Definition& definition,
                     const dossier::Deadline& deadline, law::Instant now) {
    return {.deadline = deadline.id,
            .rung = planned.rung->name,
            .audience = planned.rung->audience,
            .roles = workflow::reminded(definition, deadline, planned.rung->audience),
            .message = planned.rung->message,
            .planned_at = planned.at,
            .raised_at = now};
}

/// The rungs of one deadline that have come and were not raised; when the next one comes.
dossier::Change climbed(const Office& office, const LadderRow& ladder, law::Instant now) {
    const dossier::Deadline& deadline = ladder.row.deadline;
    dossier::Change change;
    dossier::RungPlan plan{.deadline = deadline.id, .due = deadline.due};
    const auto* definition = office.library.definitions.newest(ladder.row.workflow);
    const auto rungs =
        definition == nullptr
            ? std::vector<workflow::PlannedRung>{}
            : office.library.ladders.plan(deadline, definition->deadline(deadline.name),
                                          office.library.territory(ladder.row.departement));
    for (const workflow::PlannedRung& planned : rungs) {
        const auto& raised = ladder.raised;
        if (std::find(raised.begin(), raised.end(), planned.rung->name) != raised.end()) continue;
        if (planned.at > now) {
            plan.next = planned.at;
            break;
        }
        change.reminders.push_back(reminder_of(planned, *definition, deadline, now));
        change.journal.push_back(line_of(change.reminders.back(), ladder.row));
    }
    change.plans = {std::move(plan)};
    return change;
}

Json view_of(const ReminderRow& found, const Office& office, const dossier::Actor& actor,
             law::Instant now) {
    const Reminder& reminder = found.reminder;
    const law::Territory territory = office.library.territory(found.row.departement);
    Json roles = Json::array();
    for (const dossier::Role role : reminder.roles) roles.push_back(dossier::name_of(role));
    return {
        {"id", dossier::id_of(reminder)},
        {"rung", reminder.rung},
        {"audience", dossier::name_of(reminder.audience)},
        {"roles", std::move(roles)},
        {"message", reminder.message},
        {"planned_at", territory.iso(reminder.planned_at)},
        {"raised_at", territory.iso(reminder.raised_at)},
        {"acknowledged_at",
         reminder.acknowledged_at ? Json(territory.iso(*reminder.acknowledged_at)) : Json(nullptr)},
        {"deadline",
         Discretion(office, actor).of(view_of(found.row, office.library, now), found.row)}};
}

/// A reminder changes once in its life: when somebody has seen it.
std::int64_t version_of(const Reminder& reminder) {
    return reminder.acknowledged_at ? 2 : 1;
}

dossier::JournalEntry acknowledgement_line(const ReminderRow& found, const dossier::Actor& actor,
                                           law::Instant now) {
    const Json payload = {{"deadline", found.reminder.deadline}, {"rung", found.reminder.rung}};
    auto line = journal_line("rappel_acquitte", actor, payload, now, now);
    line.dossier = found.row.dossier;
    line.event = found.reminder.rung;
    line.from_state = line.to_state = found.row.state;
    return line;
}

}  // namespace

std::size_t raise_rungs(const Office& office, law::Instant now, std::size_t limit) {
    std::vector<dossier::Change> changes;
    for (const LadderRow& ladder : office.store.ladders_due(now, limit)) {
        changes.push_back(climbed(office, ladder, now));
    }
    const auto results = office.store.commit_all(changes);
    return static_cast<std::size_t>(
        std::count(results.begin(), results.end(), dossier::Committed::done));
}

void raise_all_rungs(const Office& office, law::Instant now) {
    while (raise_rungs(office, now, usual_batch) > 0) {
    }
}

Outcome Reminders::list(dossier::ReminderFilter filter, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_deadlines)) return access_denied();
    filter.role = actor.role;
    const auto found = office_.store.reminders(filter, access::scope(actor, Act::read_deadlines));
    const law::Instant now = office_.clock.now();
    Json items = Json::array();
    for (const ReminderRow& one : found) items.push_back(view_of(one, office_, actor, now));
    Json body = {{"items", std::move(items)}};
    if (found.size() == filter.limit) body["next"] = dossier::id_of(found.back().reminder);
    return Reply{200, std::move(body)};
}

Outcome Reminders::acknowledge(const std::string& id, const Command& command) {
    const dossier::Actor& actor = command.actor;
    if (!access::may(actor.role, Act::acknowledge_reminders)) return access_denied();
    const std::size_t dot = id.find('.');
    if (dot == std::string::npos) return not_found();
    auto found = office_.store.reminder(id.substr(0, dot), id.substr(dot + 1),
                                        access::scope(actor, Act::read_deadlines));
    if (!found) return not_found();
    const auto& roles = found->reminder.roles;
    if (std::find(roles.begin(), roles.end(), actor.role) == roles.end()) return access_denied();
    const law::Instant now = office_.clock.now();
    if (auto before = remembered_outcome(office_.store, command, now)) return *std::move(before);
    if (is_stale(command, version_of(found->reminder))) return stale_version();
    if (found->reminder.acknowledged_at) {
        return Reply{200, view_of(*found, office_, actor, now), version_of(found->reminder)};
    }
    found->reminder.acknowledged_at = now;
    Reply reply{200, view_of(*found, office_, actor, now), version_of(found->reminder)};
    dossier::Change change;
    change.acknowledgement = dossier::Acknowledgement{.deadline = found->reminder.deadline,
                                                      .rung = found->reminder.rung,
                                                      .at = now,
                                                      .account = actor.compte};
    change.journal = {acknowledgement_line(*found, actor, now)};
    return written(office_.store, std::move(change), command, reply, now);
}

}  // namespace preavis::service
