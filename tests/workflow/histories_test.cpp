#include <cstdlib>
#include <map>

#include "base/file.h"
#include "workflow/scenario_runner.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

const std::filesystem::path root = PREAVIS_ROOT;

/// What each scenario leads to, event by event, by procedure.
std::map<std::string, std::string> replayed() {
    std::map<std::string, std::string> histories;
    for (const auto& file : base::files_below(root / "tests/scenarios", ".yaml")) {
        const ScenarioReport report = run_scenario(file);
        std::string& history = histories[report.workflow];
        history += "# " + std::filesystem::relative(file, root / "tests/scenarios").string() + "\n";
        for (const ScenarioReport::Line& line : report.lines) history += line.text + "\n";
    }
    return histories;
}

/// `PREAVIS_RECORD=1` records anew: for new scenarios only, the rest of the diff must be empty.
TEST(Histories, replay_to_the_states_deadlines_and_documents_that_were_recorded) {
    for (const auto& [workflow, history] : replayed()) {
        const auto file = root / "tests/histories" / (workflow + ".txt");
        if (std::getenv("PREAVIS_RECORD") != nullptr) base::write_file(file, history);
        ASSERT_TRUE(std::filesystem::exists(file)) << file;
        EXPECT_EQ(base::read_file(file), history) << workflow;
    }
}

TEST(Histories, are_kept_of_every_procedure) {
    for (const std::string& name : world().definitions.names()) {
        EXPECT_TRUE(std::filesystem::exists(root / "tests/histories" / (name + ".txt"))) << name;
    }
}

}  // namespace
}  // namespace preavis::workflow::testing
