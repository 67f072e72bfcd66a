// A burst of deadlines that are all due, noted by a service that is killed again and again: 6 000
// of them here, a million in `scripts/campaign drain`.

#include <gtest/gtest.h>

#include <algorithm>

#include "base/hash.h"
#include "service/crowd.h"
#include "service/desk.h"
#include "service/passings.h"
#include "service/reminders.h"
#include "store/sqlite.h"

namespace preavis::service::test {
namespace {

constexpr std::size_t size = 6000;
constexpr std::size_t batch = 250;
constexpr std::size_t kills = 6;

/// Every rung that has come by `now`, by the ladders themselves.
std::size_t rungs_come(const Office& office, law::Instant now) {
    std::size_t come = 0;
    const dossier::DeadlineFilter all{.limit = 10 * size};
    for (const auto& row : office.store.deadlines(all, {.everything = true}, now)) {
        if (row.deadline.settled != dossier::Deadline::Settled::no) continue;
        const auto* definition = office.library.definitions.newest(row.workflow);
        const auto rungs =
            office.library.ladders.plan(row.deadline, definition->deadline(row.deadline.name),
                                        office.library.territory(row.departement));
        come += static_cast<std::size_t>(std::count_if(
            rungs.begin(), rungs.end(), [now](const auto& rung) { return rung.at <= now; }));
    }
    return come;
}

TEST(Drain, none_is_lost_doubled_or_out_of_order_however_often_the_service_is_killed) {
    Desk desk;
    const law::Instant now = desk.clock.now();
    const auto folder = std::filesystem::temp_directory_path() / ("preavis-" + base::random_id());
    std::filesystem::create_directory(folder);
    const auto path = folder / "drain.sqlite";
    const Crowd crowd = make_crowd(path, size, now, Rungs::to_come);
    for (std::size_t round = 0; round < kills; ++round) {
        const Killing killing{.batch = batch, .batches = 2 + round % 2};
        EXPECT_TRUE(drain_and_kill(path, desk.office(), now, killing));
    }
    const auto store = store::open_sqlite({.path = path});
    const Office office = office_over(*store, desk.office());
    EXPECT_TRUE(store->next_due());  // something was left to do
    fire_due_deadlines(office, now);
    const Drained drained = count_drained(*store);
    EXPECT_EQ(drained.noted, crowd.deadlines);
    EXPECT_EQ(drained.doubled, 0U);
    EXPECT_EQ(drained.raised, crowd.raising);
    EXPECT_EQ(drained.out_of_order, 0U);
    EXPECT_EQ(drained.rungs, rungs_come(office, now));
    EXPECT_EQ(drained.rungs_doubled, 0U);
    EXPECT_EQ(drained.rungs_out_of_order, 0U);
    EXPECT_TRUE(drained.intact);
    EXPECT_FALSE(store->next_due());
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace preavis::service::test
