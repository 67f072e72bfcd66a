#include "store/codec.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/failure.h"

namespace preavis::store {
namespace {

using namespace dossier;

std::string drawn_text() {
    std::string text;
    for (const auto point : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 0x7f))) {
        text += static_cast<char>(point);
    }
    return text + "é";
}

Value drawn_value(int depth) {
    switch (*rc::gen::inRange(0, depth > 0 ? 7 : 5)) {
        case 0: return {*rc::gen::arbitrary<bool>()};
        case 1: return {*rc::gen::arbitrary<std::int64_t>()};
        case 2: return {drawn_text()};
        case 3: return {law::Date::from_day_number(*rc::gen::inRange(-25000, 84000))};
        case 4: return {law::Instant{*rc::gen::arbitrary<std::int64_t>()}};
        case 5: {
            List list;
            for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
                list.push_back(drawn_value(depth - 1));
            return {list};
        }
        default: {
            Record record;
            for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
                const auto names = {"date", "instant", "record", "nom"};
                record[*rc::gen::elementOf(std::vector<std::string>(names.begin(), names.end()))] =
                    drawn_value(depth - 1);
            }
            return {record};
        }
    }
}

RC_GTEST_PROP(codec, facts_come_back_exactly, ()) {
    Facts facts;
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i) facts[drawn_text()] = drawn_value(3);
    RC_ASSERT(decode_facts(encode(facts)) == facts);
}

TEST(codec, what_was_not_written_by_the_store_is_a_failure) {
    for (const std::string text :
         {"", "{", R"({"a":{}})", R"({"a":{"date":"2026-02-30"}})", R"({"a":{"date":1}})",
          R"({"a":{"instant":"x"}})", R"({"a":null})", R"({"a":{"record":[]}})", R"({"a":1.5})"}) {
        EXPECT_THROW(decode_facts(text), base::Failure) << text;
    }
    EXPECT_THROW(decode_because(R"([["a"]])"), base::Failure);
    EXPECT_THROW(decode_grants(R"([{"role":"roi"}])"), base::Failure);
}

}  // namespace
}  // namespace preavis::store
