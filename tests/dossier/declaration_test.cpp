#include "dossier/declaration.h"

#include <gtest/gtest.h>

#include "dossier/support.h"

namespace preavis::dossier::test {
namespace {

std::string times(std::size_t count, const std::string& part) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += part;
    return all;
}

std::string problems_of(const std::string& declared) {
    base::Problems problems;
    read_declarations(yaml(declared).entries, problems);
    return base::to_string(problems);
}

/// One value (as JSON) read as the fact « x » of a type, written as in a YAML file.
struct Case {
    const char* type;
    std::string value;
    std::string told;
};

void expect_all(const std::vector<Case>& cases) {
    for (const Case& each : cases) {
        const Declarations declared = declarations("x: " + std::string(each.type));
        const std::string told = read("{\"x\":" + each.value + "}", declared);
        if (each.told.starts_with("{")) {
            EXPECT_EQ(told, each.told) << each.type << " " << each.value;
        } else {
            EXPECT_EQ(told, "f:1:6: « x » : " + each.told + "\n") << each.type << " " << each.value;
        }
    }
}

TEST(Declaration, IsReadWithEverythingItMaySay) {
    const Declarations declared = declarations(
        "motif: { type: choice, choices: [violence, absence], title: Motif, source: S001 6.d }\n"
        "note: { type: long_text, most: 12, optional: true, hint: Librement }\n"
        "incidents:\n"
        "  type: list\n"
        "  least: 1\n"
        "  most: 9\n"
        "  item: { type: record, fields: { date: { type: date }, lieu: { type: text } } }\n"
        "qui: { type: reference, of: personne }\n"
        "cents: { type: money, least: -5, most: 5 }\n");
    ASSERT_EQ(declared.size(), 5U);
    EXPECT_EQ(declared[0].title, "Motif");
    EXPECT_EQ(declared[0].source, "S001 6.d");
    EXPECT_TRUE(declared[0].required);
    EXPECT_EQ(find(declared, "note")->type.most, 12);
    EXPECT_EQ(find(declared, "note")->hint, "Librement");
    EXPECT_FALSE(find(declared, "note")->required);
    EXPECT_EQ(find(declared, "incidents")->type.item.front().fields.size(), 2U);
    EXPECT_EQ(find(declared, "qui")->type.of, "personne");
    EXPECT_EQ(find(declared, "cents")->type.least, -5);
    EXPECT_EQ(find(declared, "absent"), nullptr);
}

TEST(Declaration, TakesItsBoundsFromItsKind) {
    const Declarations declared = declarations(
        "a: { type: text }\nb: { type: long_text }\nc: { type: list, item: { type: text } }\n"
        "d: { type: integer }\n");
    EXPECT_EQ(declared[0].type.most, 200);
    EXPECT_EQ(declared[1].type.most, 5000);
    EXPECT_EQ(declared[2].type.most, 200);
    EXPECT_EQ(declared[3].type.least, 0);
    EXPECT_EQ(declared[3].type.most, 1'000'000'000'000);
}

TEST(Declaration, IsRefusedWithItsPlace) {
    const std::string kinds =
        "(valeurs possibles : text, long_text, integer, money, boolean, date, instant, choice, "
        "reference, list, record)\n";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"x: text", "f:1:4: un objet est attendu, pas un texte\n"},
        {"x: {}", "f:1:4: il manque « type »\n"},
        {"x: { type: texte }", "f:1:12: « texte » n'est pas une valeur de « type » " + kinds},
        {"x: { type: choice }", "f:1:4: il manque « choices »\n"},
        {"x: { type: choice, choices: [] }", "f:1:29: aucun choix\n"},
        {"x: { type: reference }", "f:1:4: il manque « of »\n"},
        {"x: { type: list }", "f:1:4: il manque « item »\n"},
        {"x: { type: record }", "f:1:4: il manque « fields »\n"},
        {"x: { type: text, titel: X }",
         "f:1:18: « titel » n'est pas connu ici (peut-être « title »)\n"},
        {"x: { type: date, most: 3 }", "f:1:18: « most » n'est pas connu ici\n"},
        {"x: { type: text, least: 3 }", "f:1:18: « least » n'est pas connu ici\n"},
        {"x: { type: integer, least: 5, most: 3 }",
         "f:1:37: « most » est plus petit que « least »\n"},
        {"x: { type: text, most: 0 }",
         "f:1:24: « most » doit être un nombre entier de 1 à 1000000000000\n"},
        {"x: { type: list, item: { type: mot } }",
         "f:1:32: « mot » n'est pas une valeur de « type » " + kinds},
        {"x: { type: record, fields: { y: { type: date, of: z } } }",
         "f:1:47: « of » n'est pas connu ici\n"},
        {"x: { type: text, optional: peut-être }",
         "f:1:28: « optional » doit être true ou false\n"},
    };
    for (const auto& [declared, told] : cases) EXPECT_EQ(problems_of(declared), told) << declared;
}

TEST(Fact, OfTextIsOneLineOfOneToSoManyCharacters) {
    expect_all({
        {"{ type: text }", "\"é\"", R"({"x":"é"})"},
        {"{ type: text }", "\"  mot \"", R"({"x":"mot"})"},
        {"{ type: text }", "\"\"", "le texte est vide"},
        {"{ type: text }", "\"  \"", "le texte est vide"},
        {"{ type: text }", "\"a\\nb\"", "le texte doit tenir sur une ligne"},
        {"{ type: long_text }", "\"a\\nb\"", R"({"x":"a\nb"})"},
        {"{ type: text }", "1", "il faut un texte, et non un nombre entier"},
        {"{ type: text }", "null", "il faut un texte, et non rien"},
        {"{ type: text }", "[]", "il faut un texte, et non une liste"},
        {"{ type: text, most: 3 }", "\"ééé\"", R"({"x":"ééé"})"},
        {"{ type: text, most: 3 }", "\"éééé\"", "le texte dépasse 3 caractères"},
        {"{ type: text, most: 3 }", "\"😀😀😀\"", R"({"x":"😀😀😀"})"},
    });
    const Declarations declared = declarations("x: { type: text }\ny: { type: long_text }");
    const auto both = [&declared](std::size_t x, std::size_t y) {
        return read("{\"x\":\"" + times(x, "a") + "\",\"y\":\"" + times(y, "b") + "\"}", declared);
    };
    EXPECT_EQ(both(200, 5000).front(), '{');
    EXPECT_NE(both(201, 5000).find("« x » : le texte dépasse 200 caractères"), std::string::npos);
    EXPECT_NE(both(200, 5001).find("« y » : le texte dépasse 5000 caractères"), std::string::npos);
}

TEST(Fact, OfANumberLiesWithinItsBounds) {
    expect_all({
        {"{ type: integer, least: -2, most: 3 }", "-2", R"({"x":-2})"},
        {"{ type: integer, least: -2, most: 3 }", "3", R"({"x":3})"},
        {"{ type: integer, least: -2, most: 3 }", "-3",
         "le nombre doit être compris entre -2 et 3"},
        {"{ type: integer, least: -2, most: 3 }", "4", "le nombre doit être compris entre -2 et 3"},
        {"{ type: integer }", "-1", "le nombre doit être compris entre 0 et 1000000000000"},
        {"{ type: integer }", "1000000000000", R"({"x":1000000000000})"},
        {"{ type: integer }", "1000000000001",
         "le nombre doit être compris entre 0 et 1000000000000"},
        {"{ type: integer }", "9223372036854775807",
         "le nombre doit être compris entre 0 et 1000000000000"},
        {"{ type: integer }", "1.0", "il faut un nombre entier, et non un nombre décimal"},
        {"{ type: integer }", "\"1\"", "il faut un nombre entier, et non un texte"},
        {"{ type: integer }", "true", "il faut un nombre entier, et non un booléen"},
        {"{ type: money }", "1250", R"({"x":1250})"},
        {"{ type: money }", "12.50", "il faut un montant en centimes, et non un nombre décimal"},
        {"{ type: money, most: 100 }", "101", "le nombre doit être compris entre 0 et 100"},
    });
}

TEST(Fact, OfABooleanIsNoWord) {
    expect_all({
        {"{ type: boolean }", "true", R"({"x":true})"},
        {"{ type: boolean }", "false", R"({"x":false})"},
        {"{ type: boolean }", "\"true\"", "il faut true ou false, et non un texte"},
        {"{ type: boolean }", "0", "il faut true ou false, et non un nombre entier"},
        {"{ type: boolean }", "null", "il faut true ou false, et non rien"},
    });
}

TEST(Fact, OfADateIsADayThatExists) {
    const auto no_date = [](const std::string& written) {
        return "« " + written + " » n'est pas une date (AAAA-MM-JJ)";
    };
    expect_all({
        {"{ type: date }", "\"2026-05-04\"", R"({"x":"2026-05-04"})"},
        {"{ type: date }", "\"2028-02-29\"", R"({"x":"2028-02-29"})"},
        {"{ type: date }", "\"1900-01-01\"", R"({"x":"1900-01-01"})"},
        {"{ type: date }", "\"2200-12-31\"", R"({"x":"2200-12-31"})"},
        {"{ type: date }", "\"2027-02-29\"", no_date("2027-02-29")},
        {"{ type: date }", "\"2026-04-31\"", no_date("2026-04-31")},
        {"{ type: date }", "\"1899-12-31\"", no_date("1899-12-31")},
        {"{ type: date }", "\"2201-01-01\"", no_date("2201-01-01")},
        {"{ type: date }", "\"04/05/2026\"", no_date("04/05/2026")},
        {"{ type: date }", "\"2026-5-4\"", no_date("2026-5-4")},
        {"{ type: date }", "\"2026-05-04T10:00\"", no_date("2026-05-04T10:00")},
        {"{ type: date }", "20260504", "il faut une date (AAAA-MM-JJ), et non un nombre entier"},
    });
}

TEST(Fact, OfAnInstantExistsOnceInTheTerritory) {
    expect_all({
        {"{ type: instant }", "\"2026-05-04T10:00\"", R"({"x":"2026-05-04T08:00:00.000Z"})"},
        {"{ type: instant }", "\"2026-05-04T10:00:30Z\"", R"({"x":"2026-05-04T10:00:30.000Z"})"},
        {"{ type: instant }", "\"2026-05-04T10:00+05:30\"", R"({"x":"2026-05-04T04:30:00.000Z"})"},
        {"{ type: instant }", "\"2026-10-25T02:30+01:00\"", R"({"x":"2026-10-25T01:30:00.000Z"})"},
        {"{ type: instant }", "\"2026-05-04\"", "il manque l'heure (AAAA-MM-JJTHH:MM)"},
    });
    const Declarations declared = declarations("x: { type: instant }");
    for (const char* bad :
         {"2026-03-29T02:30", "2026-10-25T02:30", "2026-05-04T24:00", "2026-05-04 10h", "demain"}) {
        const std::string told = read("{\"x\":\"" + std::string(bad) + "\"}", declared);
        EXPECT_TRUE(told.starts_with("f:1:6: « x » : ")) << bad << told;
    }
}

TEST(Fact, OfAChoiceIsOneOfThem) {
    expect_all({
        {"{ type: choice, choices: [violence, absence] }", "\"absence\"", R"({"x":"absence"})"},
        {"{ type: choice, choices: [violence, absence] }", "\"absense\"",
         "« absense » n'est pas l'un de : violence, absence (peut-être « absence »)"},
        {"{ type: choice, choices: [violence, absence] }", "\"vol\"",
         "« vol » n'est pas l'un de : violence, absence"},
        {"{ type: choice, choices: [violence, absence] }", "1",
         "il faut l'un de : violence, absence, et non un nombre entier"},
    });
}

TEST(Fact, OfAReferenceIs32HexadecimalDigits) {
    const std::string id = "0123456789abcdef0123456789abcdef";
    const std::string upper = "0123456789ABCDEF0123456789abcdef";
    expect_all({
        {"{ type: reference, of: menage }", "\"" + id + "\"", "{\"x\":\"" + id + "\"}"},
        {"{ type: reference, of: menage }", "\"" + upper + "\"",
         "« " + upper + " » n'est pas un identifiant"},
        {"{ type: reference, of: menage }", "\"" + id + "0\"",
         "« " + id + "0 » n'est pas un identifiant"},
        {"{ type: reference, of: menage }", "\"../etc\"", "« ../etc » n'est pas un identifiant"},
    });
}

TEST(Fact, OfAListHoldsSoManyItems) {
    const std::string type = "{ type: list, least: 1, most: 2, item: { type: integer, most: 9 } }";
    expect_all({
        {type.c_str(), "[1]", R"({"x":[1]})"},
        {type.c_str(), "[1,2]", R"({"x":[1,2]})"},
        {type.c_str(), "[]", "il faut au moins 1 élément(s)"},
        {type.c_str(), "[1,2,3]", "pas plus de 2 éléments"},
        {type.c_str(), "1", "il faut une liste, et non un nombre entier"},
    });
    EXPECT_EQ(read(R"({"x":[1,10]})", declarations("x: " + type)),
              "f:1:9: « x[2] » : le nombre doit être compris entre 0 et 9\n");
}

TEST(Fact, OfARecordIsReadFieldByFieldAtAnyDepth) {
    const Declarations declared = declarations(
        "x:\n"
        "  type: list\n"
        "  item:\n"
        "    type: record\n"
        "    fields:\n"
        "      date: { type: date }\n"
        "      lieu: { type: record, optional: true, fields: { nom: { type: text } } }\n");
    EXPECT_EQ(read(R"({"x":[{"date":"2026-05-04","lieu":{"nom":"Gare"}},{"date":"2026-05-05"}]})",
                   declared),
              R"({"x":[{"date":"2026-05-04","lieu":{"nom":"Gare"}},{"date":"2026-05-05"}]})");
    EXPECT_EQ(read(R"({"x":[{"date":"2026-05-04","lieu":{"nom":1}}]})", declared),
              "f:1:42: « x[1].lieu.nom » : il faut un texte, et non un nombre entier\n");
    EXPECT_EQ(read(R"({"x":[{"date":"2026-05-04","lieu":{}}]})", declared, false),
              "f:1:35: « x[1].lieu.nom » : manque : un texte\n")
        << "a record is never half there";
    EXPECT_EQ(read(R"({"x":[{"date":"2026-05-04","lieux":{}}]})", declared),
              "f:1:28: « lieux » n'est pas connu ici (peut-être « lieu »)\n");
    EXPECT_EQ(read(R"({"x":[1]})", declared),
              "f:1:7: « x[1] » : il faut un objet, et non un nombre entier\n");
}

TEST(Facts, MissingAreReportedOnlyWhereTheyMustBeComplete) {
    const Declarations declared =
        declarations("a: { type: date }\nb: { type: text, optional: true }\n");
    EXPECT_EQ(read("{}", declared, false), "{}");
    EXPECT_EQ(read("{}", declared, true), "f:1:1: « a » : manque : une date (AAAA-MM-JJ)\n");
    EXPECT_EQ(read(R"({"a":"2026-05-04"})", declared, true), R"({"a":"2026-05-04"})");
}

TEST(Facts, UnknownAndIllTypedAreAllReportedAtOnce) {
    const Declarations declared = declarations("date_remise: { type: date }\nlieu: { type: text }");
    EXPECT_EQ(read(R"({"date_remis":"2026-05-04","lieu":7})", declared),
              "f:1:1: « date_remise » : manque : une date (AAAA-MM-JJ)\n"
              "f:1:35: « lieu » : il faut un texte, et non un nombre entier\n"
              "f:1:2: « date_remis » n'est pas connu ici (peut-être « date_remise »)\n");
    EXPECT_EQ(read("[]", declared, false), "f:1:1: un objet est attendu, pas une liste\n");
}

TEST(Misfit, JudgesValuesThatComeFromAnotherRecord) {
    const FactType text = declarations("x: { type: text, most: 3 }")[0].type;
    const FactType date = declarations("x: { type: date }")[0].type;
    const FactType list = declarations("x: { type: list, most: 1, item: { type: text } }")[0].type;
    EXPECT_EQ(misfit(Value{std::string("abc")}, text), "");
    EXPECT_EQ(misfit(Value{std::string("\xff")}, text), "le texte n'est pas en UTF-8");
    EXPECT_EQ(misfit(Value{std::string("\x01")}, text),
              "le texte contient un caractère de contrôle");
    EXPECT_EQ(misfit(Value{true}, text), "il faut un texte");
    EXPECT_EQ(misfit(Value{std::string("2026-05-04")}, date), "il faut une date (AAAA-MM-JJ)");
    EXPECT_EQ(misfit(Value{day("2026-05-04")}, date), "");
    EXPECT_EQ(misfit(Value{List{Value{true}}}, list), "il faut un texte");
    EXPECT_EQ(misfit(Value{List{}}, list), "");
}

TEST(Schema, SaysInJsonWhatTheDeclarationsSay) {
    const Declarations declared = declarations(
        "a: { type: text, title: Un texte }\n"
        "b: { type: integer, least: 1, most: 9, optional: true }\n"
        "c: { type: choice, choices: [x, y] }\n"
        "d: { type: list, least: 1, item: { type: date } }\n"
        "e: { type: reference, of: menage, optional: true }\n"
        "f: { type: record, optional: true, fields: { g: { type: boolean } } }\n"
        "h: { type: instant, optional: true }\n");
    EXPECT_EQ(schema_of(declared).dump(),
              R"({"type":"object","additionalProperties":false,"properties":{)"
              R"("a":{"type":"string","minLength":1,"maxLength":200,"title":"Un texte"},)"
              R"("b":{"type":"integer","minimum":1,"maximum":9},)"
              R"("c":{"type":"string","enum":["x","y"]},)"
              R"("d":{"type":"array","minItems":1,"maxItems":200,)"
              R"("items":{"type":"string","format":"date"}},)"
              R"("e":{"type":"string","pattern":"^[0-9a-f]{32}$"},)"
              R"("f":{"type":"object","additionalProperties":false,)"
              R"("properties":{"g":{"type":"boolean"}},"required":["g"]},)"
              R"("h":{"type":"string","format":"date-time"}},"required":["a","c","d"]})");
    EXPECT_EQ(schema_of(Declarations{}).dump(),
              R"({"type":"object","additionalProperties":false,"properties":{}})");
}

TEST(Value, IsFoundByNameAndType) {
    const Facts facts = {{"t", Value{std::string("mot")}},
                         {"b", Value{true}},
                         {"n", Value{std::int64_t{3}}},
                         {"i", Value{instant("2026-05-04T08:15:00.250Z")}}};
    EXPECT_EQ(text_of(facts, "t"), "mot");
    EXPECT_EQ(text_of(facts, "n"), "");
    EXPECT_EQ(text_of(facts, "absent"), "");
    EXPECT_TRUE(is_true(facts, "b"));
    EXPECT_FALSE(is_true(facts, "t"));
    EXPECT_EQ(find(facts, "absent"), nullptr);
    EXPECT_EQ(to_json(facts).dump(),
              R"({"b":true,"i":"2026-05-04T08:15:00.250Z","n":3,"t":"mot"})");
}

}  // namespace
}  // namespace preavis::dossier::test
