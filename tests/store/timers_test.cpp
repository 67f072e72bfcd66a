#include <gmock/gmock.h>

#include "store/conformance.h"

namespace preavis::store {
namespace {

using namespace dossier;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Reminder sample_reminder(const std::string& deadline, const std::string& rung,
                         law::Instant at = noon) {
    return {.deadline = deadline,
            .rung = rung,
            .audience = Audience::acteur,
            .roles = {Role::siao_agent},
            .message = "À faire",
            .planned_at = at,
            .raised_at = at};
}

Change climbing(const std::string& deadline, law::Instant due, const std::string& rung,
                std::optional<law::Instant> next = std::nullopt) {
    Change change;
    change.reminders = {sample_reminder(deadline, rung)};
    change.plans = {{deadline, due, next}};
    return change;
}

std::vector<std::string> deadlines_of(const std::vector<LadderRow>& rows) {
    std::vector<std::string> found;
    for (const LadderRow& row : rows) found.push_back(row.row.deadline.id);
    return found;
}

std::vector<std::string> rungs_of(const std::vector<ReminderRow>& rows) {
    std::vector<std::string> found;
    for (const ReminderRow& row : rows) found.push_back(row.reminder.rung);
    return found;
}

TEST_P(StoreConformance, a_rung_is_claimed_once_and_a_second_claim_writes_nothing) {
    Dossier dossier = sample_dossier("d1");
    dossier.deadlines = {sample_deadline("t1", noon.plus_seconds(day_s))};
    must_save(dossier);
    const law::Instant due = dossier.deadlines[0].due;
    EXPECT_THAT(deadlines_of(store->ladders_due(noon, 10)), ElementsAre("t1"));
    must_commit(climbing("t1", due, "veille", noon.plus_seconds(hour_s)));
    Change again = climbing("t1", due, "veille");
    again.journal = {sample_entry("d1", "rappel")};
    EXPECT_EQ(store->commit(again), Committed::stale);
    EXPECT_THAT(store->history("d1", everything()), IsEmpty());
    EXPECT_THAT(store->ladders_due(noon, 10), IsEmpty());
    EXPECT_EQ(store->next_rung(), noon.plus_seconds(hour_s));
    const auto later = store->ladders_due(noon.plus_seconds(hour_s), 10);
    ASSERT_EQ(later.size(), 1U);
    EXPECT_THAT(later[0].raised, ElementsAre("veille"));
    must_commit(climbing("t1", due, "jour_meme"));
    EXPECT_THAT(store->ladders_due(noon.plus_seconds(9 * day_s), 10), IsEmpty());
    EXPECT_FALSE(store->next_rung());
}

TEST_P(StoreConformance, a_moved_or_resumed_deadline_is_planned_again_a_settled_one_is_left_alone) {
    Dossier dossier = sample_dossier("d1");
    dossier.deadlines = {sample_deadline("t1", noon.plus_seconds(day_s))};
    must_save(dossier);
    must_commit({.plans = {{"t1", dossier.deadlines[0].due, std::nullopt}}});
    EXPECT_THAT(store->ladders_due(noon, 10), IsEmpty());
    const auto change = [this](auto edit) {
        Dossier stored = *store->dossier("d1", everything());
        edit(stored.deadlines[0]);
        must_save(stored);
        return deadlines_of(store->ladders_due(noon, 10));
    };
    EXPECT_THAT(change([](Deadline& t) { t.due = t.due.plus_seconds(1); }), ElementsAre("t1"));
    EXPECT_EQ(store->commit({.plans = {{"t1", dossier.deadlines[0].due, std::nullopt}}}),
              Committed::stale);
    EXPECT_THAT(change([](Deadline& t) { t.suspended = true; }), IsEmpty());
    EXPECT_EQ(store->commit(climbing("t1", noon.plus_seconds(day_s + 1), "veille")),
              Committed::stale);
    EXPECT_THAT(change([](Deadline& t) { t.suspended = false; }), ElementsAre("t1"));
    EXPECT_THAT(change([](Deadline& t) { t.settled = Deadline::Settled::met; }), IsEmpty());
    EXPECT_EQ(store->commit(climbing("t1", noon.plus_seconds(day_s + 1), "veille")),
              Committed::stale);
}

TEST_P(StoreConformance, reminders_are_listed_by_scope_role_and_audience_the_highest_rung_only) {
    Dossier shelter = sample_dossier("d2");
    shelter.protected_household = true;
    for (Dossier dossier : {sample_dossier("d1"), shelter}) {
        dossier.deadlines = {sample_deadline("t-" + dossier.id, noon.plus_seconds(day_s))};
        must_save(dossier);
    }
    const law::Instant due = noon.plus_seconds(day_s);
    must_commit(climbing("t-d1", due, "veille"));
    Change higher = climbing("t-d1", due, "jour_meme");
    higher.reminders[0].planned_at = higher.reminders[0].raised_at = noon.plus_seconds(60);
    must_commit(higher);
    must_commit(climbing("t-d2", due, "veille"));
    const Scope departement{.departement = "75"};
    EXPECT_THAT(rungs_of(store->reminders({}, departement)), ElementsAre("jour_meme"));
    EXPECT_THAT(rungs_of(store->reminders({}, everything())), ElementsAre("jour_meme", "veille"));
    EXPECT_THAT(store->reminders({}, {.departement = "93"}), IsEmpty());
    EXPECT_THAT(store->reminders({.role = Role::hotelier}, everything()), IsEmpty());
    EXPECT_THAT(store->reminders({.audience = Audience::ddets}, everything()), IsEmpty());
    const ReminderFilter second{.limit = 1, .after = "t-d1.jour_meme"};
    EXPECT_THAT(rungs_of(store->reminders(second, everything())), ElementsAre("veille"));
    EXPECT_TRUE(store->reminder("t-d1", "veille", departement));
    EXPECT_FALSE(store->reminder("t-d2", "veille", departement));
}

TEST_P(StoreConformance, a_reminder_is_acknowledged_once_and_leaves_the_list) {
    Dossier dossier = sample_dossier("d1");
    dossier.deadlines = {sample_deadline("t1", noon.plus_seconds(day_s))};
    must_save(dossier);
    must_commit(climbing("t1", dossier.deadlines[0].due, "veille"));
    must_commit({.acknowledgement = Acknowledgement{"t1", "veille", noon, "compte-1"}});
    EXPECT_EQ(store->commit({.acknowledgement = Acknowledgement{"t1", "veille", noon, "autre"}}),
              Committed::stale);
    EXPECT_THAT(store->reminders({}, everything()), IsEmpty());
    const auto seen = store->reminders({.acknowledged = true}, everything());
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].reminder.acknowledged_by, "compte-1");
}

TEST_P(StoreConformance, a_passing_is_noted_once_for_the_dossier_that_was_read) {
    Dossier dossier = sample_dossier("d1");
    dossier.deadlines = {sample_deadline("t1", noon), sample_deadline("t2", noon)};
    dossier.deadlines[1].late_after = noon.plus_seconds(day_s);
    must_save(dossier);
    const auto due = store->deadlines_due(noon.plus_seconds(1), 10);
    ASSERT_EQ(ids(due), std::vector<std::string>{"t1"});
    EXPECT_EQ(due[0].version, 1);
    EXPECT_EQ(store->commit({.passing = Passing{"t1", "d1", 7}}), Committed::stale);
    must_commit({.passing = Passing{"t1", "d1", 1}});
    EXPECT_EQ(store->commit({.passing = Passing{"t1", "d1", 2}}), Committed::stale);
    EXPECT_EQ(store->dossier("d1", everything())->version, 2);
    EXPECT_THAT(store->deadlines_due(noon.plus_seconds(1), 10), IsEmpty());
    EXPECT_EQ(store->deadlines_due(noon.plus_seconds(day_s + 1), 10).size(), 1U);
}

TEST_P(StoreConformance, of_many_changes_committed_together_each_has_its_own_answer) {
    std::vector<Change> changes;
    for (int i = 0; i < 1200; ++i) {
        changes.push_back({.dossier = sample_dossier(std::to_string(i % 1199))});
    }
    const auto results = store->commit_all(changes);
    EXPECT_EQ(std::count(results.begin(), results.end(), Committed::done), 1199);
    EXPECT_EQ(results.back(), Committed::stale);
    EXPECT_EQ(store->counts().dossiers, 1199);
    EXPECT_TRUE(store->commit_all({}).empty());
}

TEST_P(StoreConformance, counts_follow_the_status_of_each_deadline_and_stop_at_their_bound) {
    Dossier dossier = sample_dossier("d1");
    dossier.deadlines.clear();
    const std::vector<std::int64_t> dues = {-1, 0, 1, day_s - 1, day_s, day_s + 1, 9 * day_s};
    for (const std::int64_t due : dues) {
        dossier.deadlines.push_back(
            sample_deadline("t" + std::to_string(due), noon.plus_seconds(due)));
        dossier.deadlines.back().kind = DeadlineKind::obligation;
    }
    must_save(dossier);
    using Status = DeadlineFilter::Status;
    for (const Status status : {Status::overdue, Status::due, Status::open, Status::any}) {
        const DeadlineFilter filter{.status = status};
        const auto listed = store->deadlines(filter, everything(), noon).size();
        EXPECT_EQ(store->count_deadlines(filter, everything(), noon, 100),
                  static_cast<std::int64_t>(listed));
    }
    EXPECT_EQ(store->count_deadlines({}, everything(), noon, 3), 3);
    EXPECT_EQ(store->count_deadlines({}, {.departement = "93"}, noon, 3), 0);
}

TEST_P(StoreConformance, a_gap_between_two_lives_is_a_downtime_with_how_it_began) {
    const Life first = store->begin_life(noon);
    EXPECT_THAT(store->downtimes(10), IsEmpty());
    store->keep_alive(first.number, noon.plus_seconds(600));
    const Life second = store->begin_life(noon.plus_seconds(4200));
    store->end_life(second.number, noon.plus_seconds(5000));
    const Life third = store->begin_life(noon.plus_seconds(9000));
    const auto gaps = store->downtimes(10);
    ASSERT_EQ(gaps.size(), 2U);
    EXPECT_EQ(gaps[0].number, third.number);
    EXPECT_TRUE(gaps[0].clean_stop);
    EXPECT_FALSE(gaps[1].clean_stop);
    EXPECT_EQ(gaps[1].from, noon.plus_seconds(600));
    EXPECT_EQ(gaps[1].until, noon.plus_seconds(4200));
    EXPECT_FALSE(store->downtime_at(noon.plus_seconds(599)));
    EXPECT_TRUE(store->downtime_at(noon.plus_seconds(600)));
    EXPECT_TRUE(store->downtime_at(noon.plus_seconds(4200)));
    EXPECT_FALSE(store->downtime_at(noon.plus_seconds(4201)));
    EXPECT_FALSE(store->downtime(first.number));
}

TEST_P(StoreConformance, an_alert_is_open_once_for_each_key_and_may_come_again) {
    const Alert alert{"cle", "raison", "message", noon, std::nullopt};
    Alert ended = alert;
    ended.until = noon.plus_seconds(60);
    must_commit({.alerts = {alert}});
    EXPECT_EQ(store->commit({.alerts = {alert}}), Committed::stale);
    must_commit({.alerts = {ended}});
    EXPECT_EQ(store->commit({.alerts = {ended}}), Committed::stale);
    EXPECT_THAT(store->alerts(false, 10), IsEmpty());
    must_commit({.alerts = {alert}});
    EXPECT_EQ(store->alerts(false, 10).size(), 1U);
    EXPECT_EQ(store->alerts(true, 10).size(), 2U);
}

TEST_P(StoreConformance, jobs_that_ended_are_forgotten_unless_their_key_may_be_asked_for_again) {
    OutboxJob letter = sample_job("courriel:1");
    letter.kind = "courriel";
    must_commit({.jobs = {sample_job("emettre:1"), sample_job("emettre:2"), letter}});
    must_commit({.job_done = "emettre:1"});
    must_commit({.job_done = "courriel:1"});
    store->forget_jobs_before(noon.plus_seconds(1));
    must_commit({.jobs = {sample_job("emettre:1"), letter}});
    std::vector<std::string> waiting;
    for (const OutboxJob& job : store->jobs(10)) waiting.push_back(job.key);
    EXPECT_THAT(waiting, ElementsAre("emettre:1", "emettre:2"));
    for (int i = 0; i < 5; ++i) store->job_failed("emettre:2", "panne", noon);
    ASSERT_EQ(store->failing_jobs(5, 10).size(), 1U);
    EXPECT_EQ(store->failing_jobs(5, 10)[0].key, "emettre:2");
}

}  // namespace
}  // namespace preavis::store
