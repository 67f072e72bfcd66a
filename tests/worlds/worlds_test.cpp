#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include "worlds/trial.h"

namespace preavis::worlds {
namespace {

constexpr std::uint64_t worlds_in_check = 100;
constexpr std::size_t shown_leaks = 30;

std::uint64_t number_in(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::stoull(text);
}

/// What some worlds showed together.
struct Tally {
    std::mutex mutex;
    std::size_t answers = 0;
    std::map<std::string, std::size_t> told;
    std::map<std::uint64_t, std::vector<std::string>> leaks;  ///< by seed
};

void try_seeds(std::atomic<std::uint64_t>& next, std::uint64_t end, Tally& tally) {
    for (std::uint64_t seed = next++; seed < end; seed = next++) {
        Verdict verdict = try_world(plan_of(seed));
        const std::lock_guard lock(tally.mutex);
        tally.answers += verdict.answers;
        for (const auto& [role, count] : verdict.told) tally.told[role] += count;
        if (!verdict.leaks.empty()) tally.leaks[seed] = std::move(verdict.leaks);
    }
}

std::string shown(std::uint64_t seed, const std::vector<std::string>& leaks) {
    std::string text = in_words(smallest_leaking(plan_of(seed)));
    for (std::size_t i = 0; i < leaks.size() && i < shown_leaks; ++i) text += "\n" + leaks[i];
    return text;
}

/// PREAVIS_WORLDS=N tries N worlds, PREAVIS_WORLD_SEED=S begins with that one.
TEST(Worlds, TellNobodyWhatTheyMayNotHold) {
    const std::uint64_t first = number_in("PREAVIS_WORLD_SEED", 1);
    const std::uint64_t count = number_in("PREAVIS_WORLDS", worlds_in_check);
    std::atomic<std::uint64_t> next = first;
    Tally tally;
    std::vector<std::thread> others;
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < threads; ++i) {
        others.emplace_back([&] { try_seeds(next, first + count, tally); });
    }
    for (std::thread& other : others) other.join();
    std::cout << count << " worlds, " << tally.answers << " answers read\n";
    for (const auto& [role, times] : tally.told) std::cout << role << " " << times << "\n";
    for (const auto& [seed, leaks] : tally.leaks) {
        ADD_FAILURE() << shown(seed, leaks);
        if (count > 1) break;  // the others by their seeds
    }
    for (const auto& [seed, leaks] : tally.leaks) std::cout << "leaks: seed " << seed << "\n";
}

}  // namespace
}  // namespace preavis::worlds
