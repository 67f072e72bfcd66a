#include "workflow/armed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace preavis::workflow::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

DeadlineAct start_of(const std::string& deadline) {
    DeadlineAct act;
    act.deadline = deadline;
    return act;
}

Transition way(const std::string& from, const std::string& to,
               const std::vector<std::string>& starts, const std::vector<std::string>& tells = {}) {
    Transition transition{.event = from + "_" + to, .from = {from}, .to = to};
    for (const std::string& deadline : starts) transition.start.push_back(start_of(deadline));
    transition.optional_facts = tells;
    return transition;
}

/// « simple » runs from its event, « sur_fait » from the fact `jour`.
Definition procedure(std::vector<Transition> ways) {
    Definition definition;
    for (const char* name : {"a", "b"}) definition.states.push_back({.name = name});
    definition.deadlines = {{.name = "simple"}, {.name = "sur_fait", .from = "jour"}};
    definition.transitions = std::move(ways);
    return definition;
}

std::set<std::string> missing_in(const std::vector<Transition>& ways, const std::string& state,
                                 bool day_known) {
    const Definition definition = procedure(ways);
    dossier::Dossier dossier{.state = state};
    if (day_known) dossier.facts["jour"] = {true};
    return ArmedDeadlines(definition).missing(dossier);
}

TEST(ArmedDeadlines, what_every_way_starts_is_promised_what_only_one_starts_is_not) {
    const Transition starts = way("nouveau", "a", {"simple"});
    const Transition skips = way("nouveau", "a", {});
    EXPECT_THAT(missing_in({starts}, "a", false), ElementsAre("simple"));
    EXPECT_THAT(missing_in({starts, skips}, "a", false), IsEmpty());
    EXPECT_THAT(missing_in({starts, way("a", "b", {})}, "b", false), ElementsAre("simple"));
    EXPECT_THAT(missing_in({skips, way("a", "b", {"simple"})}, "a", false), IsEmpty());
    EXPECT_THAT(missing_in({skips, way("a", "b", {"simple"}), way("b", "a", {})}, "b", false),
                ElementsAre("simple"));
}

TEST(ArmedDeadlines, a_trigger_that_is_told_must_start_and_one_that_is_not_promises_nothing) {
    const Transition without = way("nouveau", "a", {});
    const Transition tells = way("a", "b", {"sur_fait"}, {"jour"});
    EXPECT_THAT(missing_in({without, tells}, "b", true), ElementsAre("sur_fait"));
    EXPECT_THAT(missing_in({without, tells}, "b", false), IsEmpty());
    const Transition forgets = way("a", "b", {}, {"jour"});
    EXPECT_THAT(missing_in({without, forgets}, "b", true), IsEmpty());
    Transition clears = way("b", "a", {});
    clears.clears = {"jour"};
    EXPECT_THAT(missing_in({without, forgets, clears}, "a", true), ElementsAre("sur_fait"));
}

TEST(ArmedDeadlines, what_starts_only_under_a_condition_is_not_promised) {
    Transition sometimes = way("nouveau", "a", {"simple"});
    sometimes.start[0].when.kind = Condition::Kind::fact_present;
    sometimes.start[0].when.fact = "jour";
    EXPECT_THAT(missing_in({sometimes}, "a", false), IsEmpty());
}

TEST(ArmedDeadlines, a_dossier_that_has_its_rows_misses_nothing) {
    const Definition definition = procedure({way("nouveau", "a", {"simple"})});
    dossier::Dossier dossier{.state = "a"};
    dossier.deadlines = {{.name = "simple", .settled = dossier::Deadline::Settled::met}};
    EXPECT_THAT(ArmedDeadlines(definition).missing(dossier), IsEmpty());
    dossier.state = "inconnu";
    EXPECT_THAT(ArmedDeadlines(definition).missing(dossier), IsEmpty());
}

}  // namespace
}  // namespace preavis::workflow::testing
