// Protected households: codes for places, accesses in an emergency, who has read what.
#include <gmock/gmock.h>

#include "access/policy.h"
#include "access/standing.h"
#include "service/desk.h"
#include "service/emergencies.h"
#include "service/reminders.h"

namespace preavis::service::test {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* reason = "une personne appelle le 115, en danger cette nuit";

class Protection : public testing::Test {
  protected:
    Protection() {
        const Outcome opened =
            desk.open(desk.kit(desk.household("Kone", true)), desk.as(responsable));
        id = body(opened)["id"];
        number = body(opened)["number"];
    }

    /// The agent as the door lets them in now.
    dossier::Actor agent() {
        dossier::Actor who = desk.actor("siao_agent");
        who.name = "Nadia Ferrand";
        who.emergency = desk.store().emergency_dossiers(who.compte, desk.clock.now());
        return who;
    }
    Outcome ask(const std::string& asked, const std::string& why = reason) {
        const Json request = {{"number", asked}, {"reason", why}};
        return emergencies.open(json_node(request.dump()), desk.as(agent()));
    }
    Outcome review(const std::string& access, const std::string& verdict,
                   const std::string& comment, const dossier::Actor& who) {
        const Json request = {{"verdict", verdict}, {"comment", comment}};
        return emergencies.review(access, json_node(request.dump()), desk.as(who));
    }
    std::string read_by(const dossier::Actor& who) { return verdict(procedures.read(id, who)); }
    std::vector<std::string> consulted() {
        std::vector<std::string> told;
        const Json items = body(emergencies.consultations(id, responsable, 50))["items"];
        for (const Json& one : items) {
            told.push_back(one["role"].get<std::string>() + " " + one["kind"].get<std::string>() +
                           " " + one["reason"].get<std::string>() + " " + one["times"].dump());
        }
        return told;
    }

    Desk desk;
    dossier::Actor responsable = desk.actor("siao_responsable");
    Procedures procedures{desk.office()};
    Emergencies emergencies{desk.office()};
    std::string id;
    std::string number;
};

TEST_F(Protection, an_exact_number_and_a_reason_open_one_dossier_to_be_read) {
    EXPECT_EQ(read_by(agent()), "introuvable");
    const Outcome access = ask(number);
    ASSERT_EQ(verdict(access), "done");
    EXPECT_EQ(std::get<Reply>(access).status, 201);
    EXPECT_EQ(body(access)["dossier"], id);
    EXPECT_EQ(body(access)["until"], "2026-05-04T22:00:00+02:00");
    EXPECT_EQ(read_by(agent()), "done");
    EXPECT_EQ(verdict(procedures.history(id, agent())), "done");
    EXPECT_EQ(verdict(procedures.documents(id, agent())), "done");
    EXPECT_TRUE(body(procedures.read(id, agent()))["allowed_events"].empty());
}

TEST_F(Protection, it_stays_out_of_every_list_and_nothing_can_be_done_in_it) {
    ASSERT_EQ(verdict(ask(number)), "done");
    EXPECT_TRUE(body(procedures.list({}, agent()))["items"].empty());
    EXPECT_TRUE(body(procedures.list({.text = number}, agent()))["items"].empty());
    EXPECT_TRUE(body(procedures.list({.text = "Kone"}, agent()))["items"].empty());
    EXPECT_TRUE(body(Deadlines(desk.office()).list({}, agent()))["items"].empty());
    const std::string event = R"({"event": "presenter_lieux"})";
    EXPECT_EQ(verdict(desk.apply(id, event, desk.as(agent()))), "introuvable");
}

TEST_F(Protection, it_is_open_for_twelve_hours_to_the_last_instant) {
    ASSERT_EQ(verdict(ask(number)), "done");
    desk.clock.set("2026-05-04T20:00:00.000Z");
    EXPECT_EQ(read_by(agent()), "done");
    desk.clock.set("2026-05-04T20:00:00.001Z");
    EXPECT_EQ(read_by(agent()), "introuvable");
}

TEST_F(Protection, it_is_for_who_asked_and_for_no_colleague) {
    ASSERT_EQ(verdict(ask(number)), "done");
    dossier::Actor colleague = desk.actor("siao_agent");
    colleague.compte = "compte-collegue";
    colleague.emergency = desk.store().emergency_dossiers(colleague.compte, desk.clock.now());
    EXPECT_EQ(read_by(colleague), "introuvable");
}

TEST_F(Protection, a_number_that_leads_nowhere_in_the_departement_answers_like_none) {
    dossier::Actor elsewhere = desk.actor("siao_agent", std::string(32, 'a'));
    elsewhere.departement = "13";
    const Json request = {{"number", number}, {"reason", reason}};
    EXPECT_EQ(verdict(emergencies.open(json_node(request.dump()), desk.as(elsewhere))),
              "introuvable");
    EXPECT_EQ(verdict(ask("2026-99999")), "introuvable");
    EXPECT_EQ(verdict(ask("Kone")), "introuvable");
    EXPECT_EQ(verdict(ask(number.substr(0, number.size() - 1))), "introuvable");
}

TEST_F(Protection, a_reason_is_a_sentence_and_an_ordinary_dossier_needs_none) {
    EXPECT_THAT(verdict(ask(number, "urgent, merci.")), HasSubstr("15 à 1000"));
    EXPECT_EQ(verdict(ask(number, "urgent, merci !")), "done");
    EXPECT_THAT(verdict(ask(number, std::string(1001, 'x'))), HasSubstr("15 à 1000"));
    const std::string ordinary =
        body(desk.open(desk.kit(desk.household("Haddad")), desk.as(responsable)))["number"];
    EXPECT_EQ(verdict(ask(ordinary)), "acces_inutile");
    const Json request = {{"number", number}, {"reason", reason}};
    for (const char* role : {"siao_responsable", "gestionnaire_agent", "hotelier", "pash",
                             "ddets_instruction", "administrateur", "menage"}) {
        EXPECT_EQ(verdict(emergencies.open(json_node(request.dump()), desk.as(desk.actor(role)))),
                  "acces_refuse")
            << role;
    }
}

TEST_F(Protection, numbers_cannot_be_tried_one_after_the_other) {
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(verdict(ask("2026-9000" + std::to_string(i))), "introuvable");
    }
    EXPECT_EQ(verdict(ask(number)), "patientez");
    desk.clock.set("2026-05-04T08:59:59.999Z");
    EXPECT_EQ(verdict(ask(number)), "patientez");
    desk.clock.set("2026-05-04T09:00:00.000Z");
    EXPECT_EQ(verdict(ask(number)), "done");
}

TEST_F(Protection, the_responsables_are_told_and_another_one_reads_it_again) {
    const std::string access = body(ask(number))["id"];
    const Outcome alerts = emergencies.list({.unreviewed = true}, responsable);
    ASSERT_EQ(body(alerts)["items"].size(), 1U);
    EXPECT_EQ(body(alerts)["items"][0]["reason"], reason);
    EXPECT_EQ(body(alerts)["items"][0]["name"], "Nadia Ferrand");
    EXPECT_EQ(verdict(review(access, "confirme", "", agent())), "acces_refuse");
    dossier::Actor same_person = responsable;
    same_person.compte = agent().compte;
    EXPECT_EQ(verdict(review(access, "confirme", "", same_person)), "relecture_par_un_autre");
    ASSERT_EQ(verdict(review(access, "confirme", "", responsable)), "done");
    EXPECT_TRUE(body(emergencies.list({.unreviewed = true}, responsable))["items"].empty());
    EXPECT_EQ(read_by(agent()), "done");
    EXPECT_EQ(verdict(review(access, "conteste", std::string(20, 'x'), responsable)), "deja_relu");
}

TEST_F(Protection, a_contested_access_ends_at_once_and_says_why) {
    const std::string access = body(ask(number))["id"];
    EXPECT_THAT(verdict(review(access, "conteste", "", responsable)), HasSubstr("15 à 1000"));
    EXPECT_THAT(verdict(review(access, "peut-être", "", responsable)), HasSubstr("confirme"));
    EXPECT_EQ(read_by(agent()), "done");
    ASSERT_EQ(verdict(review(access, "conteste", "aucun appel n'a été reçu", responsable)), "done");
    EXPECT_EQ(read_by(agent()), "introuvable");
    EXPECT_EQ(body(emergencies.read(access, agent()))["open"], false);
}

TEST_F(Protection, of_two_responsables_at_once_one_has_read_it) {
    const std::string access = body(ask(number))["id"];
    Command command = desk.as(responsable);
    command.if_match = {{2}};
    const base::Node confirm = json_node(R"({"verdict": "confirme"})");
    EXPECT_EQ(verdict(emergencies.review(access, confirm, command)), "version_perimee");
    command.if_match = {{1}};
    EXPECT_EQ(verdict(emergencies.review(access, confirm, command)), "done");
    EXPECT_EQ(verdict(emergencies.review(access, confirm, command)), "version_perimee");
}

TEST_F(Protection, opening_and_reading_again_are_in_the_journal_of_the_dossier) {
    const std::string access = body(ask(number))["id"];
    review(access, "confirme", "", responsable);
    std::vector<std::string> kinds;
    for (const auto& line : desk.store().history(id, access::system_scope())) {
        if (line.kind.starts_with("acces")) kinds.push_back(line.kind);
    }
    EXPECT_THAT(kinds, ElementsAre("acces_urgence", "acces_urgence_relu"));
    ask("2026-99999");
    EXPECT_TRUE(desk.store().last_entry("acces_urgence_vain"));
    EXPECT_FALSE(desk.store().verify_journal(1).first_broken);
}

TEST_F(Protection, a_key_used_again_opens_once) {
    const Json request = {{"number", number}, {"reason", reason}};
    const Command command = desk.as(agent(), "cle");
    const Outcome first = emergencies.open(json_node(request.dump()), command);
    const Outcome again = emergencies.open(json_node(request.dump()), command);
    EXPECT_EQ(body(first), body(again));
    EXPECT_EQ(body(emergencies.list({}, responsable))["items"].size(), 1U);
}

TEST_F(Protection, who_reads_leaves_a_line_and_an_ordinary_reading_leaves_none) {
    EXPECT_TRUE(consulted().empty());
    procedures.read(id, responsable);
    procedures.read(id, responsable);
    EXPECT_THAT(consulted(), ElementsAre("siao_responsable dossier equipe 2"));
    desk.clock.advance_hours(1);
    ask(number);
    procedures.read(id, agent());
    procedures.documents(id, desk.actor("hotelier", desk.hotelier));
    EXPECT_THAT(consulted(), testing::UnorderedElementsAre("siao_responsable dossier equipe 2",
                                                           "siao_agent dossier urgence 1",
                                                           "hotelier documents equipe 1"));
    const std::string ordinary =
        body(desk.open(desk.kit(desk.household("Haddad")), desk.as(responsable)))["id"];
    procedures.read(ordinary, responsable);
    EXPECT_TRUE(desk.store().consultations(ordinary, 10).empty());
    EXPECT_EQ(verdict(emergencies.consultations(id, agent(), 10)), "acces_refuse");
}

TEST_F(Protection, a_reading_out_of_scope_leaves_no_line) {
    procedures.read(id, desk.actor("siao_agent"));
    EXPECT_TRUE(consulted().empty());
}

TEST_F(Protection, the_place_is_a_code_for_all_but_whoever_runs_it) {
    const std::string code =
        access::place_code(desk.store().setting("secret_des_lieux"), desk.hotel);
    const Json seen = body(procedures.read(id, responsable));
    EXPECT_EQ(seen["structure_name"], code);
    EXPECT_EQ(seen["parties"]["structure"], code);
    const std::string everything = seen.dump() + body(procedures.list({}, responsable)).dump() +
                                   body(procedures.history(id, responsable)).dump();
    for (const char* told : {"Hôtel du Test", "2, rue du Test"}) {
        EXPECT_THAT(everything, Not(HasSubstr(told)));
    }
    EXPECT_THAT(everything, Not(HasSubstr(desk.hotel)));
    const dossier::Actor host = desk.actor("hotelier", desk.hotelier);
    EXPECT_EQ(body(procedures.read(id, host))["structure_name"], "Hôtel du Test");
    EXPECT_EQ(body(procedures.read(id, host))["parties"]["structure"], desk.hotel);
}

TEST_F(Protection, a_stay_does_not_say_where_nor_does_a_list_asked_for_by_the_place) {
    Registry registry(desk.office());
    const auto stays = [&](const dossier::NounFilter& filter, const dossier::Actor& who) {
        return body(registry.list(dossier::NounKind::sejour, filter, who))["items"];
    };
    ASSERT_EQ(stays({}, responsable).size(), 1U);
    EXPECT_THAT(stays({}, responsable)[0]["structure"], HasSubstr("LP-"));
    EXPECT_TRUE(stays({.structure = desk.hotel}, responsable).empty());
    desk.household("Haddad");
    EXPECT_EQ(stays({.structure = desk.hotel}, responsable).size(), 1U);
    EXPECT_EQ(stays({}, responsable).size(), 2U);
}

TEST_F(Protection, a_calendar_says_no_more_than_a_number) {
    Deadlines deadlines(desk.office());
    const std::string feed = std::get<std::string>(deadlines.calendar({}, responsable));
    EXPECT_THAT(feed, HasSubstr("SUMMARY:Échéance (dossier " + number + ")"));
    EXPECT_THAT(feed, HasSubstr("DESCRIPTION:\r\n"));
    Desk ordinary;
    ordinary.open(ordinary.kit(ordinary.household("Haddad")),
                  ordinary.as(ordinary.actor("siao_responsable")));
    const std::string told = std::get<std::string>(
        Deadlines(ordinary.office()).calendar({}, ordinary.actor("siao_responsable")));
    EXPECT_THAT(told, Not(HasSubstr("SUMMARY:Échéance (dossier")));
    EXPECT_THAT(told, Not(HasSubstr("DESCRIPTION:\r\n")));
}

TEST(SecretPlace, hides_from_agents_and_is_a_code_in_its_departement_for_responsables) {
    Desk desk;
    Registry registry(desk.office());
    const dossier::Actor responsable = desk.actor("siao_responsable");
    const std::string id =
        desk.create("structure",
                    R"({"nom": "Maison des Lilas", "genre": "chrs", "adresse": "3, rue Cachée",
            "protegee": true, "code_postal": "75003", "commune": "Villecachée",
            "departement": "75",
            "telephone": "+33199000003", "organisation": ")" +
                        desk.gestionnaire + "\"}",
                    responsable);
    const auto read = [&](const dossier::Actor& who) {
        return registry.read(dossier::NounKind::structure, id, who);
    };
    EXPECT_EQ(verdict(read(desk.actor("siao_agent"))), "introuvable");
    EXPECT_EQ(verdict(read(desk.actor("hotelier", desk.hotelier))), "acces_refuse");
    const Json seen = body(read(responsable));
    EXPECT_THAT(seen["nom"], HasSubstr("LP-"));
    EXPECT_EQ(seen["commune"], "Département 75");
    const std::string text =
        seen.dump() + body(registry.list(dossier::NounKind::structure, {}, responsable)).dump();
    for (const char* told : {"Lilas", "Cachée", "cachée", "75003", "+33199000003"}) {
        EXPECT_THAT(text, Not(HasSubstr(told)));
    }
    EXPECT_THAT(text, Not(HasSubstr("\"organisation\":\"" + desk.gestionnaire)));
    EXPECT_EQ(body(read(desk.actor("gestionnaire_agent", desk.gestionnaire)))["nom"],
              "Maison des Lilas");
    EXPECT_TRUE(body(registry.list(dossier::NounKind::structure, {.text = "Lilas"},
                                   desk.actor("siao_agent")))["items"]
                    .empty());
}

TEST(Steering, is_told_dates_without_a_body_that_would_tell_the_place_nor_a_word) {
    Desk desk;
    desk.open(desk.kit(desk.household("Kone", true)), desk.as(desk.actor("siao_responsable")));
    desk.open(desk.kit(desk.household("Haddad")), desk.as(desk.actor("siao_agent")));
    Deadlines deadlines(desk.office());
    const dossier::Actor state = desk.actor("ddets_pilotage", std::string(32, 'd'));
    std::size_t without_body = 0;
    const Json items = body(deadlines.list({}, state))["items"];
    for (const Json& item : items) {
        if (item["organisation"].is_null()) ++without_body;
        const Json ledger = body(deadlines.explain(item["id"].get<std::string>(), state))["ledger"];
        for (const Json& entry : ledger) {
            EXPECT_EQ(entry["author"], "");
            EXPECT_EQ(entry["reason"], "");
        }
    }
    EXPECT_EQ(items.size(), 6U);
    EXPECT_EQ(without_body, 3U);
    EXPECT_EQ(body(deadlines.list({.organisation = desk.siao}, state))["items"].size(), 3U);
    EXPECT_EQ(deadlines.count({.organisation = desk.siao}, state, 100), 3);
    const std::string id = items[0]["id"];
    const Json words = body(deadlines.explain(id, desk.actor("siao_responsable")))["ledger"];
    EXPECT_NE(words[0]["author"], "");
}

}  // namespace
}  // namespace preavis::service::test
