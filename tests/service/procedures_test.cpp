#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "access/policy.h"
#include "service/desk.h"

namespace preavis::service::test {
namespace {

using ::testing::HasSubstr;

std::string facts_event(const std::string& event, const std::string& facts = "{}") {
    return R"({"event": ")" + event + R"(", "facts": )" + facts + "}";
}

const std::string shown =
    facts_event("presenter_lieux",
                R"({"presente_par": "le gérant", "date_presentation": "2026-05-04T07:45:00Z"})");

const std::string handed = facts_event("remettre",
                                       R"({"remis_par": "mandataire_siao", "nom_remettant": "N. F.",
        "date_remise_kit": "2026-05-04T07:50:00Z",
        "pieces_remises":
            ["note_information", "presentation_acteurs", "reglement_fonctionnement"]})");

TEST(Procedures, an_arrival_opens_the_kit_with_its_24_and_48_hours) {
    Desk desk;
    const Outcome opened =
        desk.open(desk.kit(desk.household("Haddad")), desk.as(desk.actor("siao_agent")));
    const base::Json& view = body(opened);
    EXPECT_EQ(view["state"], "attendu");
    std::map<std::string, std::string> due;
    for (const auto& deadline : view["deadlines"]) due[deadline["name"]] = deadline["due"];
    EXPECT_EQ(due["presentation"], "2026-05-05T09:30:00+02:00");
    EXPECT_EQ(due["remise"], "2026-05-06T09:30:00+02:00");
    EXPECT_EQ(view["workflow"], "kit_accueil");
    EXPECT_FALSE(view["allowed_events"].empty());
}

TEST(Procedures, the_documents_ordered_by_an_event_are_issued_once_and_stay_the_same) {
    Desk desk;
    const auto command = desk.as(desk.actor("siao_agent"));
    const std::string id = body(desk.open(desk.kit(desk.household("Haddad")), command))["id"];
    ASSERT_EQ(verdict(desk.apply(id, shown, command)), "done");
    ASSERT_EQ(verdict(desk.apply(id, handed, command)), "done");
    Papers papers(desk.office());
    std::size_t receipts = 0;
    for (const auto& piece : desk.store().pieces(id, access::system_scope())) {
        const auto paper = papers.pdf(piece.id, command.actor);
        ASSERT_EQ(base::refusal_of(paper), nullptr) << piece.document;
        EXPECT_THAT(std::get<IssuedPaper>(paper).bytes, ::testing::StartsWith("%PDF-1.7"));
        papers.issue({.key = "emettre:" + piece.id, .kind = "emettre", .subject = piece.id});
        EXPECT_EQ(std::get<IssuedPaper>(papers.pdf(piece.id, command.actor)).bytes,
                  std::get<IssuedPaper>(paper).bytes);
        EXPECT_TRUE(papers.provenance(std::get<IssuedPaper>(paper).bytes).known);
        if (piece.document == "recepisse_remise") ++receipts;
    }
    EXPECT_EQ(receipts, 2U);
    EXPECT_TRUE(desk.store().jobs(10).empty());
    EXPECT_FALSE(papers.provenance("autre chose").known);
}

TEST(Procedures, a_key_used_again_gives_its_answer_again_and_changes_nothing) {
    Desk desk;
    const std::string kit = desk.kit(desk.household("Haddad"));
    const auto command = desk.as(desk.actor("siao_agent"), "cle-1");
    const Outcome first = desk.open(kit, command);
    const Outcome second = desk.open(kit, command);
    EXPECT_EQ(body(first), body(second));
    EXPECT_EQ(std::get<Reply>(second).status, 201);
    Command other = command;
    other.request_hash = "autre demande";
    EXPECT_EQ(verdict(desk.open(kit, other)), "cle_deja_utilisee");
    Command colleague = desk.as(desk.actor("siao_responsable"), "cle-1");
    EXPECT_NE(body(desk.open(kit, colleague))["id"], body(first)["id"]);
}

TEST(Procedures, somebody_who_saw_an_older_version_is_told_so) {
    Desk desk;
    auto command = desk.as(desk.actor("siao_agent"));
    const std::string id = body(desk.open(desk.kit(desk.household("Haddad")), command))["id"];
    command.if_match = 1;
    ASSERT_EQ(verdict(desk.apply(id, shown, command)), "done");
    EXPECT_EQ(verdict(desk.apply(id, handed, command)), "version_perimee");
    command.if_match = 2;
    EXPECT_EQ(verdict(desk.apply(id, handed, command)), "done");
}

TEST(Procedures, of_two_agents_at_once_one_acts_and_the_other_meets_the_new_state) {
    Desk desk;
    const auto command = desk.as(desk.actor("siao_agent"));
    const std::string id = body(desk.open(desk.kit(desk.household("Haddad")), command))["id"];
    std::vector<std::string> verdicts(8);
    std::vector<std::thread> agents;
    for (std::string& result : verdicts) {
        agents.emplace_back([&] { result = verdict(desk.apply(id, shown, command)); });
    }
    for (std::thread& agent : agents) agent.join();
    EXPECT_EQ(std::count(verdicts.begin(), verdicts.end(), "done"), 1);
    EXPECT_EQ(std::count(verdicts.begin(), verdicts.end(), "evenement_impossible"), 7);
    EXPECT_EQ(desk.store().history(id, access::system_scope()).size(),
              2U + desk.store().pieces(id, access::system_scope()).size());
}

TEST(Procedures, a_bad_body_is_refused_with_every_problem_and_its_place) {
    Desk desk;
    const auto command = desk.as(desk.actor("siao_agent"));
    const std::string parties = desk.household("Haddad");
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"({})", "il manque « workflow »"},
        {R"({"workflow": "kit_acueil"})", "procédure inconnue"},
        {R"({"workflow": "kit_accueil"})", "concerne un ménage"},
        {R"({"workflow": "kit_accueil", "parties": {"menage": "inconnu"}})", "« menage »"},
        {R"({"workflow": "kit_accueil", "party": 1, "parties": )" + parties + "}", "« party »"},
        {R"({"workflow": "kit_accueil", "parties": )" + parties +
             R"(, "facts": {"date_arrivee": "2026-02-30T10:00"}})",
         "date_arrivee"},
        {R"({"workflow": "kit_accueil", "parties": )" + parties +
             R"(, "facts": {"type_accueil": "palace", "couleur": "bleu"}})",
         "couleur"},
        {R"({"workflow": "kit_accueil", "at": "hier", "parties": )" + parties + "}", "corps:1:"},
    };
    for (const auto& [json, expected] : cases) {
        EXPECT_THAT(verdict(desk.open(json, command)), HasSubstr(expected)) << json;
    }
    EXPECT_TRUE(desk.store().dossiers({}, access::system_scope()).empty());
}

TEST(Procedures, an_event_lies_neither_in_the_future_nor_before_the_last_one) {
    Desk desk;
    const auto command = desk.as(desk.actor("siao_agent"));
    const std::string id = body(desk.open(desk.kit(desk.household("Haddad")), command))["id"];
    const auto at = [&](const std::string& when) {
        return shown.substr(0, shown.size() - 1) + R"(, "at": ")" + when + "\"}";
    };
    EXPECT_EQ(verdict(desk.apply(id, at("2026-05-04T08:00:01Z"), command)), "date_future");
    EXPECT_EQ(verdict(desk.apply(id, at("2026-05-04T07:59:59Z"), command)), "date_anterieure");
    EXPECT_EQ(verdict(desk.apply(id, at("2026-05-04T10:00"), command)), "done");
}

TEST(Procedures, outside_ones_scope_a_dossier_does_not_exist) {
    Desk desk;
    const std::string ordinary = body(
        desk.open(desk.kit(desk.household("Haddad")), desk.as(desk.actor("siao_agent"))))["id"];
    const std::string secret = body(desk.open(desk.kit(desk.household("Kone", true)),
                                              desk.as(desk.actor("siao_responsable"))))["id"];
    Procedures procedures(desk.office());
    struct Case {
        dossier::Actor actor;
        std::string ordinary;
        std::string secret;
    };
    dossier::Actor elsewhere = desk.actor("siao_agent", std::string(32, 'a'));
    elsewhere.departement = "13";
    const std::vector<Case> cases = {
        {desk.actor("siao_agent"), "done", "introuvable"},
        {desk.actor("siao_responsable"), "done", "done"},
        {desk.actor("hotelier", desk.hotelier), "done", "introuvable"},
        {desk.actor("gestionnaire_agent", desk.gestionnaire), "introuvable", "introuvable"},
        {elsewhere, "introuvable", "introuvable"},
        {desk.actor("ddets_pilotage", std::string(32, 'd')), "acces_refuse", "acces_refuse"},
        {desk.actor("administrateur"), "acces_refuse", "acces_refuse"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(verdict(procedures.read(ordinary, c.actor)), c.ordinary)
            << dossier::name_of(c.actor.role);
        EXPECT_EQ(verdict(procedures.read(secret, c.actor)), c.secret)
            << dossier::name_of(c.actor.role);
    }
}

TEST(Procedures, the_state_sees_every_deadline_and_no_name) {
    Desk desk;
    desk.open(desk.kit(desk.household("Haddad")), desk.as(desk.actor("siao_agent")));
    desk.open(desk.kit(desk.household("Kone", true)), desk.as(desk.actor("siao_responsable")));
    Deadlines deadlines(desk.office());
    const dossier::Actor state = desk.actor("ddets_pilotage", std::string(32, 'd'));
    const Outcome list = deadlines.list({}, state);
    EXPECT_EQ(body(list)["items"].size(), 6U);
    const std::string csv = std::get<std::string>(deadlines.csv({}, state));
    const std::string feed = std::get<std::string>(deadlines.calendar({}, state));
    for (const std::string& text : {body(list).dump(), csv, feed}) {
        EXPECT_THAT(text, ::testing::Not(HasSubstr("Haddad")));
        EXPECT_THAT(text, ::testing::Not(HasSubstr("Kone")));
        EXPECT_THAT(text, ::testing::Not(HasSubstr("Salma")));
        EXPECT_THAT(text, ::testing::Not(HasSubstr("Hôtel du Test")));
    }
    const std::string id = body(list)["items"][0]["id"];
    EXPECT_GE(body(deadlines.explain(id, state))["because"].size(), 2U);
    EXPECT_EQ(verdict(deadlines.explain(id, desk.actor("administrateur"))), "acces_refuse");
}

TEST(Loops, a_passed_deadline_is_raised_once_with_when_it_was_due_and_when_noticed) {
    Desk desk;
    const auto command = desk.as(desk.actor("siao_agent"));
    const std::string id = body(desk.open(desk.kit(desk.household("Haddad")), command))["id"];
    desk.clock.advance_hours(23);
    EXPECT_EQ(fire_due_deadlines(desk.office(), desk.clock.now()), 0U);
    desk.clock.set("2026-05-13T07:30:00.001Z");
    EXPECT_EQ(fire_due_deadlines(desk.office(), desk.clock.now()), 3U);
    EXPECT_EQ(fire_due_deadlines(desk.office(), desk.clock.now()), 0U);
    std::vector<std::string> raised;
    for (const auto& line : desk.store().history(id, access::system_scope())) {
        if (line.kind != "echeance_passee") continue;
        raised.push_back(line.event + " " + law::utc_iso(line.happened_at));
        EXPECT_EQ(law::utc_iso(line.recorded_at), "2026-05-13T07:30:00.001Z");
    }
    EXPECT_EQ(raised.size(), 3U);
    EXPECT_EQ(raised.front(), "presentation 2026-05-05T07:30:00.000Z");
    for (const auto& deadline :
         body(Procedures(desk.office()).read(id, command.actor))["deadlines"]) {
        EXPECT_EQ(deadline["status"], "overdue");
    }
}

}  // namespace
}  // namespace preavis::service::test
