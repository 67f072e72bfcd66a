#include "base/form.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/reading.h"
#include "base/yaml.h"

namespace preavis::base::test {
namespace {

Node yaml(const std::string& text) {
    return std::get<Node>(read_yaml(text, "f"));
}

/// The problems that `ask` finds in a YAML text.
template <class Ask>
std::string asked(const std::string& text, Ask ask) {
    const Node node = yaml(text);
    Problems problems;
    Form form(node, problems);
    ask(form);
    return to_string(problems);
}

TEST(Form, ReadsEachTypeOfField) {
    const Node node = yaml("t: mot\nq: '12'\nn: -12\nb: true\nl: [a, b]\nm: {x: 1}\nz:\n");
    Problems problems;
    Form form(node, problems);
    EXPECT_EQ(form.text("t"), "mot");
    EXPECT_EQ(form.text("q"), "12");
    EXPECT_EQ(form.integer("n", -20, 0), -12);
    EXPECT_TRUE(form.boolean("b"));
    EXPECT_EQ(form.texts("l"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(form.texts("t"), (std::vector<std::string>{"mot"}));
    EXPECT_EQ(form.list("l").size(), 2U);
    EXPECT_EQ(form.map("m").front().key, "x");
    EXPECT_EQ(form.choice("t", {"rien", "mot"}), "mot");
    EXPECT_EQ(form.node("z")->kind, Node::Kind::null);
    EXPECT_TRUE(form.has("t"));
    EXPECT_FALSE(form.has("absent"));
    form.finish();
    EXPECT_EQ(to_string(problems), "");
}

TEST(Form, GivesNothingForWhatIsOptionalAndAbsent) {
    const Node node = yaml("{}");
    Problems problems;
    Form form(node, problems);
    EXPECT_EQ(form.optional_text("a"), std::nullopt);
    EXPECT_EQ(form.optional_integer("a", 0, 1), std::nullopt);
    EXPECT_EQ(form.optional_boolean("a"), std::nullopt);
    EXPECT_TRUE(form.optional_texts("a").empty());
    EXPECT_TRUE(form.optional_list("a").empty());
    EXPECT_TRUE(form.optional_map("a").empty());
    EXPECT_EQ(form.optional_node("a"), nullptr);
    EXPECT_EQ(to_string(problems), "");
}

TEST(Form, ReportsWhatIsMissingOnceAndAtTheMap) {
    const std::string missing = "f:2:3: il manque « a »\n";
    const std::string text = "x:\n  b: 1\n";
    const Node outer = yaml(text);
    const auto ask = [&outer](auto get) {
        Problems problems;
        Form form(*outer.find("x"), problems);
        get(form);
        return to_string(problems);
    };
    EXPECT_EQ(ask([](Form& f) { EXPECT_EQ(f.text("a"), ""); }), missing);
    EXPECT_EQ(ask([](Form& f) { EXPECT_EQ(f.integer("a", 3, 9), 3); }), missing);
    EXPECT_EQ(ask([](Form& f) { EXPECT_FALSE(f.boolean("a")); }), missing);
    EXPECT_EQ(ask([](Form& f) { EXPECT_TRUE(f.texts("a").empty()); }), missing);
    EXPECT_EQ(ask([](Form& f) { EXPECT_TRUE(f.list("a").empty()); }), missing);
    EXPECT_EQ(ask([](Form& f) { EXPECT_TRUE(f.map("a").empty()); }), missing);
    EXPECT_EQ(ask([](Form& f) { EXPECT_EQ(f.choice("a", {"x"}), ""); }), missing);
    EXPECT_EQ(ask([](Form& f) { EXPECT_EQ(f.node("a"), nullptr); }), missing);
}

TEST(Form, ReportsWhatIsIllTypedAtTheValue) {
    EXPECT_EQ(asked("a: [1]", [](Form& f) { f.text("a"); }),
              "f:1:4: « a » doit être un texte, pas une liste\n");
    EXPECT_EQ(asked("a:", [](Form& f) { f.text("a"); }),
              "f:1:3: « a » doit être un texte, pas rien\n");
    EXPECT_EQ(asked("a: ''", [](Form& f) { f.text("a"); }), "f:1:4: « a » est vide\n");
    EXPECT_EQ(asked("a: oui", [](Form& f) { f.boolean("a"); }),
              "f:1:4: « a » doit être true ou false\n");
    EXPECT_EQ(asked("a: 'true'", [](Form& f) { f.boolean("a"); }),
              "f:1:4: « a » doit être true ou false\n");
    EXPECT_EQ(asked("a: mot", [](Form& f) { f.list("a"); }),
              "f:1:4: « a » doit être une liste, pas un texte\n");
    EXPECT_EQ(asked("a: [1]", [](Form& f) { f.map("a"); }),
              "f:1:4: « a » doit être un objet, pas une liste\n");
    EXPECT_EQ(asked("a: [x, [y], {z: 1}]", [](Form& f) { f.texts("a"); }),
              "f:1:8: un texte est attendu, pas une liste\n"
              "f:1:13: un texte est attendu, pas un objet\n");
    EXPECT_EQ(asked("a: rouje",
                    [](Form& f) {
                        f.choice("a", {"rouge", "vert"});
                    }),
              "f:1:4: « rouje » n'est pas une valeur de « a » (valeurs possibles : rouge, vert)\n");
}

TEST(Form, KeepsTheBoundsOfIntegersOnBothSides) {
    const std::string why = "f:1:4: « a » doit être un nombre entier de 1 à 12\n";
    const auto ask = [](Form& f) { f.integer("a", 1, 12); };
    for (const char* good : {"a: 1", "a: 12"}) EXPECT_EQ(asked(good, ask), "") << good;
    for (const char* bad : {"a: 0", "a: 13", "a: '5'", "a: 5.0", "a: +5", "a: 0x5", "a: 5 ", "a: x",
                            "a: -5", "a: [5]", "a: 9223372036854775808", "a: 1_0"}) {
        if (std::string(bad) == "a: 5 ") {
            EXPECT_EQ(asked(bad, ask), "") << "blanks at the end of a line are no part of a value";
        } else {
            EXPECT_EQ(asked(bad, ask), why) << bad;
        }
    }
}

TEST(Form, ReportsWhatNobodyAskedForWithTheClosestKey) {
    EXPECT_EQ(asked("tittle: x\nzzz: 1\ntitle: y\n",
                    [](Form& f) {
                        f.text("title");
                        f.optional_text("source");
                        f.finish();
                    }),
              "f:1:1: « tittle » n'est pas connu ici (peut-être « title »)\n"
              "f:2:1: « zzz » n'est pas connu ici\n");
}

TEST(Form, ReportsOnlyOnceThatItIsNoMap) {
    EXPECT_EQ(asked("[a]",
                    [](Form& f) {
                        f.text("a");
                        f.integer("b", 0, 1);
                        f.list("c");
                        f.finish();
                    }),
              "f:1:1: un objet est attendu, pas une liste\n");
}

TEST(Form, ReportsAtTheValueOrAtTheMap) {
    EXPECT_EQ(asked("b: 1\na: 2", [](Form& f) { f.report("a", "non", "si"); }),
              "f:2:4: non (si)\n");
    EXPECT_EQ(asked("b: 1\n", [](Form& f) { f.report("a", "non"); }), "f:1:1: non\n");
}

TEST(Form, AnswersAFloodOfUnknownKeysWithoutDelay) {
    std::string text = "{";
    for (int i = 0; i < 15'000; ++i) text += "\"cle_inconnue_" + std::to_string(i) + "\":1,";
    text.back() = '}';
    const Node node = std::get<Node>(read_json(text, "f"));
    Problems problems;
    Form form(node, problems);
    for (int i = 0; i < 30; ++i) form.optional_text("fait_attendu_" + std::to_string(i));
    form.finish();
    EXPECT_EQ(problems.size(), 15'000U);
}

TEST(Scalars, OfJsonAreNeverTakenForAnotherType) {
    const Node list = std::get<Node>(read_json(R"([1, "1", true, "true", 1.0, null])", "f"));
    EXPECT_EQ(as_integer(list.items[0]), 1);
    EXPECT_EQ(as_integer(list.items[1]), std::nullopt);
    EXPECT_EQ(as_boolean(list.items[2]), true);
    EXPECT_EQ(as_boolean(list.items[3]), std::nullopt);
    EXPECT_EQ(as_integer(list.items[4]), std::nullopt);
    EXPECT_EQ(as_text(list.items[0]), std::nullopt);
    EXPECT_EQ(as_text(list.items[3]), "true");
    EXPECT_EQ(as_text(list.items[5]), std::nullopt);
}

TEST(Scalars, OfYamlAreReadAtTheBordersOf64Bits) {
    const auto number = [](const std::string& written) { return as_integer(yaml(written)); };
    EXPECT_EQ(number("9223372036854775807"), INT64_MAX);
    EXPECT_EQ(number("9223372036854775808"), std::nullopt);
    EXPECT_EQ(number("-9223372036854775808"), INT64_MIN);
    EXPECT_EQ(number("-9223372036854775809"), std::nullopt);
    EXPECT_EQ(number("-0"), 0);
    EXPECT_EQ(number("12a"), std::nullopt);
}

}  // namespace
}  // namespace preavis::base::test
