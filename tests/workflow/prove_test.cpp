#include "workflow/prove.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "base/file.h"
#include "base/text.h"
#include "base/yaml.h"
#include "workflow/scenario_runner.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

const law::Territory& metropole() {
    static const law::Territory only = world().territory("metropole");
    return only;
}

Surroundings surroundings() {
    return {world().laws, metropole(), world().deciders};
}

ProofSettings settings() {
    return {.start = local_instant("2026-05-04 10:00", metropole())};
}

std::string names_of(const Proof& proof) {
    std::string names;
    for (const CounterExample& each : proof.broken) {
        names += each.invariant + ": " + each.message + "\n";
    }
    return names;
}

/// A minute or so for all procedures: asked for by `scripts/campaign prove`.
bool is_campaign() {
    return std::getenv("PREAVIS_CAMPAIGN") != nullptr;
}

TEST(Prove, finds_no_way_around_an_invariant_of_any_procedure) {
    for (const Definition& definition : world().definitions.all()) {
        EXPECT_FALSE(definition.invariants.empty()) << definition.name;
        ProofSettings quick = settings();
        for (const Invariant& each : definition.invariants) quick.only.push_back(each.name);
        if (is_campaign()) quick.only.clear();
        const Proof proof = prove(definition, surroundings(), quick);
        EXPECT_TRUE(proof.holds()) << definition.name << "\n" << names_of(proof);
    }
}

TEST(Prove, explores_a_procedure_whole) {
    const Proof proof = prove(world().definition("kit_accueil"), surroundings(), settings());
    EXPECT_TRUE(proof.holds()) << names_of(proof);
    EXPECT_GT(proof.states, 100U);
    EXPECT_GT(proof.attempts, proof.states);
}

TEST(Prove, says_so_if_there_are_too_many_states) {
    ProofSettings few = settings();
    few.most_states = 10;
    const Proof proof = prove(world().definition("kit_accueil"), surroundings(), few);
    EXPECT_FALSE(proof.whole);
    EXPECT_FALSE(proof.holds());
}

TEST(Prove, always_finds_the_same) {
    const Definition& definition = world().definition("kit_accueil");
    const Proof one = prove(definition, surroundings(), settings());
    const Proof other = prove(definition, surroundings(), settings());
    EXPECT_EQ(one.states, other.states);
    EXPECT_EQ(one.attempts, other.attempts);
}

struct Fault {
    std::string name;
    std::string workflow;
    std::vector<std::pair<std::string, std::string>> edits;
    std::string caught_by;
};

std::vector<Fault> read_faults() {
    const std::string file = "tests/workflow/faults/faults.yaml";
    const auto reading =
        base::read_yaml(base::read_file(std::filesystem::path(PREAVIS_ROOT) / file), file);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        throw std::runtime_error(base::to_string(*problems));
    }
    base::Problems problems;
    std::vector<Fault> faults;
    base::Form form(std::get<base::Node>(reading), problems);
    for (const base::Node& node : form.list("faults")) {
        base::Form fault(node, problems);
        Fault read{.name = fault.text("name"), .workflow = fault.text("workflow")};
        read.caught_by = fault.text("caught_by");
        for (const base::Node& item : fault.list("edits")) {
            base::Form edit(item, problems);
            read.edits.emplace_back(edit.text("replace"), edit.optional_text("with").value_or(""));
        }
        faults.push_back(std::move(read));
    }
    if (!problems.empty()) throw std::runtime_error(base::to_string(problems));
    return faults;
}

/// The definition as shipped, with the fault in it.
std::string faulty(const Fault& fault) {
    std::string text = base::read_file(std::filesystem::path(PREAVIS_ROOT) / "workflows" /
                                       (fault.workflow + ".yaml"));
    for (const auto& [good, bad] : fault.edits) {
        EXPECT_NE(text.find(good), std::string::npos) << good;
        text = base::replaced(text, good, bad);
    }
    return text;
}

/// The counter-example, replayed as people would replay it.
void expect_replay(const Fault& fault, const Definition& definition,
                   const CounterExample& counter_example) {
    if (counter_example.moves.empty()) return;
    const auto file = std::filesystem::temp_directory_path() / (fault.name + ".yaml");
    base::write_file(file, scenario_of(counter_example, definition, metropole()));
    const ScenarioReport report = run_scenario(file, definition);
    EXPECT_TRUE(report.problems.empty()) << base::to_string(report.problems);
    std::filesystem::remove(file);
}

class FaultOnPurpose : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultOnPurpose, is_caught_by_name) {
    const Fault& fault = GetParam();
    const auto reading = read_definition(faulty(fault), fault.workflow + ".yaml");
    ASSERT_TRUE(std::holds_alternative<Definition>(reading))
        << base::to_string(std::get<base::Problems>(reading));
    const auto& definition = std::get<Definition>(reading);
    if (base::starts_with(fault.caught_by, "check: ")) {
        EXPECT_THAT(base::to_string(check(definition, world().laws, template_names())),
                    ::testing::HasSubstr(fault.caught_by.substr(7)));
        return;
    }
    ProofSettings one = settings();
    if (!base::starts_with(fault.caught_by, "chaque_")) one.only = {fault.caught_by};
    one.reduced_only = !is_campaign();
    const Proof proof = prove(definition, surroundings(), one);
    const auto found =
        std::find_if(proof.broken.begin(), proof.broken.end(),
                     [&](const auto& each) { return each.invariant == fault.caught_by; });
    ASSERT_NE(found, proof.broken.end()) << names_of(proof);
    if (!one.reduced_only) expect_replay(fault, definition, *found);
}

INSTANTIATE_TEST_SUITE_P(in_a_copy, FaultOnPurpose, ::testing::ValuesIn(read_faults()),
                         [](const auto& one) { return one.param.name; });

TEST(Faults, are_at_least_forty) {
    EXPECT_GE(read_faults().size(), 40U);
}

TEST(Prove, writes_a_counter_example_that_replays) {
    for (const Fault& fault : read_faults()) {
        if (fault.workflow != "kit_accueil" || base::starts_with(fault.caught_by, "check"))
            continue;
        const auto reading = read_definition(faulty(fault), "kit_accueil.yaml");
        const auto& definition = std::get<Definition>(reading);
        const Proof proof = prove(definition, surroundings(), settings());
        ASSERT_FALSE(proof.broken.empty()) << fault.name;
        for (const CounterExample& each : proof.broken) expect_replay(fault, definition, each);
    }
}

}  // namespace
}  // namespace preavis::workflow::testing
