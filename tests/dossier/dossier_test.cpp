#include "dossier/dossier.h"

#include <gtest/gtest.h>

#include "dossier/support.h"

namespace preavis::dossier::test {
namespace {

constexpr std::int64_t hour_ms = 60 * 60 * 1000;
const law::Instant due = {1'780'000'000'000};

Deadline deadline(DeadlineKind kind, Deadline::Settled settled = Deadline::Settled::no) {
    Deadline made;
    made.kind = kind;
    made.due = due;
    made.settled = settled;
    return made;
}

constexpr std::array kinds = {DeadlineKind::obligation, DeadlineKind::window, DeadlineKind::notice,
                              DeadlineKind::right};

TEST(DeadlineStatus, ChangesAtItsBordersToTheMillisecond) {
    struct Case {
        std::int64_t after_due_ms;
        std::string_view of_obligation;
        std::string_view of_others;
    };
    for (const Case& each : std::vector<Case>{
             {-1000 * hour_ms, "open", "open"},
             {-24 * hour_ms, "open", "open"},
             {-24 * hour_ms + 1, "due", "due"},
             {-1, "due", "due"},
             {0, "due", "due"},
             {1, "overdue", "elapsed"},
             {1000 * hour_ms, "overdue", "elapsed"},
         }) {
        const law::Instant now = {due.ms + each.after_due_ms};
        for (const DeadlineKind kind : kinds) {
            EXPECT_EQ(status_of(deadline(kind), now),
                      kind == DeadlineKind::obligation ? each.of_obligation : each.of_others)
                << name_of(kind) << " " << each.after_due_ms;
        }
    }
}

TEST(DeadlineStatus, OfASettledOneNeverChangesAgain) {
    for (const DeadlineKind kind : kinds) {
        for (const std::int64_t after : {-100 * hour_ms, std::int64_t{0}, 100 * hour_ms}) {
            const law::Instant now = {due.ms + after};
            EXPECT_EQ(status_of(deadline(kind, Deadline::Settled::met), now), "met");
            EXPECT_EQ(status_of(deadline(kind, Deadline::Settled::stopped), now), "stopped");
        }
    }
}

TEST(DeadlineStatus, IsDueFromTheFirstMinuteOfAnOrdinaryLastDay) {
    Deadline last_day = deadline(DeadlineKind::obligation);
    last_day.due = territory().end_of_day(day("2026-05-19"));
    const law::Instant midnight = territory().start_of_day(day("2026-05-19"));
    EXPECT_EQ(status_of(last_day, midnight), "due");
    EXPECT_EQ(status_of(last_day, midnight.plus_seconds(-2)), "open");
    EXPECT_EQ(status_of(last_day, territory().start_of_day(day("2026-05-20"))), "overdue");
}

TEST(DeadlineKind, HasOneName) {
    for (const DeadlineKind kind : kinds) EXPECT_EQ(deadline_kind(name_of(kind)), kind);
    EXPECT_EQ(deadline_kind("Notice"), std::nullopt);
    EXPECT_EQ(deadline_kind(""), std::nullopt);
}

TEST(Dossier, FindsTheLatestDeadlineOfAName) {
    Dossier dossier;
    for (const auto& [id, name] : std::vector<std::pair<std::string, std::string>>{
             {"1", "preavis"}, {"2", "recours"}, {"3", "preavis"}}) {
        Deadline made;
        made.id = id;
        made.name = name;
        dossier.deadlines.push_back(made);
    }
    EXPECT_EQ(find_deadline(dossier, "preavis")->id, "3");
    EXPECT_EQ(find_deadline(dossier, "recours")->id, "2");
    EXPECT_EQ(find_deadline(dossier, "absent"), nullptr);
}

TEST(Role, HasOneNameAndATitle) {
    EXPECT_EQ(all_roles().size(), 12U);
    for (const Role each : all_roles()) {
        EXPECT_EQ(role(name_of(each)), each);
        EXPECT_FALSE(title_of(each).empty());
    }
    for (const char* unknown : {"", "admin", "Menage", "ddets"}) {
        EXPECT_EQ(role(unknown), std::nullopt) << unknown;
    }
}

}  // namespace
}  // namespace preavis::dossier::test
