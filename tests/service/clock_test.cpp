// Clocks that jump, weeks without the service, nights when summer time begins or ends: whatever the
// clock does, each deadline passes once, with the instant at which it was due and that at which
// this was noticed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "access/policy.h"
#include "base/failure.h"
#include "base/hash.h"
#include "service/desk.h"

namespace preavis::service::test {
namespace {

using ::testing::ElementsAre;

/// A welcome kit opened half an hour after the arrival.
std::string kit_opened_at(Desk& desk, const std::string& utc) {
    desk.clock.set(utc);
    const std::string arrival = law::utc_iso(desk.clock.now().plus_seconds(-1800));
    const std::string kit =
        R"({"workflow": "kit_accueil", "parties": )" + desk.household("Haddad") +
        R"(, "facts": {"type_accueil": "hotel_initial", "date_arrivee": ")" + arrival + "\"}}";
    return body(desk.open(kit, desk.as(desk.actor("siao_agent"))))["id"];
}

/// "presentation due 2026-05-05T07:30:00.000Z noticed 2026-05-13T07:30:00.000Z", in the journal's
/// order.
std::vector<std::string> passings(Desk& desk, const std::string& dossier) {
    std::vector<std::string> found;
    for (const auto& line : desk.store().history(dossier, access::system_scope())) {
        if (line.kind != "echeance_passee") continue;
        found.push_back(line.event + " due " + law::utc_iso(line.happened_at) + " noticed " +
                        law::utc_iso(line.recorded_at));
    }
    return found;
}

std::size_t fire_at(Desk& desk, const std::string& utc) {
    desk.clock.set(utc);
    return fire_due_deadlines(desk.office(), desk.clock.now());
}

dossier::Dossier stored(Desk& desk, const std::string& id) {
    return *desk.store().dossier(id, access::system_scope());
}

/// A decision served, whose notice ended at `due`, and whose last event lies at `last_event`.
std::string served_decision(Desk& desk, const std::string& due, const std::string& last_event) {
    dossier::Change change;
    dossier::Dossier& dossier = change.dossier.emplace();
    dossier.id = base::random_id();
    dossier.number = "2026-" + dossier.id;
    dossier.workflow = "arret_prise_en_charge";
    dossier.workflow_version = 1;
    dossier.state = "notifie";
    dossier.territory = "metropole";
    dossier.departement = "75";
    dossier.parties.organisation = desk.siao;
    dossier.opened_at = dossier.last_event_at = *law::parse_utc(last_event);
    dossier.deadlines.push_back({.id = base::random_id(),
                                 .name = "preavis",
                                 .kind = dossier::DeadlineKind::notice,
                                 .started_at = dossier.opened_at,
                                 .due = *law::parse_utc(due)});
    EXPECT_EQ(desk.store().commit(change), dossier::Committed::done);
    return dossier.id;
}

TEST(Clock, a_week_ahead_at_once_notes_each_passing_once_in_order_with_both_instants) {
    Desk desk;
    const std::string id = kit_opened_at(desk, "2026-05-04T08:00:00.000Z");
    EXPECT_EQ(fire_at(desk, "2026-05-13T08:00:00.000Z"), 3U);
    EXPECT_EQ(fire_at(desk, "2026-05-13T08:00:01.000Z"), 0U);
    const auto noted = passings(desk, id);
    ASSERT_EQ(noted.size(), 3U);
    EXPECT_EQ(noted[0],
              "presentation due 2026-05-05T07:30:00.000Z noticed 2026-05-13T08:00:00.000Z");
    EXPECT_THAT(noted[1], ::testing::EndsWith(
                              "due 2026-05-06T07:30:00.000Z noticed 2026-05-13T08:00:00.000Z"));
}

TEST(Clock, going_back_undoes_nothing_and_hides_nothing_that_is_due_later) {
    Desk desk;
    const std::string id = kit_opened_at(desk, "2026-05-04T08:00:00.000Z");
    EXPECT_EQ(fire_at(desk, "2026-05-05T08:00:00.000Z"), 1U);
    const auto before = passings(desk, id);
    for (const char* back : {"2026-05-05T07:29:59.000Z", "2026-05-04T08:00:00.000Z",
                             "2020-01-01T00:00:00.000Z", "2026-05-05T07:30:00.001Z"}) {
        EXPECT_EQ(fire_at(desk, back), 0U) << back;
        EXPECT_EQ(passings(desk, id), before) << back;
    }
    EXPECT_EQ(fire_at(desk, "2026-05-06T07:30:00.001Z"), 2U);
    EXPECT_EQ(passings(desk, id).size(), 3U);
}

TEST(Clock, going_back_before_the_last_event_of_a_dossier_loses_no_event_of_its_timers) {
    Desk desk;
    const std::string id =
        served_decision(desk, "2026-05-20T21:59:59.999Z", "2026-05-21T09:00:00.000Z");
    EXPECT_EQ(fire_at(desk, "2026-05-21T08:00:00.000Z"), 1U);
    EXPECT_EQ(stored(desk, id).state, "effet_possible");
    EXPECT_EQ(law::utc_iso(stored(desk, id).last_event_at), "2026-05-21T09:00:00.000Z");
    EXPECT_EQ(fire_at(desk, "2026-05-21T10:00:00.000Z"), 0U);
    EXPECT_THAT(passings(desk, id), ElementsAre("preavis due 2026-05-20T21:59:59.999Z noticed "
                                                "2026-05-21T08:00:00.000Z"));
}

/// As if the disk had rotted there.
void spoil(Desk& desk, const std::string& dossier) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(desk.file().c_str(), &db), SQLITE_OK);
    const std::string update = "UPDATE dossiers SET sealed = x'01' WHERE id = '" + dossier + "'";
    EXPECT_EQ(sqlite3_exec(db, update.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
}

TEST(Clock, a_dossier_that_cannot_be_read_keeps_no_other_waiting_and_is_told) {
    Desk desk;
    const std::string spoilt =
        served_decision(desk, "2026-05-19T21:59:59.999Z", "2026-05-04T09:00:00.000Z");
    const std::string sound =
        served_decision(desk, "2026-05-20T21:59:59.999Z", "2026-05-05T09:00:00.000Z");
    spoil(desk, spoilt);
    EXPECT_THROW(fire_at(desk, "2026-05-21T08:00:00.000Z"), base::Failure);
    EXPECT_EQ(stored(desk, sound).state, "effet_possible");
    EXPECT_TRUE(passings(desk, spoilt).empty());
    EXPECT_THROW(fire_at(desk, "2026-05-21T09:00:00.000Z"), base::Failure) << "still told";
}

TEST(Clock, nights_of_summer_time_bring_each_passing_at_its_millisecond) {
    struct Night {
        const char* opened;  ///< half an hour after the arrival; 24 hours to present
        const char* last;    ///< instant in time
        const char* first;   ///< instant that is late
    };
    for (const Night& night : std::vector<Night>{
             // 29 March 2026, 02:00 becomes 03:00: at 02:30 in the morning there is no 02:30.
             {"2026-03-28T02:00:00.000Z", "2026-03-29T01:30:00.000Z", "2026-03-29T01:30:00.001Z"},
             {"2026-03-28T12:00:00.000Z", "2026-03-29T11:30:00.000Z", "2026-03-29T11:30:00.001Z"},
             // 25 October 2026, 03:00 becomes 02:00: 02:30 comes twice, an hour apart.
             {"2026-10-24T01:00:00.000Z", "2026-10-25T00:30:00.000Z", "2026-10-25T00:30:00.001Z"},
             {"2026-10-24T02:00:00.000Z", "2026-10-25T01:30:00.000Z", "2026-10-25T01:30:00.001Z"},
         }) {
        Desk desk;
        const std::string id = kit_opened_at(desk, night.opened);
        EXPECT_EQ(fire_at(desk, night.last), 0U) << night.opened;
        EXPECT_EQ(fire_at(desk, night.first), 1U) << night.opened;
        EXPECT_THAT(passings(desk, id), ElementsAre(std::string("presentation due ") + night.last +
                                                    " noticed " + night.first));
    }
}

}  // namespace
}  // namespace preavis::service::test
