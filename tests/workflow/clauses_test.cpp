#include <cstdlib>
#include <map>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "workflow/scenario_runner.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

const std::filesystem::path root = PREAVIS_ROOT;
constexpr std::size_t most_named = 3;

using Names = std::set<std::string>;

/// Which scenarios of one procedure prove what.
struct Evidence {
    std::map<std::string, Names> refusals;   ///< by code of the guard
    std::map<std::string, Names> events;     ///< by "event state"
    std::map<std::string, Names> deadlines;  ///< by name
};

void note(const std::filesystem::path& file, std::map<std::string, Evidence>& evidence) {
    const ScenarioReport report = run_scenario(file);
    const std::string name = file.stem().string();
    Evidence& here = evidence[report.workflow];
    for (const ScenarioReport::Line& line : report.lines) {
        here.events[line.event + " " + line.from].insert(name);
        for (const std::string& deadline : line.deadlines) here.deadlines[deadline].insert(name);
    }
    const std::string text = base::read_file(file);
    const std::string key = "refused: ";
    for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
        const auto begin = at + key.size();
        here.refusals[text.substr(begin, text.find_first_of(", \n", begin) - begin)].insert(name);
    }
}

std::string named(const Names& names) {
    std::vector<std::string> first;
    for (const std::string& name : names) {
        if (first.size() < most_named) first.push_back(name);
    }
    const std::size_t more = names.size() - first.size();
    return base::joined(first, ", ") + (more == 0 ? "" : " and " + std::to_string(more) + " more");
}

/// One line of the table, unless it stands there already.
class Table {
  public:
    void add(const std::string& source, const std::string& clause, const std::string& proof) {
        EXPECT_FALSE(proof.empty()) << "nothing proves " << clause;
        rows_.insert("| " + source + " | " + clause + " | " + proof + " |\n");
    }
    std::string text() const {
        std::string text = "| source | what it asks | proved by |\n|---|---|---|\n";
        for (const std::string& row : rows_) text += row;
        return text;
    }

  private:
    std::set<std::string> rows_;
};

std::string table_of(const Definition& definition, Evidence& evidence) {
    Table table;
    for (const Transition& transition : definition.transitions) {
        Names takers;
        for (const std::string& from : transition.from) {
            const Names& names = evidence.events[transition.event + " " + from];
            takers.insert(names.begin(), names.end());
        }
        table.add(transition.source, transition.title, named(takers));
        for (const Guard& guard : transition.guards) {
            table.add(guard.source, guard.message, named(evidence.refusals[guard.name]));
        }
    }
    for (const DeadlineRule& rule : definition.deadlines) {
        table.add(rule.source, "`" + rule.name + "` (" + rule.law + ")",
                  named(evidence.deadlines[rule.name]));
    }
    for (const Invariant& invariant : definition.invariants) {
        table.add(invariant.source, invariant.title, "`workflow prove`: " + invariant.name);
    }
    return table.text();
}

std::string clauses() {
    std::map<std::string, Evidence> evidence;
    for (const auto& file : base::files_below(root / "tests/scenarios", ".yaml")) {
        note(file, evidence);
    }
    std::string text =
        "# What proves each clause\n\nWritten by the tests of `tests/workflow`, from the "
        "definitions and the scenarios (`PREAVIS_RECORD=1`).\nScenarios are in `tests/scenarios`, "
        "in the folder of the procedure.\n";
    for (const std::string& name : world().definitions.names()) {
        const Definition& definition = world().definition(name);
        text += "\n## " + definition.title + " (`" + name + "`)\n\nSources: " + definition.source +
                "\n\n" + table_of(definition, evidence[name]);
    }
    return text;
}

TEST(Clauses, are_each_proved_and_the_table_of_docs_is_up_to_date) {
    const auto file = root / "docs/clauses.md";
    const std::string written = clauses();
    if (std::getenv("PREAVIS_RECORD") != nullptr) base::write_file(file, written);
    EXPECT_EQ(base::read_file(file), written) << "PREAVIS_RECORD=1 writes it anew";
}

}  // namespace
}  // namespace preavis::workflow::testing
