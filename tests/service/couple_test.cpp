// Members of a household who must not learn where another one is; accounts of one person each;
// what a household may see before it has been told.
#include <gmock/gmock.h>

#include "access/policy.h"
#include "pdf/handmade.h"
#include "service/annexes.h"
#include "service/desk.h"

namespace preavis::service::test {
namespace {

using base::Json;
using testing::HasSubstr;
using testing::Not;

/// Awa and Karim, one household in the hotel.
class Couple : public testing::Test {
  protected:
    Couple() {
        awa = person("Diallo", "Awa", "madame");
        karim = person("Benali", "Karim", "monsieur");
        menage = desk.create("menage",
                             R"({"designation": "Ménage Diallo Benali", "membres": [)" +
                                 member(awa) + "," + member(karim) + "]}",
                             agent);
        sejour = desk.create("sejour",
                             R"({"menage": ")" + menage + R"(", "structure": ")" + desk.hotel +
                                 R"(", "regime": "stabilisee", "debut": "2026-05-04"})",
                             agent);
    }

    std::string person(const std::string& nom, const std::string& prenoms,
                       const std::string& civilite) {
        const Json fields = {{"nom", nom},
                             {"prenoms", prenoms},
                             {"civilite", civilite},
                             {"date_naissance", "1990-01-02"},
                             {"telephone", "+33612345678"}};
        return desk.create("personne", fields.dump(), agent);
    }
    static std::string member(const std::string& person) {
        return R"({"personne": ")" + person + R"(", "depuis": "2026-01-01"})";
    }
    /// From now on Karim must not learn where Awa is.
    void keep_from_karim() {
        const Json body = {{"confidentiel_envers", {karim}}};
        const Outcome outcome =
            Registry(desk.office())
                .change(dossier::NounKind::personne, awa, json_node(body.dump()), desk.as(agent));
        ASSERT_EQ(verdict(outcome), "done");
    }
    Outcome open(const std::vector<std::string>& persons) {
        Json parties = {{"menage", menage}, {"sejour", sejour}};
        if (!persons.empty()) parties["personnes"] = persons;
        return desk.open(desk.kit(parties.dump()), desk.as(agent));
    }
    dossier::Actor account_of(const std::string& person) const {
        dossier::Actor who = desk.actor("menage");
        who.organisation.clear();
        who.menage = menage;
        who.personne = person;
        return who;
    }
    std::vector<Json> documents(const std::string& dossier, const dossier::Actor& who) {
        const Json items = body(procedures.documents(dossier, who))["items"];
        return {items.begin(), items.end()};
    }
    std::string frozen_facts(const std::string& dossier, const dossier::Actor& who) {
        std::string text;
        for (const Json& document : documents(dossier, who)) {
            text += desk.store()
                        .piece(document["id"].get<std::string>(), access::system_scope())
                        ->facts_json;
        }
        return text;
    }

    Desk desk;
    dossier::Actor agent = desk.actor("siao_agent");
    Procedures procedures{desk.office()};
    std::string awa;
    std::string karim;
    std::string menage;
    std::string sejour;
};

TEST_F(Couple, without_a_secret_share_their_letters_each_from_their_own_account) {
    const std::string id = body(open({}))["id"];
    const auto of_awa = documents(id, account_of(awa));
    EXPECT_FALSE(of_awa.empty());
    EXPECT_EQ(of_awa, documents(id, account_of(karim)));
    EXPECT_THAT(frozen_facts(id, account_of(karim)), HasSubstr("Hôtel du Test"));
    EXPECT_EQ(body(procedures.read(id, account_of(karim)))["structure_name"], "Hôtel du Test");
}

TEST_F(Couple, an_account_without_its_person_sees_nothing) {
    const std::string id = body(open({}))["id"];
    EXPECT_EQ(verdict(procedures.read(id, account_of(""))), "introuvable");
    EXPECT_EQ(verdict(procedures.read(id, account_of(std::string(32, 'f')))), "introuvable");
    EXPECT_TRUE(body(procedures.list({}, account_of("")))["items"].empty());
}

TEST_F(Couple, a_dossier_that_concerns_one_alone_does_not_exist_for_the_other) {
    const std::string id = body(open({awa}))["id"];
    Deadlines deadlines(desk.office());
    EXPECT_EQ(verdict(procedures.read(id, account_of(awa))), "done");
    EXPECT_EQ(verdict(procedures.read(id, account_of(karim))), "introuvable");
    EXPECT_TRUE(body(procedures.list({}, account_of(karim)))["items"].empty());
    EXPECT_TRUE(body(deadlines.list({}, account_of(karim)))["items"].empty());
    EXPECT_EQ(verdict(procedures.documents(id, account_of(karim))), "introuvable");
    const std::string paper = documents(id, account_of(awa)).front()["id"];
    Papers papers(desk.office());
    EXPECT_NE(base::refusal_of(papers.pdf(paper, account_of(karim))), nullptr);
    EXPECT_EQ(base::refusal_of(papers.pdf(paper, account_of(awa))), nullptr);
}

TEST_F(Couple, nobody_is_taken_for_granted_where_one_hides_from_another) {
    keep_from_karim();
    EXPECT_THAT(verdict(open({})), HasSubstr("dites quelles personnes"));
    EXPECT_EQ(verdict(open({awa})), "done");
}

TEST_F(Couple, the_persons_of_the_stay_are_those_of_its_dossiers) {
    keep_from_karim();
    sejour = desk.create(
        "sejour",
        R"({"menage": ")" + menage + R"(", "structure": ")" + desk.hotel +
            R"(", "regime": "stabilisee", "debut": "2026-05-04", "personnes": [")" + awa + "\"]}",
        agent);
    const std::string id = body(open({}))["id"];
    EXPECT_EQ(verdict(procedures.read(id, account_of(awa))), "done");
    EXPECT_EQ(verdict(procedures.read(id, account_of(karim))), "introuvable");
}

TEST_F(Couple, who_is_hidden_from_gets_letters_of_their_own_that_tell_nothing_of_the_other) {
    keep_from_karim();
    const std::string id = body(open({awa, karim}))["id"];
    const auto of_awa = documents(id, account_of(awa));
    const auto of_karim = documents(id, account_of(karim));
    ASSERT_FALSE(of_karim.empty());
    EXPECT_EQ(of_awa.size(), of_karim.size());
    EXPECT_EQ(documents(id, agent).size(), of_awa.size() + of_karim.size());
    const std::string his = frozen_facts(id, account_of(karim));
    EXPECT_THAT(his, HasSubstr("Benali"));
    EXPECT_THAT(his, HasSubstr("1, rue du Test"));
    for (const char* told : {"Diallo", "Awa", "Hôtel du Test", "2, rue du Test"}) {
        EXPECT_THAT(his, Not(HasSubstr(told)));
    }
    const std::string hers = documents(id, account_of(awa)).front()["id"];
    EXPECT_NE(base::refusal_of(Papers(desk.office()).pdf(hers, account_of(karim))), nullptr);
}

TEST_F(Couple, who_is_hidden_from_sees_no_place_no_fact_and_no_channel_of_the_other) {
    keep_from_karim();
    const std::string id = body(open({awa, karim}))["id"];
    const Json seen = body(procedures.read(id, account_of(karim)));
    const std::string text = seen.dump() + body(procedures.list({}, account_of(karim))).dump() +
                             body(procedures.history(id, account_of(karim))).dump();
    for (const std::string& told :
         {std::string("Diallo"), std::string("Awa"), std::string("Hôtel du Test"),
          std::string("+33612345678"), awa, desk.hotel, sejour}) {
        EXPECT_THAT(text, Not(HasSubstr(told)));
    }
    EXPECT_THAT(seen["structure_name"], HasSubstr("LP-"));
}

TEST_F(Couple, a_file_supplied_to_the_dossier_is_not_for_who_is_hidden_from) {
    keep_from_karim();
    const std::string id = body(open({awa, karim}))["id"];
    Annexes annexes(desk.office());
    const Outcome supplied = annexes.supply({.dossier = id},
                                            {.nature = "courrier_recu",
                                             .title = "Lettre d'Awa",
                                             .language = "fr",
                                             .bytes = pdf::scan(1)},
                                            desk.as(agent));
    ASSERT_EQ(verdict(supplied), "done");
    const std::string file = body(supplied)["id"];
    EXPECT_EQ(body(annexes.list({.dossier = id}, account_of(awa)))["items"].size(), 1U);
    EXPECT_TRUE(body(annexes.list({.dossier = id}, account_of(karim)))["items"].empty());
    EXPECT_NE(base::refusal_of(annexes.file(file, account_of(karim))), nullptr);
    EXPECT_EQ(base::refusal_of(annexes.file(file, account_of(awa))), nullptr);
}

TEST_F(Couple, a_household_reads_what_happened_and_not_what_was_written_about_it) {
    const std::string id = body(open({}))["id"];
    const Json history = body(procedures.history(id, account_of(awa)))["items"];
    ASSERT_FALSE(history.empty());
    for (const Json& line : history) EXPECT_TRUE(line["payload"].is_null()) << line;
    EXPECT_TRUE(body(procedures.read(id, account_of(awa)))["facts"].empty());
    EXPECT_FALSE(body(procedures.read(id, agent))["facts"].empty());
}

constexpr const char* report =
    R"(, "facts": {"motif": "violence", "faits": "Une porte a été forcée le 2 mai.",
                   "signale_par": "menage"}})";

TEST_F(Couple, of_a_report_the_household_learns_when_it_is_told) {
    const Json parties = {{"menage", menage}, {"sejour", sejour}, {"personnes", {karim}}};
    const Outcome reported =
        desk.open(R"({"workflow": "arret_prise_en_charge", "parties": )" + parties.dump() + report,
                  desk.as(agent));
    ASSERT_EQ(verdict(reported), "done");
    const std::string id = body(reported)["id"];
    EXPECT_EQ(verdict(procedures.read(id, account_of(karim))), "introuvable");
    EXPECT_TRUE(body(procedures.list({}, account_of(karim)))["items"].empty());
    dossier::Change change;
    change.dossier = *desk.store().dossier(id, access::system_scope());
    EXPECT_FALSE(change.dossier->told);
    change.dossier->told = true;
    ASSERT_EQ(desk.store().commit(change), dossier::Committed::done);
    EXPECT_EQ(verdict(procedures.read(id, account_of(karim))), "done");
}

}  // namespace
}  // namespace preavis::service::test
