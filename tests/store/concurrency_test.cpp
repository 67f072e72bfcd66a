#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "base/failure.h"
#include "store/conformance.h"

namespace preavis::store {
namespace {

using namespace dossier;

/// Runs `work(number)` in so many threads at once.
template <class Work>
void in_threads(int count, const Work& work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
    for (std::thread& thread : threads) thread.join();
}

TEST_P(StoreConformance, of_many_writers_of_one_dossier_exactly_one_wins_each_version) {
    must_save(sample_dossier("d1"));
    constexpr int rounds = 25;
    std::atomic<int> won{0};
    in_threads(8, [&](int) {
        while (won < rounds) {
            Change change{.dossier = store->dossier("d1", everything())};
            change.dossier->state = "version " + std::to_string(change.dossier->version + 1);
            change.journal = {sample_entry("d1", change.dossier->state)};
            if (store->commit(change) == Committed::done) ++won;
        }
    });
    const Dossier last = *store->dossier("d1", everything());
    EXPECT_EQ(last.version, won + 1);
    EXPECT_EQ(last.state, "version " + std::to_string(last.version));
    const std::vector<JournalEntry> history = store->history("d1", everything());
    ASSERT_EQ(history.size(), static_cast<std::size_t>(won));
    for (std::size_t i = 0; i < history.size(); ++i) {
        EXPECT_EQ(history[i].event, "version " + std::to_string(i + 2));
    }
}

TEST_P(StoreConformance, acts_committed_together_are_all_kept) {
    constexpr int each = 30;
    in_threads(8, [&](int thread) {
        for (int i = 0; i < each; ++i) {
            const std::string id = std::to_string(thread) + "-" + std::to_string(i);
            Change change{.dossier = sample_dossier(id)};
            change.journal = {sample_entry(id, "ouvrir")};
            ASSERT_EQ(store->commit(change), Committed::done);
            ASSERT_TRUE(store->dossier(id, everything()));
        }
    });
    reopen();
    EXPECT_EQ(store->counts().dossiers, 8 * each);
    EXPECT_EQ(store->counts().journal, 8 * each);
    EXPECT_FALSE(store->verify_journal(1).first_broken);
}

TEST_P(StoreConformance, an_act_that_breaks_leaves_those_beside_it_alone) {
    in_threads(8, [&](int thread) {
        for (int i = 0; i < 20; ++i) {
            const std::string id = std::to_string(thread) + "-" + std::to_string(i);
            Change change{.dossier = sample_dossier(id)};
            change.journal = {sample_entry(id, "ouvrir")};
            if (thread % 2 == 0) change.journal[0].actor = "\xff";
            try {
                store->commit(change);
            } catch (const std::logic_error&) {
            }
        }
    });
    EXPECT_EQ(store->counts().dossiers, 4 * 20);
    EXPECT_EQ(store->counts().journal, 4 * 20);
    EXPECT_FALSE(store->verify_journal(1).first_broken);
}

TEST_P(StoreConformance, an_idempotency_key_is_taken_by_one_of_many) {
    std::atomic<int> done{0};
    in_threads(8, [&](int thread) {
        Change change{.dossier = sample_dossier(std::to_string(thread))};
        change.answer = RememberedAnswer{"key", "hash", 201, std::to_string(thread), noon};
        if (store->commit(change) == Committed::done) ++done;
    });
    EXPECT_EQ(done, 1);
    EXPECT_EQ(store->dossiers({}, everything()).at(0).id, store->remembered("key")->body);
    EXPECT_EQ(store->counts().dossiers, 1);
}

TEST_P(StoreConformance, dossier_numbers_are_never_given_twice) {
    std::array<std::vector<std::string>, 8> given;
    in_threads(8, [&](int thread) {
        for (int i = 0; i < 20; ++i) {
            given[static_cast<std::size_t>(thread)].push_back(store->next_dossier_number(2026));
        }
    });
    std::set<std::string> all;
    for (const auto& numbers : given) all.insert(numbers.begin(), numbers.end());
    EXPECT_EQ(all.size(), 8u * 20u);
}

TEST_P(StoreConformance, a_reader_sees_a_change_whole_or_not_at_all) {
    must_save(sample_dossier("d1"));
    std::atomic<bool> writing{true};
    std::thread writer([&] {
        for (int i = 0; i < 100; ++i) {
            Dossier next = *store->dossier("d1", everything());
            next.deadlines = {sample_deadline("t", noon)};
            next.deadlines[0].title = next.state = std::to_string(i);
            must_save(next);
        }
        writing = false;
    });
    while (writing) {
        const Dossier seen = *store->dossier("d1", everything());
        if (seen.version == 1) continue;
        EXPECT_EQ(seen.deadlines.at(0).title, seen.state);
    }
    writer.join();
}

TEST_P(StoreConformance, a_backup_made_while_writing_is_whole) {
    std::atomic<bool> writing{true};
    std::thread writer([&] {
        for (int i = 0; i < 200; ++i) {
            Change change{.dossier = sample_dossier(std::to_string(i))};
            change.journal = {sample_entry(std::to_string(i), "ouvrir")};
            must_commit(change);
        }
        writing = false;
    });
    int made = 0;
    do {
        store->backup(folder.path() / ("copy-" + std::to_string(made++)));
    } while (writing);
    writer.join();
    EXPECT_THROW(store->backup(folder.path() / "copy-0"), base::Failure);
    EXPECT_GT(made, 0);
}

}  // namespace
}  // namespace preavis::store
