#include "worlds/trial.h"

#include <exception>
#include <filesystem>

#include "base/file.h"
#include "worlds/round.h"
#include "worlds/watch.h"

namespace preavis::worlds {
namespace {

/// Identifiers, numbers and logins are what the store finds by; everything else is sealed.
bool may_lie_in_clear(const Canary& canary) {
    return canary.is_identifier || canary.about == About::account_secret;
}

/// The bytes of the store, of its log and of a backup.
void read_disk(Town& town, Watch& watch) {
    const auto file = town.stage.file();
    const auto backup = file.parent_path() / "sauvegarde.sqlite";
    town.stage.store().backup(backup);
    for (const auto& path : {file, std::filesystem::path(file.string() + "-wal"), backup}) {
        if (!std::filesystem::exists(path)) continue;
        watch.read(path.filename().string(), base::read_file(path), may_lie_in_clear);
    }
}

}  // namespace

Verdict try_world(const Plan& plan, const Sabotage& sabotage) {
    Verdict verdict;
    try {
        Town town(plan.seed, sabotage);
        live(town, plan);
        town.log_everybody_in();
        Watch watch(town);
        walk(town, watch);
        break_glass(town, watch);
        assault(town, watch);
        overhear(town, watch);
        read_disk(town, watch);
        verdict = {std::move(watch.leaks), watch.answers, std::move(watch.told)};
    } catch (const std::exception& failure) {
        verdict.leaks = {std::string("monde inachevé : ") + failure.what()};
    }
    return verdict;
}

Plan smallest_leaking(Plan plan) {
    for (std::size_t i = plan.lives.size(); i-- > 0 && plan.lives.size() > 1;) {
        Plan smaller = plan;
        smaller.lives.erase(smaller.lives.begin() + static_cast<std::ptrdiff_t>(i));
        if (!try_world(smaller).leaks.empty()) plan = std::move(smaller);
    }
    return plan;
}

}  // namespace preavis::worlds
