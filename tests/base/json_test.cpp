#include "base/json.h"

#include <gtest/gtest.h>

#include "base/reading.h"

namespace preavis::base::test {
namespace {

struct Case {
    std::string text;
    std::string told;
};

std::string read(const std::string& text, const JsonLimits& limits = {}) {
    return told(read_json(text, "f", limits));
}

void expect_all(const std::vector<Case>& cases) {
    for (const Case& each : cases) EXPECT_EQ(read(each.text), each.told) << each.text;
}

TEST(Json, ReadsEveryKindOfValue) {
    expect_all({
        {R"({"b":1,"a":[true,false,null,"é",{"c":-2.5}]})",
         R"({"b":1,"a":[true,false,null,"é",{"c":-2.5}]})"},
        {" \r\n\t[ 1 , 2 ] ", "[1,2]"},
        {"\xef\xbb\xbf[1]", "[1]"},
        {"[]", "[]"},
        {"{}", "{}"},
        {R"("")", R"("")"},
        {R"({"":1})", R"({"":1})"},
        {R"("\u00e9\/\"\\\n\t")", R"("é/\"\\\n\t")"},
        {"[-0, 0, 1.0, 1e2]", "[0,0,1.0,100.0]"},
    });
}

TEST(Json, GivesEachPartItsPlaceInCharacters) {
    const std::vector<Case> cases = {
        {R"({"a":1,"b":[true,null,"é",{"c":-2.5}]})",
         "1:1 1:2 1:6 1:8 1:12 1:13 1:18 1:23 1:27 1:28 1:32"},
        {"{\n  \"é\": 12,\n  \"b\": [1 , 2]\n}", "1:1 2:3 2:8 3:3 3:8 3:9 3:13"},
        {"\xef\xbb\xbf{\"a\":1}", "1:1 1:2 1:6"},
        {"[1,2\n,3\r\n,\n4]", "1:1 1:2 1:4 2:2 4:1"},
        {"[[1],{},[],12]", "1:1 1:2 1:3 1:6 1:9 1:12"},
        {R"(["😀", "x"])", "1:1 1:2 1:7"},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(places(std::get<Node>(read_json(each.text, "f"))), each.told) << each.text;
    }
}

TEST(Json, RefusesIntegersBeyond64BitsOnBothSides) {
    expect_all({
        {"9223372036854775807", "9223372036854775807"},
        {"9223372036854775808", "f:1:1: nombre trop grand\n"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"-9223372036854775809", "f:1:1: nombre trop grand\n"},
        {"18446744073709551616", "f:1:1: nombre trop grand\n"},
        {"[1, " + times(500, "9") + "]", "f:1:5: nombre trop grand\n"},
        {"[1e308]", "[1e+308]"},
        {"[1e999]", "f:1:2: nombre trop grand\n"},
        {"[-1e999]", "f:1:2: nombre trop grand\n"},
        {"[1e-999]", "[0.0]"},
    });
}

TEST(Json, RefusesADuplicateKeyAtItsPlaceAndReadsOn) {
    expect_all({
        {R"({"a":1,"a":2,"b":3,"b":4})",
         "f:1:8: la clé « a » est écrite deux fois\nf:1:20: la clé « b » est écrite deux fois\n"},
        {R"({"é":1,"\u00e9":2})", "f:1:8: la clé « é » est écrite deux fois\n"},
        {R"([{"a":1},{"a":2}])", R"([{"a":1},{"a":2}])"},
    });
}

TEST(Json, SaysWhatItDidNotExpectAndWhere) {
    const auto surprise = [](const std::string& place, const std::string& what) {
        return "f:" + place + ": JSON mal formé : « " + what + " » n'est pas attendu ici\n";
    };
    expect_all({
        {R"({"a" 1})", surprise("1:6", "1")},
        {R"({"a":1,})", surprise("1:8", "}")},
        {"[1,]", surprise("1:4", "]")},
        {"[1,,2]", surprise("1:4", ",")},
        {"[1 2]", surprise("1:4", "2")},
        {"[1 -22]", surprise("1:4", "-")},
        {R"(["é" "zz"])", surprise("1:6", "\"")},
        {"[true\n false]", surprise("2:2", "f")},
        {R"({"a":tru})", surprise("1:9", "}")},
        {"nulx", surprise("1:4", "x")},
        {"{1:2}", surprise("1:2", "1")},
        {"{'a':1}", surprise("1:2", "'")},
        {R"({"é" é})", surprise("1:6", "é")},
        {R"({"a":NaN})", surprise("1:6", "N")},
        {"// x\n1", surprise("1:1", "/")},
        {"[1] x", surprise("1:5", "x")},
        {"[1] [2]", surprise("1:5", "[")},
        {"[1}", surprise("1:3", "}")},
        {R"({"a":1])", surprise("1:7", "]")},
        {"01", surprise("1:2", "1")},
        {"+1", surprise("1:1", "+")},
        {"[1.]", surprise("1:4", "]")},
        {R"("\q")", surprise("1:3", "q")},
        {"\xef\xbb\xbd[]", surprise("1:1", "\xef\xbb\xbd")},
    });
}

TEST(Json, SaysThatTheTextStopsTooEarly) {
    const std::string why = "JSON mal formé : le texte s'arrête trop tôt\n";
    expect_all({
        {"", "f:1:1: " + why},
        {"  ", "f:1:3: " + why},
        {"{", "f:1:2: " + why},
        {"[\"é", "f:1:4: " + why},
        {"{\n\"a\":", "f:2:5: " + why},
        {"nul", "f:1:4: " + why},
        {"-", "f:1:2: " + why},
    });
}

TEST(Json, RefusesHalfASurrogatePair) {
    expect_all({
        {R"("\ud83d\ude00")", R"("😀")"},
        {R"("\ud83d")", "f:1:8: JSON mal formé : « \" » n'est pas attendu ici\n"},
        {R"("\ud83dx")", "f:1:8: JSON mal formé : « x » n'est pas attendu ici\n"},
        {R"("\ude00")", "f:1:7: JSON mal formé : « 0 » n'est pas attendu ici\n"},
        {R"("\ud83d\u0041")", "f:1:13: JSON mal formé : « 1 » n'est pas attendu ici\n"},
    });
}

TEST(Json, RefusesBytesAndEscapesThatAreNoText) {
    const std::string control = "caractère de contrôle";
    expect_all({
        {"\"\xff\"", "f:1:2: le texte n'est pas en UTF-8\n"},
        {"[\"a\",\n \"é\xc0\x80\"]", "f:2:4: le texte n'est pas en UTF-8\n"},
        {"\xef\xbb", "f:1:1: le texte n'est pas en UTF-8\n"},
        {"\xff\xfe[", "f:1:1: le texte n'est pas en UTF-8\n"},
        {"\"a\tb\"", "f:1:3: JSON mal formé : un " + control + " n'est pas attendu ici\n"},
        {"\"a\nb\"", "f:1:3: JSON mal formé : un " + control + " n'est pas attendu ici\n"},
        {std::string("[1]\0]", 5), "f:1:4: le texte contient un octet nul\n"},
        {std::string("\"é\0\"", 5), "f:1:3: le texte contient un octet nul\n"},
        {R"(["\u0000", "\u001f", "\u007f", "\u0085", "\r"])",
         "f:1:2: " + control + " dans un texte\nf:1:12: " + control +
             " dans un texte\nf:1:22: " + control + " dans un texte\nf:1:32: " + control +
             " dans un texte\nf:1:42: " + control + " dans un texte\n"},
        {R"({"\b":1})", "f:1:2: " + control + " dans une clé\n"},
        {"\"\x7f\"", "f:1:1: " + control + " dans un texte\n"},
    });
}

TEST(Json, KeepsEachLimitOnBothSides) {
    const JsonLimits limits{.bytes = 20, .depth = 2, .values = 4};
    EXPECT_EQ(read("[1,2,3]", limits), "[1,2,3]");
    EXPECT_EQ(read("[1,2,3,4]", limits), "f:1:1: trop de valeurs\n");
    EXPECT_EQ(read("[[1]]", limits), "[[1]]");
    EXPECT_EQ(read("[1,[[2]]]", limits), "f:1:5: trop de niveaux imbriqués\n");
    EXPECT_EQ(read(R"({"a":{"b":{}}})", limits), "f:1:11: trop de niveaux imbriqués\n");
    EXPECT_EQ(read("\"" + times(18, "x") + "\"", limits).size(), 20U);
    EXPECT_EQ(read("\"" + times(19, "x") + "\"", limits), "f:1:1: texte trop long\n");
}

TEST(Json, SurvivesBombs) {
    for (const char* part : {"[", "{\"a\":", "[{\"a\":["}) {
        EXPECT_NE(read(times(100'000, part)).find("trop de niveaux imbriqués"), std::string::npos);
    }
    std::string wide = "{";
    for (int i = 0; i < 19'000; ++i) wide += "\"k" + std::to_string(i) + "\":1,";
    wide.back() = '}';
    EXPECT_EQ(std::get<Node>(read_json(wide, "f")).entries.size(), 19'000U);
}

TEST(Json, IsWrittenInTheOrderInWhichItWasSet) {
    Json object = Json::object();
    object["b"] = 1;
    object["a"] = 2;
    EXPECT_EQ(object.dump(), R"({"b":1,"a":2})");
}

}  // namespace
}  // namespace preavis::base::test
