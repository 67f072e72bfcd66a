#include "service/reminders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <thread>

#include "access/policy.h"
#include "service/desk.h"
#include "service/passings.h"

namespace preavis::service::test {
namespace {

using dossier::Audience;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string shown =
    R"({"event": "presenter_lieux", "facts": {"presente_par": "le gérant",
        "date_presentation": "2026-05-04T07:45:00Z"}})";

/// "presentation bientot 2026-05-04T19:30:00.000Z", in the order of the journal.
std::vector<std::string> rungs(Desk& desk, const std::string& dossier) {
    std::vector<std::string> found;
    for (const auto& line : desk.store().history(dossier, access::system_scope())) {
        if (line.kind != "rappel") continue;
        const auto payload = base::Json::parse(line.payload_json);
        found.push_back(payload["name"].get<std::string>() + " " + line.event + " " +
                        law::utc_iso(line.happened_at));
    }
    return found;
}

std::string opened_kit(Desk& desk, const std::string& family, bool protected_one = false) {
    return body(desk.open(desk.kit(desk.household(family, protected_one)),
                          desk.as(desk.actor("siao_responsable"))))["id"];
}

std::size_t count_of(Desk& desk, const std::string& role, Audience audience) {
    const auto outcome = Reminders(desk.office()).list({.audience = audience}, desk.actor(role));
    return body(outcome)["items"].size();
}

TEST(Reminders, each_rung_is_raised_at_its_instant_and_not_a_millisecond_before) {
    // Arrival at 07:30Z: presentation due after 24 hours, the two others after 48.
    struct Case {
        const char* before;
        const char* at;
        std::size_t raised;
    };
    Desk desk;
    const std::string id = opened_kit(desk, "Haddad");
    for (const Case& each : std::vector<Case>{
             {"2026-05-04T19:29:59.999Z", "2026-05-04T19:30:00.000Z", 1},
             {"2026-05-05T06:29:59.999Z", "2026-05-05T06:30:00.000Z", 2},
             {"2026-05-05T08:29:59.999Z", "2026-05-05T08:30:00.000Z", 3},
             {"2026-05-05T19:29:59.999Z", "2026-05-05T19:30:00.000Z", 5},
             {"2026-05-08T07:29:59.999Z", "2026-05-08T07:30:00.000Z", 10},
         }) {
        const std::size_t so_far = rungs(desk, id).size();
        desk.clock.set(each.before);
        raise_all_rungs(desk.office(), desk.clock.now());
        const std::size_t early = rungs(desk, id).size();
        if (each.raised < 10) {
            EXPECT_EQ(early, so_far) << each.before;
        }
        desk.clock.set(each.at);
        raise_all_rungs(desk.office(), desk.clock.now());
        EXPECT_EQ(rungs(desk, id).size(), each.raised) << each.at;
    }
}

TEST(Reminders, the_actor_then_the_organisation_then_the_ddets_are_told) {
    Desk desk;
    opened_kit(desk, "Haddad");
    desk.clock.set("2026-05-04T19:30:00.000Z");
    raise_all_rungs(desk.office(), desk.clock.now());
    EXPECT_EQ(count_of(desk, "siao_agent", Audience::acteur), 1U);
    EXPECT_EQ(count_of(desk, "siao_agent", Audience::organisation), 0U);
    desk.clock.set("2026-05-05T08:30:00.000Z");
    raise_all_rungs(desk.office(), desk.clock.now());
    EXPECT_EQ(count_of(desk, "siao_responsable", Audience::organisation), 1U);
    EXPECT_EQ(count_of(desk, "ddets_pilotage", Audience::ddets), 0U);
    desk.clock.set("2026-05-08T07:30:00.000Z");
    raise_all_rungs(desk.office(), desk.clock.now());
    EXPECT_EQ(count_of(desk, "ddets_pilotage", Audience::ddets), 1U);
    EXPECT_EQ(count_of(desk, "ddets_pilotage", Audience::acteur), 0U);
}

TEST(Reminders, a_rung_changes_neither_the_state_nor_the_facts_of_the_dossier) {
    Desk desk;
    const std::string id = opened_kit(desk, "Haddad");
    const auto before = *desk.store().dossier(id, access::system_scope());
    desk.clock.set("2026-06-30T08:00:00.000Z");
    raise_all_rungs(desk.office(), desk.clock.now());
    const auto after = *desk.store().dossier(id, access::system_scope());
    EXPECT_EQ(rungs(desk, id).size(), 12U);
    EXPECT_EQ(after.state, before.state);
    EXPECT_EQ(after.version, before.version);
}

TEST(Reminders, the_rungs_of_a_deadline_that_is_met_lapse) {
    Desk desk;
    const std::string id = opened_kit(desk, "Haddad");
    desk.clock.set("2026-05-04T19:30:00.000Z");
    raise_all_rungs(desk.office(), desk.clock.now());
    EXPECT_EQ(count_of(desk, "siao_agent", Audience::acteur), 1U);
    ASSERT_EQ(verdict(desk.apply(id, shown, desk.as(desk.actor("siao_agent")))), "done");
    EXPECT_EQ(count_of(desk, "siao_agent", Audience::acteur), 0U);
    desk.clock.set("2026-05-05T19:29:59.000Z");
    raise_all_rungs(desk.office(), desk.clock.now());
    EXPECT_THAT(rungs(desk, id), ElementsAre("presentation bientot 2026-05-04T19:30:00.000Z"));
}

TEST(Reminders, a_week_without_the_service_is_caught_up_in_order_each_rung_once) {
    Desk desk;
    const std::string id = opened_kit(desk, "Haddad");
    desk.clock.set("2026-05-11T08:00:00.000Z");
    fire_due_deadlines(desk.office(), desk.clock.now());
    fire_due_deadlines(desk.office(), desk.clock.now());
    const auto raised = rungs(desk, id);
    EXPECT_EQ(std::set<std::string>(raised.begin(), raised.end()).size(), raised.size());
    EXPECT_EQ(raised.size(), 12U);
    std::map<std::string, std::string> last;
    for (const auto& line : desk.store().history(id, access::system_scope())) {
        if (line.kind != "rappel") continue;
        std::string& before = last[base::Json::parse(line.payload_json)["name"]];
        EXPECT_LE(before, law::utc_iso(line.happened_at));
        before = law::utc_iso(line.happened_at);
        EXPECT_EQ(law::utc_iso(line.recorded_at), "2026-05-11T08:00:00.000Z");
    }
    // The list stays short: the highest rung for each deadline and audience.
    EXPECT_EQ(count_of(desk, "siao_agent", Audience::acteur), 3U);
}

TEST(Reminders, two_loops_at_once_raise_each_rung_and_each_passing_once) {
    Desk desk;
    std::vector<std::string> dossiers;
    for (int i = 0; i < 12; ++i) {
        dossiers.push_back(
            opened_kit(desk, "Famille" + std::string(1, static_cast<char>('A' + i))));
    }
    desk.clock.set("2026-06-30T08:00:00.000Z");
    const law::Instant now = desk.clock.now();
    const auto loop = [&] {
        for (int turn = 0; turn < 30; ++turn) {
            note_passings(desk.office(), now, 5);
            raise_rungs(desk.office(), now, 5);
        }
    };
    std::thread other(loop);
    loop();
    other.join();
    fire_due_deadlines(desk.office(), now);
    for (const std::string& id : dossiers) {
        EXPECT_EQ(rungs(desk, id).size(), 12U);
        std::size_t passed = 0;
        for (const auto& line : desk.store().history(id, access::system_scope()))
            passed += line.kind == "echeance_passee";
        EXPECT_EQ(passed, 3U);
    }
}

TEST(Reminders, lists_hold_no_name_and_keep_protected_households_to_those_who_may_see_them) {
    Desk desk;
    opened_kit(desk, "Kone", true);
    desk.clock.set("2026-05-08T07:30:00.000Z");
    raise_all_rungs(desk.office(), desk.clock.now());
    EXPECT_EQ(count_of(desk, "siao_agent", Audience::acteur), 0U);
    EXPECT_GT(count_of(desk, "siao_responsable", Audience::acteur), 0U);
    for (const char* role : {"siao_responsable", "ddets_pilotage"}) {
        const auto text = body(Reminders(desk.office()).list({}, desk.actor(role))).dump();
        for (const char* secret : {"Kone", "Salma", "Hôtel du Test", "rue du Test"}) {
            EXPECT_THAT(text, Not(HasSubstr(secret))) << role;
        }
    }
}

TEST(Reminders, whoever_is_reminded_acknowledges_once_with_their_name_in_the_journal) {
    Desk desk;
    const std::string id = opened_kit(desk, "Haddad");
    desk.clock.set("2026-05-04T19:30:00.000Z");
    raise_all_rungs(desk.office(), desk.clock.now());
    Reminders reminders(desk.office());
    const auto agent = desk.as(desk.actor("siao_agent"));
    const auto list = reminders.list({}, agent.actor);
    const std::string reminder = body(list)["items"][0]["id"];
    EXPECT_EQ(verdict(reminders.acknowledge(reminder, desk.as(desk.actor("menage")))),
              "acces_refuse");
    EXPECT_EQ(verdict(reminders.acknowledge(reminder, desk.as(desk.actor("ddets_pilotage")))),
              "acces_refuse");
    EXPECT_EQ(verdict(reminders.acknowledge("inconnu", agent)), "introuvable");
    EXPECT_EQ(verdict(reminders.acknowledge("in.connu", agent)), "introuvable");
    EXPECT_EQ(verdict(reminders.acknowledge(reminder, agent)), "done");
    EXPECT_EQ(verdict(reminders.acknowledge(reminder, agent)), "done");
    EXPECT_THAT(body(reminders.list({}, agent.actor))["items"], IsEmpty());
    std::vector<std::string> authors;
    for (const auto& line : desk.store().history(id, access::system_scope())) {
        if (line.kind == "rappel_acquitte") authors.push_back(line.actor);
    }
    EXPECT_THAT(authors, ElementsAre("compte-siao_agent"));
}

// A random world: dossiers opened, acts done, loops that turn at random instants, in both orders.
TEST(Reminders, in_random_worlds_no_rung_is_lost_doubled_early_or_raised_for_what_was_met) {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        std::mt19937 dice(seed);
        const auto draw = [&dice](int most) {
            return static_cast<int>(dice() % static_cast<unsigned>(most));
        };
        Desk desk;
        std::vector<std::string> dossiers;
        std::set<std::string> met;
        for (int turn = 0; turn < 12; ++turn) {
            if (dossiers.size() < 4) {
                dossiers.push_back(
                    opened_kit(desk, "F" + std::string(1, static_cast<char>('a' + turn))));
            }
            const std::string& one = dossiers[static_cast<std::size_t>(draw(4)) % dossiers.size()];
            if (draw(3) == 0 && desk.clock.now() < *law::parse_utc("2026-05-05T00:00:00.000Z")) {
                if (verdict(desk.apply(one, shown, desk.as(desk.actor("siao_agent")))) == "done")
                    met.insert(one);
            }
            desk.clock.advance_hours(draw(20));
            if (draw(2) == 0) raise_rungs(desk.office(), desk.clock.now(), 3);
            if (draw(2) == 0) note_passings(desk.office(), desk.clock.now(), 2);
        }
        desk.clock.set("2026-07-30T08:00:00.000Z");
        fire_due_deadlines(desk.office(), desk.clock.now());
        for (const std::string& id : dossiers) {
            const auto raised = rungs(desk, id);
            const std::set<std::string> different(raised.begin(), raised.end());
            EXPECT_EQ(different.size(), raised.size()) << "graine " << seed;
            EXPECT_GE(raised.size(), met.contains(id) ? 8U : 12U) << "graine " << seed;
            for (const auto& line : desk.store().history(id, access::system_scope())) {
                EXPECT_LE(line.happened_at, line.recorded_at);
            }
        }
        EXPECT_FALSE(desk.store().verify_journal(1).first_broken);
    }
}

}  // namespace
}  // namespace preavis::service::test
