#include "service/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/policy.h"
#include "base/file.h"
#include "base/hash.h"
#include "pdf/handmade.h"
#include "service/annexes.h"
#include "service/desk.h"
#include "service/erasing.h"
#include "service/sightings.h"
#include "service/statement.h"
#include "store/sqlite.h"

namespace preavis::service::test {
namespace {

using base::Json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* family = "Kanarienvogel";
constexpr const char* past_time = "2029-06-01T08:00:00.000Z";

class Retained : public testing::Test {
  protected:
    Retained() { parties = Json::parse(desk.household(family)); }

    std::string menage() const { return parties["menage"]; }
    Retention retention() { return Retention(desk.office()); }
    dossier::Actor responsable() const { return desk.actor("siao_responsable"); }

    void change(const std::string& kind, const std::string& id, const std::string& json) {
        Registry registry(desk.office());
        ASSERT_EQ(verdict(registry.change(*dossier::noun_kind(kind), id, json_node(json),
                                          desk.as(responsable()))),
                  "done");
    }
    void end_stay(const std::string& day) {
        change("sejour", parties["sejour"], R"({"fin": ")" + day + "\"}");
    }
    /// A welcome kit that ends at once: the household never came.
    std::string closed_kit() {
        const auto who = desk.as(responsable());
        const Outcome opened = desk.open(desk.kit(parties.dump()), who);
        const std::string dossier = body(opened)["id"];
        Papers(desk.office()).issue_all();
        const Outcome closed = desk.apply(
            dossier,
            R"({"event": "constater_non_presentation", "facts": {"motif_non_presentation":
                "vu avec Kanarienvogel"}})",
            who);
        EXPECT_EQ(verdict(closed), "done");
        return dossier;
    }
    std::vector<std::string> obstacles() {
        const Outcome outcome = retention().read(menage(), responsable());
        std::vector<std::string> codes;
        for (const Json& obstacle : body(outcome)["obstacles"]) {
            codes.push_back(obstacle["code"]);
        }
        return codes;
    }
    Outcome purge(const std::string& json = R"({"motif": "campagne annuelle"})") {
        return retention().purge(json_node(json), desk.as(responsable()));
    }
    Outcome hold() {
        return retention().hold(menage(),
                                json_node(R"({"motif": "contentieux", "reexamen": "2030-01-01"})"),
                                desk.as(responsable()));
    }

    Desk desk;
    Json parties;
};

TEST_F(Retained, two_years_are_counted_from_the_end_of_the_stay_and_explained) {
    end_stay("2026-06-30");
    desk.clock.set("2028-06-30T20:00:00.000Z");
    const Outcome outcome = retention().read(menage(), responsable());
    const Json& told = body(outcome);
    EXPECT_EQ(told["fin_de_conservation"], "2028-06-30T23:59:59+02:00");
    EXPECT_EQ(told["echu"], false);
    EXPECT_EQ(told["because"][0]["text"], "Dernier contact le 30 juin 2026 : fin d'un séjour.");
    EXPECT_GT(told["because"].size(), 2U);
    EXPECT_THAT(obstacles(), ElementsAre("conservation_en_cours"));
    desk.clock.set("2028-06-30T22:00:00.000Z");
    EXPECT_THAT(obstacles(), IsEmpty());
    EXPECT_EQ(body(retention().read(menage(), responsable()))["effacable"], true);
}

TEST_F(Retained, a_stay_that_runs_keeps_everything_however_long) {
    desk.clock.set(past_time);
    EXPECT_THAT(obstacles(), ElementsAre("sejour_en_cours"));
    EXPECT_EQ(body(purge())["effaces"], 0);
    EXPECT_TRUE(desk.store().noun(dossier::NounKind::menage, menage(), access::system_scope()));
}

TEST_F(Retained, an_open_dossier_keeps_everything_and_says_so) {
    end_stay("2026-06-30");
    const Outcome opened = desk.open(desk.kit(parties.dump()), desk.as(responsable()));
    desk.clock.set(past_time);
    EXPECT_THAT(obstacles(), Contains("dossier_ouvert"));
    const Outcome purged = purge();
    EXPECT_EQ(body(purged)["effaces"], 0);
    EXPECT_EQ(body(purged)["retenus"], 1);
    const std::string number = body(opened)["number"];
    EXPECT_THAT(body(purged)["items"][0]["obstacles"][0]["message"].get<std::string>(),
                HasSubstr(number));
}

TEST_F(Retained, a_change_of_its_record_is_no_contact_with_the_household) {
    end_stay("2026-06-30");
    closed_kit();
    desk.clock.set("2027-03-01T08:00:00.000Z");
    change("menage", menage(), R"({"suivi_pash": true})");
    EXPECT_EQ(body(retention().read(menage(), responsable()))["fin_de_conservation"],
              "2028-06-30T23:59:59+02:00");
}

TEST_F(Retained, the_preview_tells_what_would_go_and_changes_nothing) {
    end_stay("2026-06-30");
    closed_kit();
    desk.clock.set(past_time);
    const auto journal = desk.store().counts().journal;
    const Outcome seen = retention().preview(responsable());
    EXPECT_EQ(body(seen)["effacables"], 1);
    const Json& household = body(seen)["items"][0];
    EXPECT_EQ(household["personnes"], 1);
    EXPECT_EQ(household["sejours"], 1);
    EXPECT_EQ(household["dossiers"].size(), 1U);
    EXPECT_GT(household["fichiers"], 0);
    EXPECT_EQ(body(seen).dump().find(family), std::string::npos);
    EXPECT_EQ(desk.store().counts().journal, journal);
}

TEST_F(Retained, after_the_purge_nobody_finds_the_household_and_the_chain_is_whole) {
    end_stay("2026-06-30");
    const std::string dossier = closed_kit();
    const std::string number = desk.store().dossier(dossier, access::system_scope())->number;
    const auto counted = desk.store().counts().journal;
    desk.clock.set(past_time);
    const Outcome purged = purge();
    ASSERT_EQ(body(purged)["effaces"], 1);
    const auto who = responsable();
    Registry registry(desk.office());
    for (const auto kind : {dossier::NounKind::personne, dossier::NounKind::menage}) {
        EXPECT_THAT(body(registry.list(kind, {.text = family}, who))["items"], IsEmpty());
    }
    Procedures procedures(desk.office());
    EXPECT_EQ(verdict(procedures.read(dossier, who)), "introuvable");
    EXPECT_EQ(verdict(procedures.history(dossier, who)), "introuvable");
    EXPECT_EQ(verdict(procedures.documents(dossier, who)), "introuvable");
    EXPECT_THAT(body(procedures.list({.text = number}, who))["items"], IsEmpty());
    EXPECT_THAT(body(procedures.list({.text = family}, who))["items"], IsEmpty());
    const auto chain = desk.store().verify_journal(1);
    EXPECT_FALSE(chain.first_broken) << chain.reason;
    EXPECT_GT(chain.entries, counted);
    EXPECT_EQ(body(purge())["effaces"], 0);
}

TEST_F(Retained, the_certificate_is_signed_and_names_nobody) {
    end_stay("2026-06-30");
    closed_kit();
    desk.clock.set(past_time);
    const Outcome purged = purge();
    const std::string id = body(purged)["attestations"][0];
    const Outcome shown = retention().certificate(id, responsable());
    const Json& proof = body(shown);
    EXPECT_EQ(proof["statement"]["certificat"], id);
    EXPECT_EQ(proof["statement"]["fondement"]["regle"], "DL99");
    EXPECT_EQ(proof["statement"]["fondement"]["duree"], "P24M");
    EXPECT_EQ(proof["statement"]["motif"], "campagne annuelle");
    EXPECT_EQ(proof["statement"]["efface"]["personnes"], 1);
    EXPECT_GT(proof["statement"]["efface"]["fichiers"].size(), 0U);
    EXPECT_EQ(proof["statement"]["efface"]["fichiers"][0]["sha256"].get<std::string>().size(), 64U);
    EXPECT_GT(proof["ligne"], 0);
    EXPECT_EQ(proof.dump().find(family), std::string::npos);
    EXPECT_EQ(proof.dump().find("Salma"), std::string::npos);
    dossier::Actor elsewhere = responsable();
    elsewhere.departement = "93";
    EXPECT_EQ(verdict(retention().certificate(id, elsewhere)), "introuvable");
    EXPECT_THAT(body(retention().certificates(responsable()))["items"], SizeIs(1));
}

TEST_F(Retained, a_hold_stands_before_the_purge_until_it_is_lifted) {
    end_stay("2026-06-30");
    ASSERT_EQ(verdict(hold()), "done");
    EXPECT_EQ(verdict(hold()), "deja_gele");
    desk.clock.set(past_time);
    EXPECT_THAT(obstacles(), ElementsAre("gel"));
    EXPECT_EQ(body(purge())["effaces"], 0);
    EXPECT_THAT(body(retention().holds(responsable()))["items"], SizeIs(1));
    const auto lift = [&] {
        return retention().lift(menage(), json_node(R"({"raison": "jugement définitif"})"),
                                desk.as(responsable()));
    };
    EXPECT_EQ(verdict(lift()), "done");
    EXPECT_EQ(verdict(lift()), "pas_gele");
    EXPECT_EQ(body(purge())["effaces"], 1);
    for (const char* kind : {"gel", "gel_leve", "effacement"}) {
        EXPECT_TRUE(desk.store().last_entry(kind)) << kind;
    }
}

TEST_F(Retained, a_hold_is_read_strictly) {
    for (const char* wrong :
         {R"({"motif": "parce que", "reexamen": "2030-01-01"})",
          R"({"motif": "contentieux", "reexamen": "2026-05-04"})",
          R"({"motif": "contentieux", "reexamen": "2026-02-30"})", R"({"motif": "contentieux"})",
          R"({"motif": "contentieux", "reexamen": "2030-01-01", "nom": "x"})"}) {
        EXPECT_THAT(verdict(retention().hold(menage(), json_node(wrong), desk.as(responsable()))),
                    HasSubstr("problems"))
            << wrong;
    }
}

TEST_F(Retained, only_a_responsable_of_the_departement_holds_or_erases) {
    end_stay("2026-06-30");
    desk.clock.set(past_time);
    for (const dossier::Role role : dossier::all_roles()) {
        if (role == dossier::Role::systeme || role == dossier::Role::siao_responsable) continue;
        const auto who = desk.as(desk.actor(std::string(dossier::name_of(role))));
        EXPECT_EQ(verdict(retention().purge(json_node(R"({"motif": "x"})"), who)), "acces_refuse");
        EXPECT_EQ(verdict(retention().preview(who.actor)), "acces_refuse");
    }
    dossier::Actor elsewhere = desk.actor("siao_responsable", "other");
    elsewhere.departement = "93";
    EXPECT_EQ(
        body(retention().purge(json_node(R"({"motif": "x"})"), desk.as(elsewhere)))["effaces"], 0);
    EXPECT_EQ(verdict(retention().read(menage(), elsewhere)), "introuvable");
}

TEST_F(Retained, a_purge_needs_its_reason) {
    for (const char* wrong : {"{}", R"({"motif": "  "})"}) {
        EXPECT_THAT(verdict(purge(wrong)), HasSubstr("problems")) << wrong;
    }
}

TEST_F(Retained, only_the_households_named_go_if_some_are_named) {
    end_stay("2026-06-30");
    desk.clock.set(past_time);
    EXPECT_EQ(body(purge(R"({"motif": "x", "menages": ["0123"]})"))["effaces"], 0);
    EXPECT_EQ(body(purge(R"({"motif": "x", "menages": [")" + menage() + "\"]}"))["effaces"], 1);
}

TEST_F(Retained, what_is_erased_is_not_said_again_to_an_old_key) {
    end_stay("2026-06-30");
    Registry registry(desk.office());
    const auto who = desk.as(responsable(), "cle-ancienne");
    desk.clock.set("2029-05-31T08:00:00.000Z");
    ASSERT_EQ(verdict(registry.change(dossier::NounKind::menage, menage(),
                                      json_node(R"({"suivi_pash": false})"), who)),
              "done");
    desk.clock.set(past_time);
    ASSERT_EQ(body(purge())["effaces"], 1);
    EXPECT_EQ(verdict(registry.change(dossier::NounKind::menage, menage(),
                                      json_node(R"({"suivi_pash": false})"), who)),
              "introuvable");
}

TEST_F(Retained, a_signed_page_outlives_its_household_and_goes_at_its_own_end) {
    end_stay("2026-06-30");
    const std::string dossier = closed_kit();
    const Outcome supplied = Annexes(desk.office())
                                 .supply({.structure = "", .dossier = dossier},
                                         {.nature = "page_signee",
                                          .title = "Page signée par Kanarienvogel",
                                          .language = "fr",
                                          .bytes = pdf::scan(1)},
                                         desk.as(responsable()));
    ASSERT_EQ(verdict(supplied), "done");
    const std::string file = body(supplied)["id"];
    desk.clock.set(past_time);
    const Outcome purged = purge();
    ASSERT_EQ(body(purged)["effaces"], 1);
    const Json kept = body(purged)["items"][0]["conserves"];
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0]["classe"], "contrats");
    EXPECT_EQ(kept[0]["jusqu_au"], "2031-05-04T23:59:59+02:00");
    EXPECT_EQ(
        verdict(Annexes(desk.office()).list({.structure = "", .dossier = dossier}, responsable())),
        "introuvable");
    const auto read = [&](const std::string& reason, const dossier::Actor& who) {
        return retention().kept_paper(file, reason, who);
    };
    EXPECT_EQ(base::refusal_of(read("", responsable()))->code, "raison_manquante");
    EXPECT_EQ(base::refusal_of(read("x", desk.actor("siao_agent")))->code, "acces_refuse");
    const auto paper = read("demande du juge", responsable());
    ASSERT_EQ(base::refusal_of(paper), nullptr);
    EXPECT_EQ(std::get<IssuedPaper>(paper).bytes, pdf::scan(1));
    EXPECT_TRUE(desk.store().last_entry("archive_consultee"));
    desk.clock.set("2031-05-04T21:00:00.000Z");
    EXPECT_EQ(body(purge())["fichiers_echus"], 0);
    desk.clock.set("2031-05-04T22:00:00.000Z");
    EXPECT_EQ(body(purge())["fichiers_echus"], 1);
    EXPECT_EQ(base::refusal_of(read("x", responsable()))->code, "introuvable");
    EXPECT_FALSE(desk.store().verify_journal(1).first_broken);
}

TEST_F(Retained, a_pass_of_the_day_notes_who_was_seen_and_leaves_who_was_not) {
    const std::string other = Json::parse(desk.household("Roy"))["menage"];
    end_stay("2026-06-30");
    desk.clock.set(past_time);
    const auto unseen = [&] {
        std::vector<std::string> found;
        const auto before = latest_sight_past_retention(desk.office(), desk.clock.now());
        for (const auto& one :
             desk.store().households_unseen_since(before, "", 10, access::system_scope())) {
            found.push_back(one.menage);
        }
        return found;
    };
    EXPECT_THAT(unseen(), SizeIs(2));
    Sightings sightings(desk.office());
    for (int turn = 0; turn < 4; ++turn) sightings.turn(desk.clock.now(), 1);
    EXPECT_THAT(unseen(), ElementsAre(menage()));
    EXPECT_TRUE(desk.store().noun(dossier::NounKind::menage, other, access::system_scope()));
}

TEST_F(Retained, a_backup_made_before_the_purge_tells_nothing_after_it) {
    end_stay("2026-06-30");
    const std::string dossier = closed_kit();
    const std::string person = desk.store().holdings(menage()).personnes.front().id;
    const std::string piece = desk.store().holdings(menage()).files.front().id;
    const auto copy = desk.file().parent_path() / "copie.sqlite";
    desk.store().backup(copy);
    desk.clock.set(past_time);
    ASSERT_EQ(body(purge())["effaces"], 1);
    const auto keys = desk.file().parent_path() / "cles";
    const auto restored = store::open_sqlite({.path = copy, .keys = keys});
    const auto all = access::system_scope();
    const auto found = restored->noun(dossier::NounKind::personne, person, all);
    ASSERT_TRUE(found);
    EXPECT_EQ(text_of(found->fields, "nom"), "");
    EXPECT_TRUE(restored->dossier(dossier, all)->facts.empty());
    EXPECT_FALSE(restored->piece_bytes(piece, all));
    EXPECT_EQ(restored->piece(piece, all)->facts_json, "");
    for (const auto& entry : restored->history(dossier, all)) EXPECT_EQ(entry.payload_json, "");
    EXPECT_FALSE(restored->verify_journal(1).first_broken);
    EXPECT_EQ(base::read_file(copy).find(family), std::string::npos);
    EXPECT_EQ(base::read_file(desk.file()).find(family), std::string::npos);
}

TEST_F(Retained, keys_left_by_a_crash_are_destroyed_by_the_next_purge) {
    end_stay("2026-06-30");
    desk.clock.set(past_time);
    const auto age = age_of(desk.office(), menage(), desk.clock.now());
    dossier::Change change;
    change.erasure = dossier::Erasure{.certificate = base::random_id(),
                                      .departement = "75",
                                      .of = age->held,
                                      .owners = {"menage:" + menage()},
                                      .at = desk.clock.now()};
    ASSERT_EQ(desk.store().commit(change), dossier::Committed::done);
    EXPECT_THAT(desk.store().keys_to_destroy(), SizeIs(1));
    EXPECT_EQ(verdict(purge()), "done");
    EXPECT_THAT(desk.store().keys_to_destroy(), IsEmpty());
    EXPECT_TRUE(desk.store().last_entry("cles_detruites"));
}

}  // namespace
}  // namespace preavis::service::test
