#include "service/watchdog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/policy.h"
#include "service/alerts.h"
#include "service/desk.h"
#include "service/downtime.h"
#include "service/passings.h"
#include "service/statement.h"

namespace preavis::service::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string opened_kit(Desk& desk, const std::string& family = "Haddad") {
    const std::string kit = desk.kit(desk.household(family));
    return body(desk.open(kit, desk.as(desk.actor("siao_agent"))))["id"];
}

/// Takes a deadline away from a dossier, behind the procedure's back.
void lose_deadline(Desk& desk, const std::string& id, const std::string& name) {
    dossier::Change change;
    change.dossier = desk.store().dossier(id, access::system_scope());
    std::erase_if(change.dossier->deadlines, [&](const auto& one) { return one.name == name; });
    ASSERT_EQ(desk.store().commit(change), dossier::Committed::done);
}

TEST(Watchdog, a_deadline_that_the_procedure_says_is_armed_and_no_row_holds_turns_it_red) {
    Desk desk;
    const std::string id = opened_kit(desk);
    Watchdog watchdog(desk.office());
    watchdog.turn(desk.clock.now());
    EXPECT_THAT(watchdog.troubles(), IsEmpty());
    const auto whole = *desk.store().dossier(id, access::system_scope());
    lose_deadline(desk, id, "remise");
    watchdog.turn(desk.clock.now());
    watchdog.turn(desk.clock.now());
    ASSERT_EQ(watchdog.troubles().size(), 1U);
    EXPECT_THAT(watchdog.troubles()[0], HasSubstr("echeance_non_armee"));
    EXPECT_THAT(watchdog.troubles()[0], HasSubstr("remise"));
    EXPECT_EQ(Watchdog(desk.office()).troubles().size(), 1U);  // a restart forgets nothing
    const auto told = list_alerts(desk.office(), desk.actor("administrateur"), false, 10);
    EXPECT_EQ(body(told)["items"].size(), 1U);
    EXPECT_THAT(body(told)["items"][0]["message"].get<std::string>(), HasSubstr(whole.number));
    const auto state = list_alerts(desk.office(), desk.actor("ddets_pilotage"), false, 10);
    EXPECT_EQ(body(state)["items"].size(), 1U);
    EXPECT_THAT(body(state).dump(), Not(HasSubstr(whole.number)));
    EXPECT_EQ(verdict(list_alerts(desk.office(), desk.actor("siao_agent"), false, 10)),
              "acces_refuse");
    dossier::Change mended;
    mended.dossier = whole;
    mended.dossier->version = desk.store().dossier(id, access::system_scope())->version;
    ASSERT_EQ(desk.store().commit(mended), dossier::Committed::done);
    watchdog.turn(desk.clock.now());
    EXPECT_THAT(watchdog.troubles(), IsEmpty());
    EXPECT_EQ(desk.store().alerts(true, 10).size(), 1U);
}

TEST(Watchdog, looks_at_a_bounded_part_each_turn_and_at_every_dossier_in_the_end) {
    Desk desk;
    for (const char* family : {"Sow", "Diallo", "Nguyen", "Petit", "Moreau"}) {
        opened_kit(desk, family);
    }
    const auto in_turn = desk.store().dossiers({.limit = 10}, access::system_scope());
    lose_deadline(desk, in_turn.back().id, "presentation");
    Watchdog watchdog(desk.office());
    int turns = 0;
    while (watchdog.troubles().empty() && turns < 10) {
        watchdog.turn(desk.clock.now(), 2);
        ++turns;
    }
    EXPECT_EQ(turns, 3);
    watchdog.turn(desk.clock.now(), 2);  // others are looked at: the alert stays
    EXPECT_EQ(watchdog.troubles().size(), 1U);
}

TEST(Watchdog, a_document_that_fails_five_times_turns_it_red_four_times_do_not) {
    Desk desk;
    desk.store().commit({.jobs = {{.key = "emettre:x", .kind = "emettre", .subject = "x"}}});
    Watchdog watchdog(desk.office());
    for (int i = 0; i < 4; ++i) desk.store().job_failed("emettre:x", "panne", desk.clock.now());
    watchdog.turn(desk.clock.now());
    EXPECT_THAT(watchdog.troubles(), IsEmpty());
    desk.store().job_failed("emettre:x", "panne", desk.clock.now());
    watchdog.turn(desk.clock.now());
    ASSERT_EQ(watchdog.troubles().size(), 1U);
    desk.store().commit({.job_done = "emettre:x"});
    watchdog.turn(desk.clock.now());
    EXPECT_THAT(watchdog.troubles(), IsEmpty());
}

TEST(Watchdog, calendars_that_end_within_24_months_turn_it_red) {
    Desk desk;
    const int last = desk.office().library.calendars.find("metropole")->last_year();
    Watchdog watchdog(desk.office());
    desk.clock.set(std::to_string(last - 2) + "-12-30T12:00:00.000Z");
    watchdog.turn(desk.clock.now());
    EXPECT_THAT(watchdog.troubles(), IsEmpty());
    desk.clock.set(std::to_string(last - 1) + "-01-02T12:00:00.000Z");
    watchdog.turn(desk.clock.now());
    ASSERT_FALSE(watchdog.troubles().empty());
    EXPECT_THAT(watchdog.troubles()[0], HasSubstr("calendrier_court"));
}

TEST(ClockCheck, tells_jumps_from_the_time_that_runs) {
    using Verdict = ClockCheck::Verdict;
    const law::Instant noon{1777881600000};
    ClockCheck check;
    EXPECT_EQ(check.look(noon, 0), Verdict::steady);
    EXPECT_EQ(check.look(noon.plus_seconds(1), 1000), Verdict::steady);
    EXPECT_EQ(check.look(noon.plus_seconds(7200), 7'200'000), Verdict::steady);    // was busy
    EXPECT_EQ(check.look(noon.plus_seconds(10'801), 7'201'000), Verdict::steady);  // one hour
    EXPECT_EQ(check.look(noon.plus_seconds(14'403), 7'202'000), Verdict::forwards);
    EXPECT_EQ(check.look(noon.plus_seconds(14'404), 7'203'000), Verdict::steady);
    EXPECT_EQ(check.look(noon.plus_seconds(14'403), 7'204'000), Verdict::steady);  // a second back
    EXPECT_EQ(check.look(noon.plus_seconds(10'000), 7'205'000), Verdict::backwards);
    EXPECT_EQ(check.look(noon.plus_seconds(14'400), 11'605'000), Verdict::backwards);
    EXPECT_EQ(check.look(noon.plus_seconds(14'404), 11'609'000), Verdict::steady);
}

TEST(Timers, a_clock_that_goes_back_unfires_nothing) {
    Desk desk;
    const std::string id = opened_kit(desk);
    desk.clock.set("2026-05-07T08:00:00.000Z");
    EXPECT_EQ(fire_due_deadlines(desk.office(), desk.clock.now()), 3U);
    desk.clock.set("2026-05-04T09:00:00.000Z");
    EXPECT_EQ(fire_due_deadlines(desk.office(), desk.clock.now()), 0U);
    desk.clock.set("2026-05-08T08:00:00.000Z");
    EXPECT_EQ(fire_due_deadlines(desk.office(), desk.clock.now()), 0U);
    for (const auto& deadline : desk.store().dossier(id, access::system_scope())->deadlines) {
        EXPECT_TRUE(deadline.fired);
    }
}

TEST(Downtime, is_registered_with_the_deadlines_that_fell_inside_and_how_late_each_was_noticed) {
    Desk desk;
    const std::string id = opened_kit(desk);
    { ServiceLife life(desk.office()); }  // cut off: no clean stop
    desk.clock.set("2026-05-13T07:30:00.000Z");
    ServiceLife again(desk.office());
    fire_due_deadlines(desk.office(), desk.clock.now());
    Downtimes downtimes(desk.office());
    const auto list = downtimes.list(desk.actor("ddets_pilotage"), 10);
    const base::Json& gap = body(list)["items"][0];
    EXPECT_FALSE(gap["clean_stop"]);
    EXPECT_EQ(gap["deadlines"], 3);
    const auto one =
        downtimes.read(std::to_string(gap["number"].get<int>()), desk.actor("administrateur"));
    ASSERT_EQ(body(one)["touched"].size(), 3U);
    EXPECT_EQ(body(one)["touched"][0]["name"], "presentation");
    EXPECT_EQ(body(one)["touched"][0]["minutes_late"], 8 * 24 * 60);
    EXPECT_EQ(verdict(downtimes.read("99", desk.actor("administrateur"))), "introuvable");
    EXPECT_EQ(verdict(downtimes.read("x", desk.actor("administrateur"))), "introuvable");
    EXPECT_EQ(verdict(downtimes.list(desk.actor("hotelier"), 10)), "acces_refuse");
    const auto dossier = *desk.store().dossier(id, access::system_scope());
    const auto explained =
        Deadlines(desk.office()).explain(dossier.deadlines[0].id, desk.actor("siao_agent"));
    const auto& step = body(explained)["because"].back();
    EXPECT_EQ(step["code"], "platform_downtime");
    EXPECT_THAT(step["text"].get<std::string>(), HasSubstr("2026-05-13T09:30:00+02:00"));
}

TEST(Downtime, a_clean_stop_is_told_apart_and_the_heartbeat_comes_each_minute) {
    Desk desk;
    {
        ServiceLife life(desk.office());
        life.keep(desk.clock.now().plus_seconds(59));
        life.end();
    }
    desk.clock.advance_hours(1);
    ServiceLife life(desk.office());
    auto gaps = desk.store().downtimes(10);
    ASSERT_EQ(gaps.size(), 1U);
    EXPECT_TRUE(gaps[0].clean_stop);
    EXPECT_EQ(law::utc_iso(gaps[0].from), "2026-05-04T08:00:00.000Z");
    life.keep(desk.clock.now().plus_seconds(60));
    desk.clock.advance_hours(2);
    ServiceLife last(desk.office());
    EXPECT_EQ(law::utc_iso(desk.store().downtimes(1)[0].from), "2026-05-04T09:01:00.000Z");
}

/// Signs by telling what it was given.
class PlainSigner : public dossier::Signer {
  public:
    std::string public_key() const override { return "cle"; }
    std::string sign(std::string_view statement) const override {
        return "signe:" + std::string(statement);
    }
};

TEST(Statement, of_health_is_written_once_a_day_signed_over_exactly_what_it_says) {
    Desk desk;
    opened_kit(desk);
    const PlainSigner signer;
    Office office = desk.office();
    office.signer = &signer;
    EXPECT_TRUE(state_health(office, desk.clock.now()));
    EXPECT_FALSE(state_health(office, desk.clock.now()));
    desk.clock.set("2026-05-04T23:59:59.999Z");
    EXPECT_FALSE(state_health(office, desk.clock.now()));
    desk.clock.set("2026-05-05T00:00:00.000Z");
    EXPECT_TRUE(state_health(office, desk.clock.now()));
    const auto statements = desk.store().entries_of("etat_de_sante", 1, 10);
    ASSERT_EQ(statements.size(), 2U);
    const SignedStatement part = signed_part(statements[0]);
    EXPECT_EQ(part.signature, "signe:" + part.statement);
    EXPECT_EQ(part.key, "cle");
    const auto said = base::Json::parse(part.statement);
    EXPECT_EQ(said["open_deadlines"], 3);
    EXPECT_EQ(said["lag_s"], 0);
    EXPECT_EQ(said["journal_head"].get<std::string>().size(), 64U);
    EXPECT_FALSE(desk.store().verify_journal(1).first_broken);
}

TEST(Statement, without_a_key_is_there_and_says_that_nobody_signed_it) {
    Desk desk;
    EXPECT_TRUE(state_health(desk.office(), desk.clock.now()));
    const auto statements = desk.store().entries_of("etat_de_sante", 1, 10);
    ASSERT_EQ(statements.size(), 1U);
    EXPECT_EQ(signed_part(statements[0]).signature, "");
}

TEST(Lane, goes_on_after_a_failure_and_tells_it) {
    std::mutex mutex;
    std::vector<std::string> told;
    std::atomic<int> turns{0};
    {
        Lane lane(
            "essai",
            [&]() -> bool {
                if (++turns == 2) throw std::runtime_error("panne");
                return turns < 5;
            },
            [&](const std::string& line) {
                const std::lock_guard lock(mutex);
                told.push_back(line);
            });
        EXPECT_TRUE(lane.alive());
        while (turns < 3) std::this_thread::yield();
    }
    EXPECT_THAT(told, ElementsAre("essai : panne"));
}

}  // namespace
}  // namespace preavis::service::test
