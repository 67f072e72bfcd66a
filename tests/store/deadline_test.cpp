#include <algorithm>

#include "base/expects.h"
#include "store/conformance.h"

namespace preavis::store {
namespace {

using namespace dossier;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreConformance, a_deadline_keeps_its_ledger_and_is_not_due_while_suspended) {
    using Kind = law::LedgerEntry::Kind;
    law::TimeLimit limit{law::Unit::months, 2, law::Counting::clear, law::Roll::next};
    limit.last_day_excluded = true;
    const law::Ledger ledger = {{.kind = Kind::start,
                                 .at = noon.plus_seconds(-9000),
                                 .limit = limit,
                                 .author = "a1",
                                 .role = "siao_agent",
                                 .reason = "Remise « en main propre »",
                                 .source = "CJA R421-1"},
                                {.kind = Kind::suspend, .at = noon.plus_seconds(-8000)}};
    Dossier dossier = sample_dossier("z");
    dossier.deadlines = {sample_deadline("z-d1", noon.plus_seconds(-60))};
    dossier.deadlines[0].suspended = true;
    dossier.deadlines[0].act_by = noon.plus_seconds(-120);
    dossier.deadlines[0].late_after = noon;
    dossier.deadlines[0].ledger = ledger;
    must_save(dossier);
    const Deadline read = store->deadline("z-d1", everything())->deadline;
    EXPECT_TRUE(read.suspended);
    EXPECT_EQ(read.act_by, noon.plus_seconds(-120));
    EXPECT_EQ(read.late_after, noon);
    ASSERT_EQ(read.ledger.size(), 2U);
    EXPECT_EQ(read.ledger[0].limit, limit);
    EXPECT_EQ(read.ledger[0].reason, ledger[0].reason);
    EXPECT_EQ(read.ledger[0].author, "a1");
    EXPECT_EQ(read.ledger[1].kind, Kind::suspend);
    EXPECT_FALSE(read.ledger[1].limit);
    EXPECT_TRUE(store->deadlines_due(noon.plus_seconds(9000), 10).empty());
    EXPECT_FALSE(store->next_due());
    const auto listed = [&](dossier::DeadlineFilter::Status status) {
        return store->deadlines({.status = status}, everything(), noon).size();
    };
    EXPECT_EQ(listed(dossier::DeadlineFilter::Status::suspended), 1U);
    EXPECT_EQ(listed(dossier::DeadlineFilter::Status::overdue), 0U);
}

TEST_P(StoreConformance, a_deadline_is_never_taken_over_by_another_dossier) {
    must_save(sample_dossier("d1"));
    Dossier thief = sample_dossier("d2");
    thief.deadlines[0].id = "z-d1";
    EXPECT_THROW(store->commit({.dossier = thief}), base::Bug);
    EXPECT_EQ(store->deadline("z-d1", everything())->dossier, "d1");
    EXPECT_FALSE(store->dossier("d2", everything()));
}

TEST_P(StoreConformance, deadlines_are_told_apart_by_status_and_listed_by_due_instant) {
    Dossier dossier = sample_dossier("d1");
    const auto add = [&](const std::string& id, DeadlineKind kind, std::int64_t due_in_s,
                         Deadline::Settled settled) {
        Deadline deadline = sample_deadline(id, noon.plus_seconds(due_in_s));
        deadline.kind = kind;
        deadline.settled = settled;
        dossier.deadlines.push_back(deadline);
    };
    dossier.deadlines.clear();
    add("open", DeadlineKind::obligation, 10 * day_s, Deadline::Settled::no);
    add("due", DeadlineKind::obligation, 5 * hour_s, Deadline::Settled::no);
    add("just_now", DeadlineKind::obligation, 0, Deadline::Settled::no);
    add("overdue", DeadlineKind::obligation, -1, Deadline::Settled::no);
    add("elapsed", DeadlineKind::right, -5, Deadline::Settled::no);
    add("met", DeadlineKind::obligation, -7, Deadline::Settled::met);
    add("stopped", DeadlineKind::obligation, -9, Deadline::Settled::stopped);
    must_save(dossier);
    using Status = DeadlineFilter::Status;
    const std::vector<std::pair<DeadlineFilter, std::vector<std::string>>> cases = {
        {{}, {"stopped", "met", "elapsed", "overdue", "just_now", "due", "open"}},
        {{.status = Status::open}, {"open"}},
        {{.status = Status::due}, {"just_now", "due"}},
        {{.status = Status::overdue}, {"overdue"}},
        {{.status = Status::met}, {"met"}},
        {{.before = noon}, {"stopped", "met", "elapsed", "overdue"}},
        {{.limit = 2, .after = "met"}, {"elapsed", "overdue"}},
        {{.workflow = "contrat_sejour"}, {}},
        {{.organisation = "other"}, {}},
        {{.dossier = "d1", .limit = 1}, {"stopped"}},
    };
    for (const auto& [filter, expected] : cases) {
        std::vector<std::string> found;
        for (const DeadlineRow& row : store->deadlines(filter, everything(), noon)) {
            found.push_back(row.deadline.id);
        }
        EXPECT_EQ(found, expected);
    }
    const DeadlineRow row = *store->deadline("due", everything());
    EXPECT_EQ(std::tie(row.dossier, row.dossier_number, row.workflow, row.state, row.organisation),
              std::tie(dossier.id, dossier.number, dossier.workflow, dossier.state,
                       dossier.parties.organisation));
    EXPECT_EQ(row.territory, "metropole");
    EXPECT_EQ(row.departement, "75");
}

TEST_P(StoreConformance, what_is_due_is_each_deadline_once_the_oldest_first) {
    EXPECT_FALSE(store->next_due());
    const auto add = [this](const std::string& id, const std::vector<std::int64_t>& dues_s) {
        Dossier dossier = sample_dossier(id);
        dossier.deadlines.clear();
        for (const std::int64_t due : dues_s) {
            const std::string name = id + std::to_string(due);
            dossier.deadlines.push_back(sample_deadline(name, noon.plus_seconds(due)));
        }
        must_save(dossier);
    };
    add("b", {-50, -200});
    add("a", {-100, 5});
    add("c", {0});
    EXPECT_THAT(ids(store->deadlines_due(noon, 10)), ElementsAre("b-200", "a-100", "b-50"));
    EXPECT_THAT(ids(store->deadlines_due(noon, 1)), ElementsAre("b-200"));
    EXPECT_THAT(ids(store->deadlines_due(noon.plus_seconds(1), 10)),
                ElementsAre("b-200", "a-100", "b-50", "c0"));
    EXPECT_EQ(store->next_due(), noon.plus_seconds(-200));
    Dossier fired = *store->dossier("b", everything());
    fired.deadlines[0].settled = Deadline::Settled::met;
    fired.deadlines[1].fired = true;
    must_save(fired);
    EXPECT_THAT(ids(store->deadlines_due(noon, 10)), ElementsAre("a-100"));
    EXPECT_EQ(store->next_due(), noon.plus_seconds(-100));
}

}  // namespace

}  // namespace preavis::store
