#include <gtest/gtest.h>

#include <set>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

TEST(Catalogue, EndsEachOfItsLimitsBetweenItsLastInstantAndTheFirstLate) {
    const Territory& here = territory("metropole");
    const auto file = std::filesystem::path(PREAVIS_ROOT) / "tests/law/borders.yaml";
    const auto reading = base::read_yaml(base::read_file(file), file.string());
    base::Problems problems;
    base::Form form(std::get<base::Node>(reading), problems);
    const When start = when(form.text("from"), here);
    std::set<std::string> met;
    for (const base::Node& node : form.list("borders")) {
        base::Form row(node, problems);
        const Rule* rule = catalogue().find(row.text("rule"));
        ASSERT_NE(rule, nullptr);
        const RuleVersion& newest = rule->versions.back();
        const auto answer = count(*rule, start, here, std::max(start.date, newest.from));
        const Instant due = std::get<DueDate>(answer).due;
        EXPECT_EQ(here.iso(due), row.text("last")) << rule->id;
        EXPECT_EQ(here.iso(due.plus_seconds(1)), row.text("late")) << rule->id;
        met.insert(rule->id);
    }
    EXPECT_TRUE(problems.empty()) << base::to_string(problems);
    std::string unmet;
    for (const Rule& rule : catalogue().rules()) {
        if (rule.kind == Kind::limit && !met.contains(rule.id)) unmet += rule.id + " ";
    }
    EXPECT_EQ(unmet, "");
}

}  // namespace
}  // namespace preavis::law::test
