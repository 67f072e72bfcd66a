// What data/, workflows/, templates/ and the migrations must keep as a whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "document/template.h"
#include "house/sources.h"
#include "law/catalogue.h"
#include "workflow/definition.h"

namespace preavis::house {
namespace {

/// The thing read; every problem fails the test.
template <class T>
T read_or_fail(base::Reading<T> reading) {
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        throw std::runtime_error("\n" + base::to_string(*problems));
    }
    return std::move(std::get<T>(reading));
}

const law::Catalogue& laws() {
    static const auto read = read_or_fail(law::Catalogue::read(root() / "data/law"));
    return read;
}

const document::Templates& templates() {
    static const auto read = read_or_fail(document::Templates::read(root() / "templates"));
    return read;
}

const workflow::Definitions& definitions() {
    static const auto read = read_or_fail(workflow::Definitions::read(root() / "workflows"));
    return read;
}

TEST(Law, SaysOfEachValueWhoseItIsAndWhenItWasRead) {
    EXPECT_FALSE(laws().rules().empty());
    for (const law::Rule& rule : laws().rules()) {
        for (const law::RuleVersion& version : rule.versions) {
            EXPECT_FALSE(base::trimmed(version.source).empty()) << rule.id;
            EXPECT_FALSE(base::trimmed(version.confidence).empty()) << rule.id;
            EXPECT_TRUE(version.checked || version.confidence != "certain") << rule.id;
        }
    }
}

TEST(Calendars, OfEveryTerritoryReachFarIntoTheFuture) {
    const auto calendars = read_or_fail(law::Calendars::read(root() / "data/calendars"));
    constexpr int far = 2050;
    EXPECT_GE(calendars.all().size(), 10U);
    for (const law::Territory& territory : calendars.all()) {
        EXPECT_GE(territory.last_year(), far) << territory.id();
        EXPECT_FALSE(territory.holidays(far).empty()) << territory.id();
    }
}

TEST(Workflows, AreSoundAndNameOnlyLawsAndDocumentsThatExist) {
    EXPECT_FALSE(definitions().all().empty());
    for (const workflow::Definition& definition : definitions().all()) {
        const base::Problems problems = workflow::check(definition, laws(), templates().names());
        EXPECT_TRUE(problems.empty()) << base::to_string(problems);
    }
}

TEST(Workflows, AreNamedAsTheirFile) {
    for (const auto& file : base::files_below(root() / "workflows", ".yaml")) {
        const std::string name = file.stem().string();
        const auto names = definitions().names();
        const bool known = std::any_of(names.begin(), names.end(), [&name](const auto& known_name) {
            return base::starts_with(name, known_name);
        });
        EXPECT_TRUE(known) << file;
    }
}

TEST(Documents, HaveAnExampleOfTheirFacts) {
    for (const std::string& name : templates().names()) {
        EXPECT_TRUE(std::filesystem::exists(root() / "examples/facts" / (name + ".json"))) << name;
    }
}

TEST(Documents, HaveAStandardTextAndAnEasyOneForHouseholds) {
    for (const document::Template& each : templates().all()) {
        const auto& readers = each.recipients;
        const bool household = std::find(readers.begin(), readers.end(), "menage") != readers.end();
        EXPECT_NE(each.text("standard", "fr"), nullptr) << each.name;
        EXPECT_TRUE(!household || each.text("falc", "fr") != nullptr) << each.name;
    }
}

TEST(Migrations, AreNumberedWithoutGaps) {
    int expected = 0;
    for (const auto& file : base::files_below(root() / "src/store/migrations", ".sql")) {
        const std::string number = std::to_string(++expected);
        const std::string prefix = std::string(4 - number.size(), '0') + number + "_";
        EXPECT_TRUE(base::starts_with(file.filename().string(), prefix)) << file;
    }
    EXPECT_GT(expected, 0);
}

/// Every name that docs/glossary.md writes between backticks.
std::set<std::string> glossary() {
    const std::vector<std::string> parts =
        base::split(base::read_file(root() / "docs/glossary.md"), '`');
    std::set<std::string> names;
    for (std::size_t i = 1; i < parts.size(); i += 2) names.insert(parts[i]);
    return names;
}

TEST(Glossary, HasALineForEveryNameThatDefinitionsUse) {
    const std::set<std::string> known = glossary();
    std::set<std::string> missing;
    const auto want = [&](std::string_view name, const std::string& what) {
        if (!known.contains(std::string(name))) missing.insert(what + " " + std::string(name));
    };
    for (const workflow::Definition& definition : definitions().all()) {
        want(definition.name, "workflow");
        for (const workflow::State& state : definition.states) want(state.name, "state");
        for (const workflow::Transition& each : definition.transitions) want(each.event, "event");
    }
    for (const std::string& name : templates().names()) want(name, "document");
    for (const dossier::Role role : dossier::all_roles()) {
        if (role != dossier::Role::systeme) want(dossier::name_of(role), "role");
    }
    for (const char* noun : {"organisation", "structure", "place", "personne", "menage", "sejour",
                             "dossier", "piece", "compte"}) {
        want(noun, "noun");
    }
    EXPECT_TRUE(missing.empty()) << told({missing.begin(), missing.end()});
}

}  // namespace
}  // namespace preavis::house
