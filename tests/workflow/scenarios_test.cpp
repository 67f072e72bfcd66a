#include <algorithm>
#include <set>

#include "base/file.h"
#include "workflow/scenario_runner.h"

namespace preavis::workflow::testing {
namespace {

std::vector<std::string> scenario_files() {
    const std::filesystem::path root = PREAVIS_ROOT;
    std::vector<std::string> names;
    for (const auto& file : base::files_below(root / "tests/scenarios", ".yaml")) {
        names.push_back(std::filesystem::relative(file, root / "tests/scenarios").string());
    }
    return names;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
    std::string name = info.param.substr(0, info.param.size() - 5);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '/' || c == '-'; }, '_');
    return name;
}

class Scenario : public ::testing::TestWithParam<std::string> {};

TEST_P(Scenario, holds) {
    const auto report =
        run_scenario(std::filesystem::path(PREAVIS_ROOT) / "tests/scenarios" / GetParam());
    EXPECT_TRUE(report.problems.empty()) << report.title << "\n"
                                         << base::to_string(report.problems);
}

INSTANTIATE_TEST_SUITE_P(of_the_lawyer, Scenario, ::testing::ValuesIn(scenario_files()), test_name);

TEST(Scenarios, each_proves_a_rule_of_its_own) {
    std::set<std::string> titles;
    for (const std::string& name : scenario_files()) {
        const auto report =
            run_scenario(std::filesystem::path(PREAVIS_ROOT) / "tests/scenarios" / name);
        EXPECT_TRUE(titles.insert(report.title).second) << report.title << " in " << name;
    }
    EXPECT_GE(titles.size(), 40U);
}

}  // namespace
}  // namespace preavis::workflow::testing
