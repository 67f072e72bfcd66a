#include "store/reminder.h"

#include "store/codec.h"
#include "store/deadline.h"
#include "store/scope.h"

namespace preavis::store {
namespace {

using dossier::Reminder;
using dossier::ReminderRow;

constexpr std::string_view selection =
    "SELECT r.deadline, r.rung, r.audience, r.roles, r.message, r.planned_at, r.raised_at,"
    " r.acknowledged_at, r.acknowledged_by FROM reminders r"
    " JOIN deadlines t ON t.id = r.deadline JOIN dossiers d ON d.id = t.dossier";

std::string encode_roles(const std::vector<dossier::Role>& roles) {
    std::vector<std::string> names;
    for (const dossier::Role role : roles) names.emplace_back(dossier::name_of(role));
    return encode(names);
}

std::vector<dossier::Role> decode_roles(std::string_view json) {
    std::vector<dossier::Role> roles;
    for (const auto& name : base::Json::parse(json)) {
        if (const auto role = dossier::role(name.get<std::string>())) roles.push_back(*role);
    }
    return roles;
}

Reminder read(Query& row) {
    Reminder reminder;
    reminder.deadline = row.text();
    reminder.rung = row.text();
    reminder.audience = dossier::audience(row.text()).value_or(dossier::Audience::acteur);
    reminder.roles = decode_roles(row.bytes());
    reminder.message = row.text();
    reminder.planned_at = row.instant();
    reminder.raised_at = row.instant();
    reminder.acknowledged_at = row.optional_instant();
    reminder.acknowledged_by = row.text();
    return reminder;
}

/// Goes on behind a row that the reader sees: what is out of scope says nothing by its place.
void go_on_after(const std::string& after, const dossier::Scope& scope, Conditions& conditions) {
    const std::size_t dot = after.find('.');
    Conditions visible;
    visible.add("c.deadline = ?", {after.substr(0, dot)});
    visible.add("c.rung = ?", {dot == std::string::npos ? "" : after.substr(dot + 1)});
    restrict_to_dossiers(scope, "c.dossier", visible);
    conditions.add(
        "(r.raised_at, r.deadline, r.rung) < (SELECT c.raised_at, c.deadline, c.rung"
        " FROM reminders c" +
            visible.where() + ")",
        visible.parameters());
}

void narrow(const dossier::ReminderFilter& filter, const dossier::Scope& scope,
            Conditions& conditions) {
    if (!filter.acknowledged) conditions.add("r.acknowledged_at IS NULL");
    if (!filter.dossier.empty()) conditions.add("r.dossier = ?", {filter.dossier});
    if (filter.audience) {
        conditions.add("r.audience = ?", {std::string(dossier::name_of(*filter.audience))});
    }
    if (filter.role) {
        conditions.add("EXISTS (SELECT 1 FROM json_each(r.roles) WHERE value = ?)",
                       {std::string(dossier::name_of(*filter.role))});
    }
    if (!filter.after.empty()) go_on_after(filter.after, scope, conditions);
}

std::vector<ReminderRow> with_deadlines(Connection& db, std::vector<Reminder> reminders) {
    static const dossier::Scope everything{.everything = true};
    std::vector<ReminderRow> found;
    for (Reminder& reminder : reminders) {
        auto row = find_deadline(db, reminder.deadline, everything);
        if (row) found.push_back({std::move(reminder), *std::move(row)});
    }
    return found;
}

}  // namespace

bool insert(Connection& db, const Reminder& r) {
    return Query(db,
                 "INSERT INTO reminders (deadline, rung, dossier, audience, roles, message,"
                 " planned_at, raised_at, acknowledged_by)"
                 " SELECT t.id, ?, t.dossier, ?, ?, ?, ?, ?, '' FROM deadlines t"
                 " WHERE t.id = ? AND t.settled = 0 AND t.suspended = 0 ON CONFLICT DO NOTHING",
                 r.rung, dossier::name_of(r.audience), encode_roles(r.roles), r.message,
                 r.planned_at, r.raised_at, r.deadline)
               .run() == 1;
}

bool acknowledge(Connection& db, const dossier::Acknowledgement& seen) {
    return Query(db,
                 "UPDATE reminders SET acknowledged_at = ?, acknowledged_by = ?"
                 " WHERE deadline = ? AND rung = ? AND acknowledged_at IS NULL",
                 seen.at, seen.account, seen.deadline, seen.rung)
               .run() == 1;
}

std::vector<ReminderRow> find_reminders(Connection& db, const dossier::ReminderFilter& filter,
                                        const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("t.settled = 0");
    conditions.add(
        "NOT EXISTS (SELECT 1 FROM reminders later WHERE later.deadline = r.deadline"
        " AND later.audience = r.audience AND later.planned_at > r.planned_at)");
    restrict_dossiers(in_lists(scope), conditions);
    narrow(filter, in_lists(scope), conditions);
    Query rows(db,
               std::string(selection) + conditions.where() +
                   " ORDER BY r.raised_at DESC, r.deadline DESC, r.rung DESC LIMIT ?",
               conditions, filter.limit);
    std::vector<Reminder> reminders;
    while (rows.next()) reminders.push_back(read(rows));
    return with_deadlines(db, std::move(reminders));
}

std::optional<ReminderRow> find_reminder(Connection& db, const std::string& deadline,
                                         const std::string& rung, const dossier::Scope& scope) {
    Conditions conditions;
    conditions.add("r.deadline = ?", {deadline});
    conditions.add("r.rung = ?", {rung});
    restrict_dossiers(scope, conditions);
    Query row(db, std::string(selection) + conditions.where(), conditions);
    if (!row.next()) return std::nullopt;
    auto found = with_deadlines(db, {read(row)});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace preavis::store
