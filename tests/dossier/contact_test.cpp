#include "dossier/contact.h"

#include <gtest/gtest.h>

#include "dossier/support.h"

namespace preavis::dossier::test {
namespace {

const ContactRules rules = {{"kit_accueil", {{"remettre"}, {"reediter"}}}};

law::Instant at(const char* utc) {
    return *law::parse_utc(utc);
}

Happening event(const char* name, Role role, const char* utc) {
    return {"kit_accueil", "2026-00001", name, role, at(utc)};
}

const law::Instant registered = at("2024-01-02T09:00:00.000Z");
const law::Instant now = at("2026-05-04T08:00:00.000Z");

LastContact seen(Traces traces) {
    traces.registered_at = registered;
    return last_contact(rules, traces, territory(), now);
}

TEST(Contact, an_act_of_the_household_counts_and_a_timer_never_does) {
    struct Case {
        const char* name;
        Role role;
        bool counts;
    };
    for (const Case& each : std::vector<Case>{
             {"remettre", Role::siao_agent, true},
             {"remettre", Role::menage, true},
             {"reediter", Role::menage, true},
             {"reediter", Role::siao_responsable, false},
             {"remettre", Role::systeme, false},
             {"unknown", Role::hotelier, false},
         }) {
        EXPECT_EQ(is_contact(rules, event(each.name, each.role, "2025-01-01T00:00:00.000Z")),
                  each.counts)
            << each.name << " by " << name_of(each.role);
    }
}

TEST(Contact, an_event_of_a_procedure_without_rules_is_none) {
    Happening other = event("remettre", Role::siao_agent, "2025-01-01T00:00:00.000Z");
    other.workflow = "logement_vacant";
    EXPECT_FALSE(is_contact(rules, other));
}

TEST(Contact, a_household_of_which_nothing_else_is_known_was_seen_when_it_was_registered) {
    const LastContact contact = seen({});
    EXPECT_EQ(contact.at, registered);
    EXPECT_FALSE(contact.staying);
    ASSERT_EQ(contact.because.size(), 1U);
    EXPECT_EQ(contact.because.front().text,
              "Dernier contact le 2 janvier 2024 : enregistrement du ménage.");
}

TEST(Contact, the_latest_of_what_counts_wins_whatever_the_order) {
    Traces traces;
    traces.happenings = {event("remettre", Role::siao_agent, "2025-06-01T10:00:00.000Z"),
                         event("remettre", Role::siao_agent, "2024-06-01T10:00:00.000Z"),
                         event("reediter", Role::siao_agent, "2026-01-01T10:00:00.000Z"),
                         event("remettre", Role::systeme, "2026-02-01T10:00:00.000Z")};
    EXPECT_EQ(seen(traces).at, at("2025-06-01T10:00:00.000Z"));
    EXPECT_EQ(seen(traces).because.front().code, "evenement");
    traces.requests = {at("2025-07-01T10:00:00.000Z")};
    EXPECT_EQ(seen(traces).at, at("2025-07-01T10:00:00.000Z"));
    EXPECT_EQ(seen(traces).because.front().code, "demande");
}

TEST(Contact, a_stay_is_a_contact_until_the_end_of_its_last_day) {
    Traces traces;
    traces.stays = {{*law::Date::parse("2025-01-01"), law::Date::parse("2025-03-31")}};
    EXPECT_EQ(seen(traces).at, at("2025-03-31T21:59:59.000Z"));
    EXPECT_FALSE(seen(traces).staying);
}

TEST(Contact, a_stay_that_runs_is_a_contact_now_on_each_side_of_its_border) {
    struct Case {
        const char* from;
        const char* to;
        bool staying;
    };
    for (const Case& each : std::vector<Case>{
             {"2025-01-01", nullptr, true},
             {"2025-01-01", "2026-05-03", false},
             {"2025-01-01", "2026-05-04", true},
             {"2026-05-04", nullptr, true},
             {"2026-05-05", nullptr, false},
         }) {
        Traces traces;
        traces.stays = {{*law::Date::parse(each.from),
                         each.to == nullptr ? std::nullopt : law::Date::parse(each.to)}};
        const LastContact contact = seen(traces);
        EXPECT_EQ(contact.staying, each.staying) << each.from;
        if (each.staying) {
            EXPECT_EQ(contact.at, now);
        }
    }
}

TEST(Contact, what_is_noted_for_the_future_is_no_later_than_now) {
    Traces traces;
    traces.happenings = {event("remettre", Role::menage, "2027-01-01T10:00:00.000Z")};
    EXPECT_EQ(seen(traces).at, now);
}

}  // namespace
}  // namespace preavis::dossier::test
