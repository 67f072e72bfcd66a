#include <gtest/gtest.h>

#include <set>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"
#include "law/file_fields.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

std::string words_of(const TimeLimit& limit) {
    std::string words = iso_duration(limit);
    if (limit.counting != Counting::plain) words += " " + key_of(limit.counting);
    if (limit.roll != Roll::none) words += " " + key_of(limit.roll);
    if (limit.direction == Direction::backwards) words += " backwards";
    if (limit.last_day_excluded) words += " last_day_excluded";
    return words;
}

/// The value in the words of catalogue_facts.yaml.
std::string words_of(const Rule& rule, const RuleVersion& version) {
    const bool has_limit = rule.kind == Kind::limit || rule.kind == Kind::bounds;
    std::string words = has_limit ? words_of(version.limit) : key_of(rule.kind);
    if (version.least) words += " from " + iso_duration(*version.least);
    if (version.most) words += " to " + iso_duration(*version.most);
    for (const DayOfYear& day : version.days) {
        words += " " + Date::of(2001, day.month, day.day)->iso().substr(5);
    }
    if (version.weekday) {
        words += " " + weekday_keys()[static_cast<std::size_t>(*version.weekday) - 1];
    }
    if (version.minute_of_day) {
        const int minute = *version.minute_of_day;
        words += " " + clock_iso({Date(), minute / 60, minute % 60, 0}).substr(0, 5);
    }
    return words + (rule.recurs ? " recurs" : "");
}

/// Rules that the list does not have: how much longer an answer may be given, a choice of ours; how
/// long the post keeps a letter.
const std::set<std::string> our_own = {"DL52c", "DL56b", "DL60b"};

TEST(Catalogue, SaysOfEachLimitWhatTheListSays) {
    const std::string file = PREAVIS_ROOT "/tests/law/catalogue_facts.yaml";
    const auto reading = base::read_yaml(base::read_file(file), file);
    base::Problems problems;
    base::Form form(std::get<base::Node>(reading), problems);
    std::set<std::string> met = our_own;
    for (const base::Node& node : form.list("facts")) {
        base::Form fact(node, problems);
        const std::string id = fact.text("rule");
        SCOPED_TRACE(id);
        const Rule* rule = catalogue().find(id);
        ASSERT_NE(rule, nullptr);
        const auto* version =
            in_force(*rule, day(fact.optional_text("in_force").value_or("2026-06-01")));
        ASSERT_NE(version, nullptr);
        EXPECT_EQ(words_of(*rule, *version), fact.text("value"));
        const auto& readings = version->readings;
        EXPECT_EQ(readings.empty() ? "" : words_of(readings.front().limit),
                  fact.optional_text("or").value_or(""));
        EXPECT_LE(readings.size(), 1U);
        fact.finish();
        met.insert(id);
    }
    EXPECT_EQ(base::to_string(problems), "");
    std::set<std::string> all;
    for (const Rule& rule : catalogue().rules()) all.insert(rule.id);
    EXPECT_EQ(met, all);
}

}  // namespace
}  // namespace preavis::law::test
