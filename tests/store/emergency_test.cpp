// Accesses in an emergency and who has read what, in every store.
#include "store/conformance.h"

namespace preavis::store {
namespace {

using namespace dossier;
using testing::ElementsAre;
using testing::IsEmpty;

EmergencyAccess access_to(const std::string& id, const std::string& dossier, law::Instant at) {
    EmergencyAccess access;
    access.id = id;
    access.dossier = dossier;
    access.number = "2026-00417";
    access.departement = "75";
    access.account = "nadia";
    access.name = "Nadia Ferrand";
    access.role = "siao_agent";
    access.reason = "un appel au 115";
    access.opened_at = at;
    access.until = at.plus_seconds(60);
    return access;
}

Committed keep(Store& store, const EmergencyAccess& access) {
    Change change;
    change.emergencies = {access};
    return store.commit(change);
}

TEST_P(StoreConformance, emergencies_come_back_as_they_were_asked_for_and_change_once) {
    must_save(sample_dossier("d1"));
    ASSERT_EQ(keep(*store, access_to("e1", "d1", noon)), Committed::done);
    EmergencyAccess found = *store->emergency("e1");
    EXPECT_EQ(found.version, 1);
    EXPECT_EQ(found.name, "Nadia Ferrand");
    EXPECT_EQ(found.reason, "un appel au 115");
    EXPECT_FALSE(found.reviewed_at);
    found.verdict = "confirme";
    found.comment = "vu";
    found.reviewed_at = noon.plus_seconds(5);
    found.reviewed_by = "jo";
    ASSERT_EQ(keep(*store, found), Committed::done);
    EXPECT_EQ(keep(*store, found), Committed::stale);
    EXPECT_EQ(store->emergency("e1")->comment, "vu");
    EXPECT_EQ(store->emergency("e1")->version, 2);
    EXPECT_FALSE(store->emergency("e2"));
}

TEST_P(StoreConformance, emergencies_are_open_to_their_last_instant_unless_contested) {
    must_save(sample_dossier("d1"));
    keep(*store, access_to("e1", "d1", noon));
    const auto open_at = [this](std::int64_t ms) {
        return store->emergency_dossiers("nadia", {noon.ms + ms});
    };
    EXPECT_THAT(open_at(-1), IsEmpty());
    EXPECT_THAT(open_at(0), ElementsAre("d1"));
    EXPECT_THAT(open_at(60'000), ElementsAre("d1"));
    EXPECT_THAT(open_at(60'001), IsEmpty());
    EXPECT_THAT(store->emergency_dossiers("jo", noon), IsEmpty());
    EmergencyAccess found = *store->emergency("e1");
    found.verdict = "conteste";
    keep(*store, found);
    EXPECT_THAT(open_at(0), IsEmpty());
}

TEST_P(StoreConformance, emergencies_are_listed_by_departement_account_and_second_reading) {
    must_save(sample_dossier("d1"));
    keep(*store, access_to("e1", "d1", noon));
    keep(*store, access_to("e2", "d1", noon.plus_seconds(1)));
    keep(*store, access_to("vain", "", noon.plus_seconds(2)));
    EmergencyAccess elsewhere = access_to("e3", "d1", noon);
    elsewhere.departement = "69";
    keep(*store, elsewhere);
    EXPECT_THAT(ids(store->emergencies({.departement = "75"})), ElementsAre("e2", "e1"));
    EXPECT_THAT(ids(store->emergencies({.departement = "75", .after = "e2"})), ElementsAre("e1"));
    EXPECT_THAT(ids(store->emergencies({.departement = "75", .after = "e3"})), IsEmpty());
    EXPECT_THAT(ids(store->emergencies({.departement = "75", .account = "jo"})), IsEmpty());
    EXPECT_EQ(store->count_emergency_tries("nadia", noon), 2);
    EXPECT_EQ(store->count_emergency_tries("nadia", {noon.ms - 1}), 4);
    EmergencyAccess found = *store->emergency("e2");
    found.verdict = "confirme";
    keep(*store, found);
    const auto waiting = store->emergencies({.departement = "75", .unreviewed = true});
    EXPECT_THAT(ids(waiting), ElementsAre("e1"));
}

TEST_P(StoreConformance, consultations_within_a_minute_are_one_with_a_count) {
    const auto read_at = [this](std::int64_t seconds, const std::string& account) {
        Change change;
        Consultation one;
        one.at = noon.plus_seconds(seconds);
        one.account = account;
        one.role = "siao_responsable";
        one.kind = "dossier";
        one.subject = "d1";
        one.dossier = "d1";
        one.reason = "equipe";
        change.consultations = {one};
        ASSERT_EQ(store->commit(change), Committed::done);
    };
    read_at(0, "nadia");
    read_at(59, "nadia");
    read_at(60, "nadia");
    read_at(60, "jo");
    std::vector<std::string> told;
    for (const auto& one : store->consultations("d1", 10)) {
        told.push_back(one.account + " " + std::to_string(one.times));
    }
    EXPECT_THAT(told, ElementsAre("jo 1", "nadia 1", "nadia 2"));
    EXPECT_THAT(store->consultations("", 10), IsEmpty());
}

}  // namespace
}  // namespace preavis::store
