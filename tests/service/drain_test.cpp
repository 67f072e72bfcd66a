// A burst of deadlines that are all due, noted by a service that is killed again and again.
//
// 20 000 of them in the suite; as many as PREAVIS_DRAIN says in `scripts/campaign drain`.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "base/hash.h"
#include "service/crowd.h"
#include "service/desk.h"
#include "service/passings.h"
#include "store/sqlite.h"

namespace preavis::service::test {
namespace {

constexpr std::size_t usual_size = 20'000;
constexpr std::size_t batch = 500;
constexpr int kills = 12;

std::size_t wanted_size() {
    const char* told = std::getenv("PREAVIS_DRAIN");
    return told == nullptr ? usual_size : static_cast<std::size_t>(std::atoll(told));
}

/// Notes for ever, and writes a byte after each batch.
[[noreturn]] void drain_until_killed(const std::filesystem::path& path, const Office& like,
                                     law::Instant now, int pipe) {
    const auto store = store::open_sqlite({.path = path});
    Office office{like.library,    like.fonts,    *store,        like.clock,
                  like.door_clock, like.identity, like.write_pdf};
    for (;;) {
        note_passings(office, now, batch);
        if (::write(pipe, "x", 1) < 0) ::_exit(1);
    }
}

/// Starts a child, kills it in the middle of the batch after so many.
void drain_and_kill(const std::filesystem::path& path, const Office& office, law::Instant now,
                    std::size_t batches) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            drain_until_killed(path, office, now, ends[1]);
        } catch (const std::exception&) {
            ::_exit(1);
        }
    }
    ::close(ends[1]);
    char byte = 0;
    for (std::size_t seen = 0; seen < batches && ::read(ends[0], &byte, 1) == 1; ++seen) {
    }
    ::kill(child, SIGKILL);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
}

TEST(Drain, none_is_lost_or_doubled_however_often_the_service_is_killed) {
    Desk desk;
    const law::Instant now = desk.clock.now();
    const auto folder = std::filesystem::temp_directory_path() / ("preavis-" + base::random_id());
    std::filesystem::create_directory(folder);
    const auto path = folder / "drain.sqlite";
    const std::size_t size = wanted_size();
    Crowd crowd;
    {
        const auto store = store::open_sqlite({.path = path, .create = true});
        crowd = fill_with_due(*store, size, now);
    }
    const std::size_t batches = size / batch / (kills + 2);
    for (std::size_t round = 0; round < kills; ++round) {
        drain_and_kill(path, desk.office(), now, batches + round % 2);
    }
    const auto store = store::open_sqlite({.path = path});
    Office office{desk.office().library,  desk.office().fonts,    *store, desk.clock, desk.clock,
                  desk.office().identity, desk.office().write_pdf};
    note_all_passings(office, now);
    const Drained drained = count_drained(*store);
    EXPECT_EQ(drained.noted, crowd.deadlines);
    EXPECT_EQ(drained.doubled, 0U);
    EXPECT_EQ(drained.raised, crowd.raising);
    EXPECT_EQ(drained.out_of_order, 0U);
    EXPECT_TRUE(drained.intact);
    EXPECT_FALSE(store->next_due());
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace preavis::service::test
