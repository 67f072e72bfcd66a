// Supplied files and the kits that list them.
#include "service/annexes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/policy.h"
#include "base/hash.h"
#include "pdf/handmade.h"
#include "seal/signer.h"
#include "service/desk.h"
#include "service/printing.h"
#include "service/proof.h"

namespace preavis::service::test {
namespace {

using base::Json;
using ::testing::HasSubstr;
using ::testing::Not;

class Annexing : public testing::Test {
  protected:
    Outcome supply(const std::string& nature, const std::string& bytes,
                   const std::string& role = "gestionnaire_agent", const std::string& key = {}) {
        const Command command = desk.as(desk.actor(role, owner_of(role)), key);
        return Annexes(desk.office())
            .supply(
                {.structure = desk.hotel},
                {.nature = nature, .title = "Titre de " + nature, .language = "fr", .bytes = bytes},
                command);
    }
    std::string owner_of(const std::string& role) const {
        return role == "siao_agent" ? desk.siao : desk.hotelier;
    }
    std::vector<Json> listed() {
        return body(Annexes(desk.office())
                        .list({.structure = desk.hotel}, desk.actor("siao_agent")))["items"];
    }
    std::string open_kit() {
        const auto command = desk.as(desk.actor("siao_agent"));
        return body(desk.open(desk.kit(desk.household("Haddad")), command))["id"];
    }
    /// The web page of a dossier's newest document of that name.
    std::string page_of(const std::string& dossier, const std::string& document,
                        const std::string& variant) {
        std::string page;
        for (const auto& piece : desk.store().pieces(dossier, access::system_scope())) {
            if (piece.document != document || piece.variant != variant) continue;
            page = std::get<std::string>(
                Papers(desk.office()).html(piece.id, desk.actor("siao_agent")));
        }
        return page;
    }
    Desk desk;
};

TEST_F(Annexing, an_annex_is_kept_byte_for_byte_and_journaled) {
    const std::string bytes = pdf::scan(12);
    const Outcome outcome = supply("reglement_fonctionnement", bytes);
    ASSERT_EQ(verdict(outcome), "done");
    const Json& view = body(outcome);
    EXPECT_EQ(view["pages"], 12);
    EXPECT_EQ(view["version"], 1);
    EXPECT_EQ(view["taille"], bytes.size());
    EXPECT_EQ(view["sha256"], base::sha256_hex(bytes));
    const auto file = Annexes(desk.office()).file(view["id"], desk.actor("siao_agent"));
    EXPECT_EQ(std::get<IssuedPaper>(file).bytes, bytes);
    EXPECT_FALSE(desk.store().verify_journal(1).first_broken);
}

TEST_F(Annexing, a_newer_file_replaces_the_one_before_and_the_same_file_is_refused) {
    ASSERT_EQ(verdict(supply("charte", pdf::scan(1))), "done");
    EXPECT_EQ(verdict(supply("charte", pdf::scan(1))), "annexe_deja_fournie");
    ASSERT_EQ(body(supply("charte", pdf::scan(2)))["version"], 2);
    ASSERT_EQ(listed().size(), 1U);
    EXPECT_EQ(listed().front()["pages"], 2);
}

TEST_F(Annexing, the_same_key_gives_the_same_answer) {
    const Outcome first = supply("charte", pdf::scan(1), "siao_agent", "clé");
    EXPECT_EQ(body(supply("charte", pdf::scan(1), "siao_agent", "clé")), body(first));
    EXPECT_EQ(listed().size(), 1U);
}

TEST_F(Annexing, what_is_refused_changes_nothing) {
    EXPECT_EQ(verdict(supply("charte", "texte")), "annexe_pas_un_pdf");
    EXPECT_THAT(verdict(supply("chartre", pdf::scan(1))), HasSubstr("problems"));
    EXPECT_EQ(verdict(supply("charte", pdf::scan(1), "hotelier")), "acces_refuse");
    EXPECT_EQ(verdict(supply("charte", pdf::scan(1), "menage")), "acces_refuse");
    EXPECT_TRUE(listed().empty());
}

TEST_F(Annexing, a_structure_of_others_is_not_found) {
    const auto stranger = desk.actor("gestionnaire_agent", "somebody-else");
    const Outcome outcome =
        Annexes(desk.office())
            .supply({.structure = desk.hotel},
                    {.nature = "charte", .title = "t", .language = "fr", .bytes = pdf::scan(1)},
                    desk.as(stranger));
    EXPECT_EQ(verdict(outcome), "introuvable");
    const std::string id = body(supply("charte", pdf::scan(1)))["id"];
    const auto file = Annexes(desk.office()).file(id, stranger);
    ASSERT_NE(base::refusal_of(file), nullptr);
    EXPECT_EQ(base::refusal_of(file)->code, "introuvable");
}

TEST_F(Annexing, the_cover_lists_each_file_of_the_kit_with_its_pages_and_hash) {
    const std::string rules = pdf::scan(12);
    ASSERT_EQ(verdict(supply("reglement_fonctionnement", rules)), "done");
    const std::string dossier = open_kit();
    std::set<std::string> hashes = {base::sha256_hex(rules)};
    for (const auto& piece : desk.store().pieces(dossier, access::system_scope())) {
        ASSERT_TRUE(piece.issued_at) << piece.document;
        if (piece.document != "kit_accueil") hashes.insert(piece.sha256);
    }
    ASSERT_EQ(hashes.size(), 5U);
    for (const char* variant : {"standard", "falc"}) {
        const std::string cover = page_of(dossier, "kit_accueil", variant);
        for (const std::string& hash : hashes) {
            EXPECT_THAT(cover, HasSubstr(hash.substr(0, 8) + " " + hash.substr(8, 8))) << variant;
        }
        EXPECT_THAT(cover, HasSubstr("Présentation des acteurs")) << "missing: handed over apart";
    }
    EXPECT_THAT(page_of(dossier, "kit_accueil", "standard"),
                HasSubstr("Titre de reglement_fonctionnement"));
    EXPECT_THAT(page_of(dossier, "kit_accueil", "falc"), HasSubstr("Les règles de vie"));
}

TEST_F(Annexing, a_kit_quotes_the_version_that_was_handed_over) {
    const std::string first = base::sha256_hex(pdf::scan(3)).substr(0, 8);
    ASSERT_EQ(verdict(supply("reglement_fonctionnement", pdf::scan(3))), "done");
    const std::string dossier = open_kit();
    ASSERT_EQ(verdict(supply("reglement_fonctionnement", pdf::scan(4))), "done");
    EXPECT_THAT(page_of(dossier, "kit_accueil", "standard"), HasSubstr(first));
    const auto command = desk.as(desk.actor("siao_agent"));
    ASSERT_EQ(verdict(desk.apply(
                  dossier, R"({"event": "reediter", "facts": {"motif_reedition": "x"}})", command)),
              "done");
    EXPECT_THAT(page_of(dossier, "kit_accueil", "standard"), Not(HasSubstr(first)));
}

TEST_F(Annexing, a_cover_waits_for_the_documents_that_it_lists) {
    const std::string dossier = open_kit();
    const auto pieces = desk.store().pieces(dossier, access::system_scope());
    dossier::Change again;
    for (dossier::Piece piece : {pieces.at(4), pieces.at(0)}) {
        const bool cover = piece.document == "kit_accueil";
        piece.id = cover ? "cover" : "note";
        piece.issued_at.reset();
        piece.sha256.clear();
        if (cover) {
            Json facts = Json::parse(piece.facts_json);
            for (Json& file : facts["pieces_kit"]) {
                if (file.contains("piece")) file["piece"] = "note";
            }
            piece.facts_json = facts.dump();
        }
        again.pieces.push_back(piece);
        again.jobs.push_back({.key = "emettre:" + piece.id,
                              .kind = "emettre",
                              .subject = piece.id,
                              .queued_at = desk.clock.now()});
    }
    ASSERT_EQ(again.pieces.front().document, "kit_accueil");
    ASSERT_EQ(desk.store().commit(again), dossier::Committed::done);
    Papers papers(desk.office());
    papers.issue(again.jobs.front());
    EXPECT_FALSE(desk.store().piece("cover", access::system_scope())->issued_at);
    papers.issue(again.jobs.back());
    papers.issue(again.jobs.front());
    EXPECT_TRUE(desk.store().piece("note", access::system_scope())->issued_at);
    EXPECT_TRUE(desk.store().piece("cover", access::system_scope())->issued_at);
}

TEST_F(Annexing, a_supplied_file_is_proved_without_the_store) {
    const auto signer = seal::file_signer(desk.file().string() + ".cle", true);
    Office office = desk.office();
    office.signer = signer.get();
    const auto proof_for = [&](const std::string& id, const dossier::Actor& actor) {
        return proof_of_annex(office, id, actor);
    };
    const auto siao = desk.actor("siao_agent");
    const std::string of_place = body(supply("reglement_fonctionnement", pdf::scan(3)))["id"];
    const Outcome scan = Annexes(office).supply(
        {.dossier = open_kit()},
        {.nature = "page_signee", .title = "Page signée", .language = "fr", .bytes = pdf::scan(4)},
        desk.as(siao));
    ASSERT_EQ(verdict(scan), "done");
    const std::string of_dossier = body(scan)["id"];
    for (const auto& [id, pages] : {std::pair{of_place, 3}, std::pair{of_dossier, 4}}) {
        const auto proof = proof_for(id, siao);
        ASSERT_FALSE(base::refusal_of(proof)) << base::refusal_of(proof)->message;
        const Json& told = std::get<Json>(proof);
        const auto judged = [&](const std::string& bytes) {
            return judge_proof(told, base::sha256_hex(bytes), signer->public_key(),
                               seal::signature_holds);
        };
        EXPECT_TRUE(judged(pdf::scan(pages)).holds) << judged(pdf::scan(pages)).reason;
        EXPECT_FALSE(judged(pdf::scan(pages + 1)).holds);
    }
    const auto stranger = desk.actor("gestionnaire_agent", "somebody else");
    EXPECT_EQ(base::refusal_of(proof_for(of_dossier, stranger))->code, "introuvable");
    EXPECT_EQ(base::refusal_of(proof_for(of_dossier, desk.actor("ddets_pilotage")))->code,
              "acces_refuse");
    EXPECT_EQ(base::refusal_of(proof_for("absent", siao))->code, "introuvable");
    office.signer = nullptr;
    const std::string unsigned_yet = body(supply("reglement_fonctionnement", pdf::scan(9)))["id"];
    EXPECT_EQ(base::refusal_of(proof_for(unsigned_yet, siao))->code, "preuve_impossible");
}

TEST_F(Annexing, the_clerk_sees_which_obligatory_piece_has_no_file) {
    ASSERT_EQ(verdict(supply("reglement_fonctionnement", pdf::scan(3))), "done");
    const Outcome read = Procedures(desk.office()).read(open_kit(), desk.actor("siao_agent"));
    std::map<std::string, bool> obligatory;
    for (const Json& piece : body(read)["kit"]) {
        if (piece["obligatoire"]) obligatory[piece["piece"]] = piece["fichier"];
    }
    EXPECT_THAT(obligatory, testing::ElementsAre(testing::Pair("note_information", true),
                                                 testing::Pair("presentation_acteurs", false),
                                                 testing::Pair("reglement_fonctionnement", true)));
}

TEST_F(Annexing, a_printing_copy_holds_covers_documents_and_annexes_of_the_newest_kit) {
    ASSERT_EQ(verdict(supply("reglement_fonctionnement", pdf::scan(3))), "done");
    const std::string dossier = open_kit();
    const auto actor = desk.actor("siao_agent");
    const auto copy = [&](bool duplex) {
        return std::get<IssuedPaper>(printing_copy(desk.office(), dossier, actor, duplex));
    };
    const auto pages = [&](const std::string& bytes) {
        return std::get<dossier::AnnexLook>(desk.office().binder->look(bytes)).pages;
    };
    std::int64_t expected = 3;
    for (const auto& piece : desk.store().pieces(dossier, access::system_scope())) {
        expected += pages(*desk.store().piece_bytes(piece.id, access::system_scope()));
    }
    EXPECT_EQ(pages(copy(false).bytes), expected);
    EXPECT_EQ(copy(false).sha256, copy(false).sha256);
    EXPECT_GT(pages(copy(true).bytes), expected) << "three pages leave a blank one";
    ASSERT_EQ(
        verdict(desk.apply(dossier, R"({"event": "reediter", "facts": {"motif_reedition": "x"}})",
                           desk.as(actor))),
        "done");
    EXPECT_EQ(pages(copy(false).bytes), expected) << "the new kit instead of the old one";
}

TEST_F(Annexing, a_dossier_of_others_is_not_printed) {
    const auto copy = printing_copy(desk.office(), open_kit(),
                                    desk.actor("gestionnaire_agent", "somebody-else"), false);
    ASSERT_NE(base::refusal_of(copy), nullptr);
    EXPECT_EQ(base::refusal_of(copy)->code, "introuvable");
}

}  // namespace
}  // namespace preavis::service::test
