#include <gtest/gtest.h>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

struct Example {
    std::string id;
    std::vector<std::string> limit;
    std::string law, from, territory, due, last_day, if_rolled, effective, because, reminder;
};

Example read_example(const base::Node& node, base::Problems& problems) {
    base::Form form(node, problems);
    Example example;
    example.id = form.text("id");
    example.limit = form.optional_texts("limit");
    example.from = form.text("from");
    const auto optional = [&](const char* key) { return form.optional_text(key).value_or(""); };
    example.law = optional("law");
    example.territory = form.optional_text("territory").value_or("metropole");
    example.due = optional("due");
    example.last_day = optional("last_day");
    example.if_rolled = optional("if_rolled");
    example.effective = optional("effective");
    example.because = optional("because");
    example.reminder = optional("reminder");
    form.finish();
    return example;
}

std::vector<Example> examples(const std::string& key) {
    const std::string file = PREAVIS_ROOT "/tests/law/worked_examples.yaml";
    const auto reading = base::read_yaml(base::read_file(file), file);
    const auto& root = std::get<base::Node>(reading);
    base::Problems problems;
    std::vector<Example> result;
    for (const base::Node& item : root.find(key)->items) {
        result.push_back(read_example(item, problems));
    }
    EXPECT_EQ(base::to_string(problems), "");
    return result;
}

TimeLimit limit_of(const Example& example) {
    TimeLimit limit = parse_limit(example.limit[0]).value();
    if (example.limit[1] == "clear") limit.counting = Counting::clear;
    if (example.limit[1] == "notice") limit.counting = Counting::notice;
    if (example.limit.size() > 2) limit.direction = Direction::backwards;
    return limit;
}

std::string iso_or_empty(const std::optional<Date>& date) {
    return date ? date->iso() : "";
}

void expect_result(const Example& example, const DueDate& due, const Territory& where) {
    EXPECT_EQ(iso_or_empty(due.last_day), example.last_day);
    EXPECT_EQ(iso_or_empty(due.earliest_effective), example.effective);
    const std::string expected_due =
        example.due.empty() ? where.iso(where.end_of_day(day(example.last_day))) : example.due;
    EXPECT_EQ(where.iso(due.due), expected_due);
    EXPECT_FALSE(due.because.empty());
}

TEST(WorkedExamples, AreCountedAsTheCatalogueSays) {
    const auto all = examples("examples");
    ASSERT_EQ(all.size(), 34U);
    for (const Example& example : all) {
        SCOPED_TRACE(example.id);
        const Territory& where = territory(example.territory);
        const When start = when(example.from, where);
        const auto strict = std::get<DueDate>(count(limit_of(example), start, where));
        expect_result(example, strict, where);
        EXPECT_EQ(strict.rolled_because, "");
        if (example.if_rolled.empty()) continue;

        TimeLimit limit = limit_of(example);
        limit.roll = Roll::next;
        const auto rolled = std::get<DueDate>(count(limit, start, where));
        EXPECT_EQ(rolled.last_day->iso(), example.if_rolled);
        EXPECT_EQ(rolled.counted->iso(), example.last_day);
        EXPECT_EQ(rolled.rolled_because.empty(), example.if_rolled == example.last_day);
        if (!example.because.empty()) {
            EXPECT_EQ(rolled.rolled_because, example.because);
        }
    }
}

TEST(WorkedExamples, OfRulesAreCountedFromTheCatalogue) {
    for (const Example& example : examples("rules")) {
        SCOPED_TRACE(example.id);
        const Territory& where = territory(example.territory);
        const Rule* rule = catalogue().find(example.law);
        ASSERT_NE(rule, nullptr);
        const When start = when(example.from, where);
        const auto due = std::get<DueDate>(count(*rule, start, where, start.date));
        expect_result(example, due, where);
        EXPECT_EQ(due.because.front().code, "rule");
        if (!example.reminder.empty()) {
            EXPECT_EQ(iso_or_empty(where.open_day_at_or_before(*due.last_day)), example.reminder);
        }
    }
}

}  // namespace
}  // namespace preavis::law::test
