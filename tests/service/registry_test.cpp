#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/desk.h"
#include "service/spreadsheet.h"

namespace preavis::service::test {
namespace {

using dossier::NounKind;
using ::testing::HasSubstr;

constexpr const char* salma =
    R"({"nom": "N'Diaye-Éloïse", "prenoms": "Salma Awa", "date_naissance": "1990-01-02")";

TEST(Registry, a_person_already_known_answers_with_the_candidates) {
    Desk desk;
    const auto who = desk.as(desk.actor("siao_agent"));
    const std::string known = desk.create("personne", std::string(salma) + "}", who.actor);
    Registry registry(desk.office());
    const Outcome twice = registry.create(
        NounKind::personne,
        json_node(
            R"({"nom": "NDIAYE ELOISE", "prenoms": "SALMA", "date_naissance": "1990-01-02"})"),
        who);
    ASSERT_EQ(verdict(twice), "personne_connue");
    EXPECT_EQ(std::get<base::Refusal>(twice).missing.front().fact, known);
    const Outcome confirmed = registry.create(
        NounKind::personne, json_node(std::string(salma) + R"(, "autre_personne": true})"), who);
    EXPECT_EQ(verdict(confirmed), "done");
    const Outcome born_later = registry.create(
        NounKind::personne,
        json_node(
            R"({"nom": "Ndiaye Eloise", "prenoms": "Salma", "date_naissance": "1990-01-03"})"),
        who);
    EXPECT_EQ(verdict(born_later), "done");
}

TEST(Registry, a_body_is_read_strictly_and_every_problem_is_told) {
    Desk desk;
    const auto who = desk.as(desk.actor("siao_agent"));
    Registry registry(desk.office());
    const std::vector<std::tuple<NounKind, std::string, std::string>> cases = {
        {NounKind::personne, R"({"nom": "X"})", "« prenoms » : manque"},
        {NounKind::personne, R"({"nom": "X", "prenoms": "Y", "date_naissance": "2990-01-01"})",
         "date_naissance"},
        {NounKind::personne, R"({"nom": 3, "prenoms": "Y", "date_naissance": "1990-01-01"})",
         "« nom »"},
        {NounKind::personne,
         R"({"nom": "X", "prenoms": "Y", "date_naissance": "1990-01-01", "religion": "z"})",
         "« religion » n'est pas connu"},
        {NounKind::personne,
         R"({"nom": "X", "prenoms": "Y", "date_naissance": "1990-01-01", "telephone": "06"})",
         "téléphone"},
        {NounKind::organisation,
         R"({"nom": "X", "genre": "siao", "departements": ["75"], "siren": "123456789"})", "SIREN"},
        {NounKind::sejour,
         R"({"menage": "00000000000000000000000000000000", "structure": ")" + desk.hotel +
             R"(", "regime": "initiale", "debut": "2026-05-04"})",
         "menage"},
        {NounKind::sejour,
         R"({"menage": "pas-un-identifiant", "structure": ")" + desk.hotel +
             R"(", "regime": "initiale", "debut": "2026-05-04", "fin_prevue": "2026-05-01"})",
         "fin_prevue"},
    };
    for (const auto& [kind, json, expected] : cases) {
        EXPECT_THAT(verdict(registry.create(kind, json_node(json), who)), HasSubstr(expected))
            << json;
    }
}

TEST(Registry, a_change_keeps_what_it_does_not_name_and_a_null_removes) {
    Desk desk;
    auto who = desk.as(desk.actor("siao_agent"));
    Registry registry(desk.office());
    const std::string id = desk.create(
        "personne", std::string(salma) + R"(, "telephone": "+33612345678"})", who.actor);
    const Outcome changed = registry.change(
        NounKind::personne, id, json_node(R"({"telephone": null, "lecture": "lit_facile"})"), who);
    EXPECT_EQ(body(changed)["lecture"], "lit_facile");
    EXPECT_FALSE(body(changed).contains("telephone"));
    EXPECT_EQ(body(changed)["prenoms"], "Salma Awa");
    EXPECT_EQ(body(changed)["version"], 2);
    EXPECT_THAT(
        verdict(registry.change(NounKind::personne, id, json_node(R"({"nom": null})"), who)),
        HasSubstr("nom"));
    who.if_match = {{1}};
    EXPECT_EQ(verdict(registry.change(NounKind::personne, id, json_node("{}"), who)),
              "version_perimee");
}

TEST(Registry, lists_hold_only_what_the_asker_may_see) {
    Desk desk;
    desk.household("Haddad");
    desk.household("Kone", true);
    Registry registry(desk.office());
    EXPECT_EQ(body(registry.list(NounKind::menage, {}, desk.actor("siao_agent")))["items"].size(),
              1U);
    EXPECT_EQ(
        body(registry.list(NounKind::menage, {}, desk.actor("siao_responsable")))["items"].size(),
        2U);
    EXPECT_EQ(verdict(registry.list(NounKind::menage, {}, desk.actor("ddets_pilotage"))),
              "acces_refuse");
}

TEST(Gate, a_wrong_part_is_never_named_and_too_many_tries_must_wait) {
    Desk desk;
    const Secrets secrets = create_account(
        desk.store(), desk.office().identity, "nadia", "Nadia Ferrand",
        {{.role = dossier::Role::siao_agent, .organisation = desk.siao, .departement = "75"}},
        false);
    Gate gate(desk.office());
    const auto cookie = gate.log_in("nadia", secrets.password, "");
    ASSERT_EQ(base::refusal_of(cookie), nullptr);
    EXPECT_EQ(gate.by_session(std::get<std::string>(cookie))->actor.name, "Nadia Ferrand");
    EXPECT_FALSE(gate.by_session("autre").has_value());
    EXPECT_TRUE(gate.by_token(secrets.api_token).has_value());
    EXPECT_FALSE(gate.by_token(secrets.api_token + "x").has_value());
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(base::refusal_of(gate.log_in("nadia", "faux", ""))->code, "identifiants");
    }
    EXPECT_EQ(base::refusal_of(gate.log_in("nadia", secrets.password, ""))->code, "patientez");
    desk.clock.advance_hours(1);
    EXPECT_EQ(base::refusal_of(gate.log_in("nadia", secrets.password, "")), nullptr);
    EXPECT_FALSE(gate.by_session(std::get<std::string>(cookie)).has_value());
}

TEST(Spreadsheet, a_cell_that_would_run_is_made_harmless) {
    Spreadsheet sheet({"a"});
    for (const char* cell : {"=1+1", "+1", "-1", "@x", "a;b", "dit \"oui\"", "deux\nlignes"}) {
        sheet.add({cell});
    }
    EXPECT_EQ(sheet.text(),
              "\xEF\xBB\xBF"
              "a\r\n'=1+1\r\n'+1\r\n'-1\r\n'@x\r\n\"a;b\"\r\n\"dit \"\"oui\"\"\"\r\n"
              "\"deux\nlignes\"\r\n");
}

TEST(CalendarFeed, long_lines_are_folded_without_cutting_a_character) {
    CalendarFeed feed("Échéances");
    feed.add({.uid = "1",
              .stamp = {0},
              .at = {0},
              .summary = std::string(30, 'x') + "éééééééééééééééééééééééééééééééééééé, ; \\",
              .description = "a\nb"});
    std::size_t start = 0;
    const std::string text = feed.text();
    for (std::size_t end; (end = text.find("\r\n", start)) != std::string::npos; start = end + 2) {
        EXPECT_LE(end - start, 75U);
        EXPECT_NE(static_cast<unsigned char>(text[start]) & 0xC0U, 0x80U);
    }
    EXPECT_THAT(text, HasSubstr("DTSTART:19700101T000000Z"));
    EXPECT_THAT(text, HasSubstr("a\\nb"));
}

}  // namespace
}  // namespace preavis::service::test
