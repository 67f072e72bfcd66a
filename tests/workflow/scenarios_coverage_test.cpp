#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"
#include "workflow/scenario_runner.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

std::string all_scenarios() {
    std::string text;
    for (const auto& file :
         base::files_below(std::filesystem::path(PREAVIS_ROOT) / "tests/scenarios", ".yaml")) {
        text += base::read_file(file);
    }
    return text;
}

bool is_refused_somewhere(const std::string& scenarios, const std::string& code) {
    for (const char* end : {",", " ", "\n"}) {
        if (scenarios.find("refused: " + code + end) != std::string::npos) return true;
    }
    return false;
}

TEST(Scenarios, meet_every_guard_of_every_procedure) {
    const std::string scenarios = all_scenarios();
    std::set<std::string> codes;
    for (const Definition& definition : world().definitions.all()) {
        for (const Transition& transition : definition.transitions) {
            for (const Guard& guard : transition.guards) codes.insert(guard.name);
        }
    }
    EXPECT_GT(codes.size(), 60U);
    for (const std::string& code : codes) {
        EXPECT_TRUE(is_refused_somewhere(scenarios, code)) << "no scenario is refused by " << code;
    }
}

TEST(Scenarios, meet_every_refusal_of_the_engine) {
    const std::string scenarios = all_scenarios();
    for (const char* code :
         {"evenement_impossible", "role_insuffisant", "date_future", "date_anterieure",
          "faits_inattendus", "faits_manquants", "contrat_de_logement", "decideur_inconnu"}) {
        EXPECT_TRUE(is_refused_somewhere(scenarios, code)) << code;
    }
}

TEST(Scenarios, take_every_event_of_every_procedure) {
    const std::string scenarios = all_scenarios();
    for (const Definition& definition : world().definitions.all()) {
        for (const Transition& transition : definition.transitions) {
            if (transition.by == std::vector{dossier::Role::systeme}) continue;
            EXPECT_NE(scenarios.find(transition.event + ":"), std::string::npos)
                << definition.name << " " << transition.event;
        }
    }
}

TEST(Scenarios, take_every_transition_and_start_every_limit_twice) {
    std::map<std::string, std::set<std::string>> taken;
    std::map<std::string, std::map<std::string, std::set<std::string>>> started;
    for (const auto& file :
         base::files_below(std::filesystem::path(PREAVIS_ROOT) / "tests/scenarios", ".yaml")) {
        const ScenarioReport report = run_scenario(file);
        for (const ScenarioReport::Line& line : report.lines) {
            taken[report.workflow].insert(line.event + " " + line.from);
            for (const std::string& deadline : line.deadlines) {
                started[report.workflow][deadline].insert(file.string());
            }
        }
    }
    for (const Definition& definition : world().definitions.all()) {
        for (const Transition& each : definition.transitions) {
            const bool met = std::any_of(each.from.begin(), each.from.end(), [&](const auto& from) {
                return taken[definition.name].contains(each.event + " " + from);
            });
            EXPECT_TRUE(met) << definition.name << ": " << each.title;
        }
        for (const DeadlineRule& rule : definition.deadlines) {
            EXPECT_GE(started[definition.name][rule.name].size(), 2U)
                << definition.name << ": " << rule.name;
        }
    }
}

}  // namespace
}  // namespace preavis::workflow::testing
