#include "base/yaml.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/reading.h"

namespace preavis::base::test {
namespace {

struct Case {
    std::string text;
    std::string told;
};

std::string read(const std::string& text) {
    return told(read_yaml(text, "f"));
}

void expect_all(const std::vector<Case>& cases) {
    for (const Case& each : cases) EXPECT_EQ(read(each.text), each.told) << each.text;
}

Node tree(const std::string& text) {
    return std::get<Node>(read_yaml(text, "f"));
}

TEST(Yaml, ReadsMapsListsAndTextsInBothStyles) {
    expect_all({
        {"a: 1\nb: [x, y]\n", R"({"a":"1","b":["x","y"]})"},
        {"- a\n- - b\n  - c\n", R"(["a",["b","c"]])"},
        {"a: {b: {c: d}}", R"({"a":{"b":{"c":"d"}}})"},
        {"a: [b: c]", R"({"a":[{"b":"c"}]})"},
        {"a: >-\n  one\n  two\nb: |\n  l1\n  l2\n", R"({"a":"one two","b":"l1\nl2\n"})"},
        {"a: ~\nb: null\nc:\nd: ''\n", R"({"a":null,"b":null,"c":null,"d":""})"},
        {"a: 1 # why\n# more\nb: 2", R"({"a":"1","b":"2"})"},
        {"---\na: 1\n...\n", R"({"a":"1"})"},
        {"a: 'l''un'\nb: \"\\u00e9\\n\"\n", R"({"a":"l'un","b":"é\n"})"},
        {"word", R"("word")"},
    });
}

TEST(Yaml, KeepsTheOrderOfKeysAndTellsQuotedTextsFromPlainOnes) {
    const Node map = tree("b: 1\na: '1'\nc: \"1\"\nd: |\n  1\n");
    EXPECT_EQ(map.entries.front().key, "b");
    EXPECT_FALSE(map.find("b")->quoted);
    for (const char* key : {"a", "c", "d"}) EXPECT_TRUE(map.find(key)->quoted) << key;
}

TEST(Yaml, GivesEachPartItsPlaceInCharacters) {
    const std::vector<Case> cases = {
        {"a: 1\nb: [x, y]\n", "1:1 1:1 1:4 2:1 2:4 2:5 2:8"},
        {"é: è, ok\nà: [é, {ü: \"ö\"}]\n", "1:1 1:1 1:4 2:1 2:4 2:5 2:8 2:9 2:12"},
        {"\xef\xbb\xbf"
         "a: 1\n",
         "1:1 1:1 1:4"},
        {"a: 1\r\nb: 2\r\n", "1:1 1:1 1:4 2:1 2:4"},
        {"\n\na:\n  - b\n", "3:1 3:1 4:3 4:5"},
        {"\"😀\": {x: y}", "1:1 1:1 1:6 1:7 1:10"},
    };
    for (const Case& each : cases) EXPECT_EQ(places(tree(each.text)), each.told) << each.text;
}

TEST(Yaml, RefusesADuplicateKeyAtItsPlace) {
    expect_all({
        {"a: 1\nb: 2\na: 3\n", "f:3:1: la clé « a » est écrite deux fois\n"},
        {"x: {é: 1, 'é': 2}", "f:1:11: la clé « é » est écrite deux fois\n"},
        {"- {a: 1}\n- {a: 2}\n", R"([{"a":"1"},{"a":"2"}])"},
    });
}

TEST(Yaml, RefusesAnchorsAliasesTagsAndMerges) {
    const std::string anchor = " les ancres YAML (&nom) sont interdites (répétez la valeur)\n";
    const std::string alias = " les alias YAML (*nom) sont interdits";
    const std::string tag = " les étiquettes YAML (!type) sont interdites\n";
    expect_all({
        {"a: &x 1\nb: *x\n", "f:1:4:" + anchor + "f:2:4:" + alias + " (répétez la valeur)\n"},
        {"a: &x\n", "f:1:4:" + anchor},
        {"&x a: 1\n", "f:1:1:" + anchor},
        {"- &x [1]\n", "f:1:3:" + anchor},
        {"a: *x\n", "f:1:4:" + alias + "\n"},
        {"a: !!str 1", "f:1:4:" + tag},
        {"a: !x [1]", "f:1:4:" + tag},
        {"a: ! 1", "f:1:4:" + tag},
        {"a: ! {b: 1}", "f:1:4:" + tag},
        {"- !x\n", "f:1:3:" + tag},
        {"- !<?> b\n", "f:1:3:" + tag},
        {"<<: {a: 1}\n", "f:1:1: la fusion YAML (<<) est interdite\n"},
    });
}

TEST(Yaml, RefusesWordsThatOtherToolsReadAsBooleans) {
    for (const std::string word : {"on", "off", "yes", "no", "On", "OFF", "Yes", "NO"}) {
        const std::string why = " « " + word +
                                " » est lu comme un booléen par d'autres outils (écrivez true ou "
                                "false, ou mettez des guillemets)\n";
        EXPECT_EQ(read("a: " + word), "f:1:4:" + why);
        EXPECT_EQ(read(word + ": a"), "f:1:1:" + why);
        EXPECT_EQ(read("a: '" + word + "'"), R"({"a":")" + word + "\"}");
    }
    for (const std::string word : {"true", "False", "none", "only", "yesterday", "oN", "y", "n"}) {
        EXPECT_EQ(read("a: " + word), R"({"a":")" + word + "\"}");
    }
}

TEST(Yaml, RefusesAKeyThatIsNoWord) {
    const std::string why = " une clé doit être un mot\n";
    expect_all({
        {"[a]: 1", "f:1:1:" + why},
        {"? {a: b}\n: 1", "f:1:3:" + why},
        {": 1", "f:1:1:" + why},
        {"~: 1\nnull: 2\n", "f:1:1:" + why + "f:2:1:" + why},
    });
}

TEST(Yaml, RefusesAFileThatHoldsNoneOrTwoDocuments) {
    const std::string two = " un seul document YAML par fichier (supprimez « --- »)\n";
    expect_all({
        {"", "f:1:1: le fichier est vide\n"},
        {"\xef\xbb\xbf", "f:1:1: le fichier est vide\n"},
        {"# rien\n", "f:1:1: le fichier est vide\n"},
        {"a: 1\n---\nb: 2\n", "f:3:1:" + two},
        {"a: 1\n---\n", "f:3:1:" + two},
    });
}

TEST(Yaml, SaysInFrenchWhereTheFileIsMalformed) {
    expect_all({
        {"a: [1, 2\n", "f:2:1: il manque « ] »\n"},
        {"a: {b: 1", "f:1:9: il manque « } »\n"},
        {"a: ]", "f:1:4: « ] » ou « } » ne ferme rien\n"},
        {"é: b: c", "f:1:5: « : » n'est pas attendu ici\n"},
        {"a:\n  - 1\n b: 2\n", "f:3:2: la suite n'est pas alignée avec les clés qui précèdent\n"},
        {"a: \"x", "f:1:6: un guillemet n'est pas fermé\n"},
        {"a: \"é\\q\"", "f:1:8: « \\ » suivi d'un caractère qui n'a pas de sens\n"},
        {"a: \"\\ud800\"", "f:1:11: ce caractère Unicode n'existe pas\n"},
        {"a: \"\\xzz\"", "f:1:9: « \\x », « \\u » ou « \\U » sans ses chiffres\n"},
        {"a: @x", "f:1:4: ce caractère ne peut pas commencer une valeur\n"},
        {"a: `x`", "f:1:4: ce caractère ne peut pas commencer une valeur\n"},
        {"%YAML 3.0\n---\na: 1\n", "f:1:1: YAML mal formé\n"},
    });
}

TEST(Yaml, RefusesAQuoteThatOnlyTheEndOfTheFileCloses) {
    const std::string why = " un guillemet n'est pas fermé\n";
    expect_all({
        {"a: \"x\n", "f:1:4:" + why},
        {"a: 'x\nb: 2\n", "f:1:4:" + why},
        {"a: 'x''\n", "f:1:4:" + why},
        {"a: \"x\\\"\n", "f:1:4:" + why},
        {"a: 'x'''\n", R"({"a":"x'"})"},
        {"a: \"x\\\\\"\n", R"({"a":"x\\"})"},
        {"a: 'x\n  y'\n", R"({"a":"x y"})"},
    });
}

TEST(Yaml, RefusesBytesThatAreNoText) {
    const std::string utf8 = " le fichier n'est pas en UTF-8\n";
    const std::string control = " le fichier contient un caractère de contrôle\n";
    const std::string escaped = " caractère de contrôle dans un texte\n";
    expect_all({
        {"a: \xff", "f:1:4:" + utf8},
        {"é: 1\nb: é\xc3", "f:2:5:" + utf8},
        {"a: \xc0\x80", "f:1:4:" + utf8},
        {"a: \xed\xa0\x80", "f:1:4:" + utf8},
        {std::string("a\0: 1", 5), "f:1:2:" + control},
        {"a: 1\nbé: \x01", "f:2:5:" + control},
        {"a: \x7f", "f:1:4:" + control},
        {"a: \xc2\x85", "f:1:4:" + control},
        {"a: 1\rb: 2", "f:1:5:" + control},
        {"a: \"\\0\"", "f:1:4:" + escaped},
        {"a: \"\\x9c\"", "f:1:4:" + escaped},
        {"a: \"x\\N\"", "f:1:4:" + escaped},
        {"a: \"x\\_\"", "f:1:4:" + escaped},
        {"\"\\e\": a", "f:1:1:" + escaped},
    });
}

TEST(Yaml, ReportsEveryProblemAtOnce) {
    EXPECT_EQ(read("a: no\na: &x 1\nb: !t 2\n"),
              "f:1:4: « no » est lu comme un booléen par d'autres outils (écrivez true ou false, "
              "ou mettez des guillemets)\n"
              "f:2:1: la clé « a » est écrite deux fois\n"
              "f:2:4: les ancres YAML (&nom) sont interdites (répétez la valeur)\n"
              "f:3:4: les étiquettes YAML (!type) sont interdites\n");
}

TEST(Yaml, CountsLevelsOnBothSidesOfTheBorder) {
    const auto nested = [](std::size_t depth) { return times(depth, "[") + times(depth, "]"); };
    EXPECT_EQ(told(read_yaml(nested(3), "f", 3)), "[[[]]]");
    EXPECT_EQ(told(read_yaml(nested(4), "f", 3)), "f:1:4: trop de niveaux imbriqués\n");
    EXPECT_EQ(read(nested(33)), "f:1:33: trop de niveaux imbriqués\n");
    EXPECT_EQ(told(read_yaml("a:\n b:\n  c: d\n", "f", 2)), "f:3:3: trop de niveaux imbriqués\n");
}

TEST(Yaml, SurvivesBombsOfLevels) {
    std::string indented;
    for (std::size_t i = 0; i < 1000; ++i) indented += times(i, " ") + "a:\n";
    std::vector<std::string> bombs = {indented, times(50'000, "[") + times(50'000, "]")};
    for (const char* part : {"[", "{", "- ", "? ", "{a: ", "? - ", "[{a: ", "- a: ", "- \n"}) {
        bombs.push_back(times(50'000, part));
    }
    for (const std::string& bomb : bombs) {
        const auto reading = read_yaml(bomb, "f");
        if (bomb.ends_with("\n") && bomb.starts_with("- ")) continue;
        EXPECT_TRUE(std::holds_alternative<Problems>(reading)) << bomb.substr(0, 10);
    }
    EXPECT_EQ(read("a: '" + times(100'000, "[") + "'").size(), 100'008U);
}

TEST(Yaml, ReadsALargeMapWithoutDelay) {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "clef" + std::to_string(i) + ": 1\n";
    EXPECT_EQ(tree(text).entries.size(), 20'000U);
}

TEST(Yaml, ReadsEveryDataFileOfTheRepository) {
    for (const char* folder : {"data", "workflows", "templates", "examples"}) {
        for (const auto& file :
             files_below(std::filesystem::path(PREAVIS_ROOT) / folder, ".yaml")) {
            const auto reading = read_yaml(read_file(file), file.string());
            EXPECT_TRUE(std::holds_alternative<Node>(reading)) << told(reading);
        }
    }
}

}  // namespace
}  // namespace preavis::base::test
