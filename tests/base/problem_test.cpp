#include "base/problem.h"

#include <gtest/gtest.h>

#include "base/expects.h"
#include "base/node.h"
#include "base/place_finder.h"
#include "base/refusal.h"

namespace preavis::base::test {
namespace {

TEST(Problem, IsWrittenWithItsPlaceAndHint) {
    const Problem plain{{"a.yaml", 3, 7}, "il manque « x »", ""};
    const Problem hinted{{"b.yaml", 1, 1}, "non", "plutôt oui"};
    EXPECT_EQ(to_string(plain), "a.yaml:3:7: il manque « x »");
    EXPECT_EQ(to_string(Problems{plain, hinted}),
              "a.yaml:3:7: il manque « x »\nb.yaml:1:1: non (plutôt oui)\n");
    EXPECT_EQ(to_string(Problems{}), "");
}

TEST(PlaceFinder, CountsCharactersInAnyOrder) {
    const std::string text = "aé\n😀b\r\n\nc";
    PlaceFinder places(text, "f");
    const auto at = [&places](std::size_t offset) {
        const Place place = places.at(offset);
        return std::to_string(place.line) + ":" + std::to_string(place.column);
    };
    const std::vector<std::pair<std::size_t, std::string>> expected = {
        {0, "1:1"}, {1, "1:2"}, {3, "1:3"},  {4, "2:1"},  {8, "2:2"},
        {4, "2:1"}, {0, "1:1"}, {11, "3:1"}, {12, "4:1"}, {13, "4:2"}};
    for (const auto& [offset, place] : expected) EXPECT_EQ(at(offset), place) << offset;
    EXPECT_EQ(at(1000), "4:2");
    EXPECT_EQ(places.at(0).file, "f");
}

TEST(Expects, ThrowsABugThatNamesThePromise) {
    EXPECT_NO_THROW(expects(1 + 1 == 2));
    try {
        expects(1 + 1 == 3);
        FAIL();
    } catch (const Bug& bug) {
        EXPECT_NE(std::string(bug.what()).find("expected 1 + 1 == 3"), std::string::npos);
    }
}

TEST(Refusal, IsFoundInAnAnswer) {
    const Answer<int> yes = 1;
    const Answer<int> no = Refusal{"code", "Non.", "art. 1"};
    EXPECT_EQ(refusal_of(yes), nullptr);
    EXPECT_EQ(refusal_of(no)->code, "code");
}

TEST(Node, NamesEachKindInFrench) {
    const std::vector<std::pair<Node::Kind, std::string>> names = {
        {Node::Kind::null, "rien"},
        {Node::Kind::boolean, "un booléen"},
        {Node::Kind::integer, "un nombre entier"},
        {Node::Kind::decimal, "un nombre décimal"},
        {Node::Kind::text, "un texte"},
        {Node::Kind::list, "une liste"},
        {Node::Kind::map, "un objet"}};
    for (const auto& [kind, name] : names) {
        Node node;
        node.kind = kind;
        EXPECT_EQ(kind_in_french(node), name);
    }
}

}  // namespace
}  // namespace preavis::base::test
