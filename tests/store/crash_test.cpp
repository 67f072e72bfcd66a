#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>

#include "store/sqlite_helpers.h"

namespace preavis::store {
namespace {

using namespace dossier;

constexpr int writers = 3;
constexpr std::size_t id_size = 20;

std::string padded(const std::string& id) {
    return id + std::string(id_size - id.size(), ' ');
}

/// Commits for ever from several threads and writes each identifier once it is acknowledged.
[[noreturn]] void commit_until_killed(const std::filesystem::path& folder, int round, int pipe) {
    const auto store = open_in(folder);
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (int i = 0;; ++i) {
                const std::string id =
                    std::to_string(round) + "-" + std::to_string(writer) + "-" + std::to_string(i);
                Change change{.dossier = sample_dossier(id)};
                change.journal = {sample_entry(id, "ouvrir")};
                change.jobs = {sample_job("emettre:" + id)};
                if (store->commit(change) != Committed::done) ::_exit(1);
                const std::string line = padded(id);
                if (::write(pipe, line.data(), line.size()) < 0) ::_exit(1);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    ::_exit(1);
}

/// Reads identifiers; after so many of them kills the child, then reads what is left.
std::vector<std::string> acknowledged_until_killed(pid_t child, int pipe, std::size_t kill_after) {
    std::vector<std::string> acknowledged;
    std::array<char, id_size> line{};
    for (;;) {
        std::size_t got = 0;
        while (got < id_size) {
            const ssize_t count = ::read(pipe, line.data() + got, id_size - got);
            if (count <= 0) return acknowledged;
            got += static_cast<std::size_t>(count);
        }
        const std::string id(line.data(), id_size);
        acknowledged.push_back(id.substr(0, id.find(' ')));
        if (acknowledged.size() == kill_after) ::kill(child, SIGKILL);
    }
}

std::vector<std::string> run_round(const std::filesystem::path& folder, int round) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        try {
            commit_until_killed(folder, round, ends[1]);
        } catch (const std::exception&) {
            ::_exit(1);
        }
    }
    ::close(ends[1]);
    const auto kill_after = static_cast<std::size_t>(1 + (round * 37) % 150);
    std::vector<std::string> acknowledged = acknowledged_until_killed(child, ends[0], kill_after);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    return acknowledged;
}

TEST(crash, nothing_acknowledged_is_lost_and_nothing_is_half_written_when_the_process_is_killed) {
    const TemporaryFolder folder;
    std::int64_t acknowledged_in_all = 0;
    for (int round = 0; round < 20; ++round) {
        const std::vector<std::string> acknowledged = run_round(folder.path(), round);
        const auto store = open_in(folder.path());
        for (const std::string& id : acknowledged) {
            const auto found = store->dossier(id, everything());
            ASSERT_TRUE(found) << id << " was acknowledged in round " << round;
            ASSERT_EQ(found->deadlines.size(), 2u);
            ASSERT_EQ(store->history(id, everything()).size(), 1u);
        }
        const Store::Counts counts = store->counts();
        EXPECT_EQ(counts.dossiers, counts.journal);
        EXPECT_EQ(counts.dossiers, counts.jobs);
        const ChainReport chain = store->verify_journal(1);
        EXPECT_FALSE(chain.first_broken) << chain.reason;
        acknowledged_in_all += static_cast<std::int64_t>(acknowledged.size());
        EXPECT_GE(counts.dossiers, acknowledged_in_all);
    }
}

}  // namespace
}  // namespace preavis::store
