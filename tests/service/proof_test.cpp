// Signed checkpoints, and documents proved under them to somebody who has nothing else.
#include "service/proof.h"

#include <gmock/gmock.h>

#include "access/policy.h"
#include "base/hash.h"
#include "seal/signer.h"
#include "service/checkpoint.h"
#include "service/desk.h"

namespace preavis::service::test {
namespace {

using base::Json;
using ::testing::HasSubstr;

class Proving : public testing::Test {
  protected:
    void SetUp() override {
        signer = seal::file_signer(desk.file().string() + ".cle", true);
        office = std::make_unique<Office>(desk.office());
        office->signer = signer.get();
        const std::string parties = desk.household("Durand");
        const Outcome opened = desk.open(desk.kit(parties), desk.as(siao()));
        ASSERT_EQ(verdict(opened), "done");
        dossier = body(opened)["id"];
        Papers(*office).issue_all();
        piece = desk.store().pieces(dossier, access::system_scope()).at(0);
    }

    dossier::Actor siao() const { return desk.actor("siao_agent"); }
    Json proof() {
        const auto answer = proof_of_document(*office, piece.id, siao());
        EXPECT_FALSE(base::refusal_of(answer));
        return std::get<Json>(answer);
    }
    ProofVerdict judged(const Json& told, const std::string& sha256, const std::string& key = {}) {
        return judge_proof(told, sha256, key, seal::signature_holds);
    }

    Desk desk;
    std::unique_ptr<dossier::Signer> signer;
    std::unique_ptr<Office> office;
    std::string dossier;
    dossier::Piece piece;
};

TEST_F(Proving, an_issued_document_is_proved_without_the_store) {
    const ProofVerdict verdict = judged(proof(), piece.sha256, signer->public_key());
    EXPECT_TRUE(verdict.holds) << verdict.reason;
    EXPECT_EQ(verdict.key, signer->public_key());
    EXPECT_GT(verdict.sequence, 0);
    EXPECT_EQ(proof(), proof()) << "the same checkpoint serves again";
}

TEST_F(Proving, whatever_is_changed_in_a_proof_it_holds_no_more) {
    const Json told = proof();
    EXPECT_THAT(judged(told, base::sha256_hex("another file")).reason, HasSubstr("fichier"));
    EXPECT_THAT(judged(told, piece.sha256, std::string(64, 'a')).reason, HasSubstr("clé"));
    for (const char* field : {"form", "salt", "line", "path", "checkpoint"}) {
        Json without = told;
        without.erase(field);
        EXPECT_FALSE(judged(without, piece.sha256).holds) << field;
    }
    for (const auto& [name, value] : told["line"].items()) {
        Json altered = told;
        altered["line"][name] = value.is_string() ? Json(value.get<std::string>() + "0")
                                                  : Json(value.get<std::int64_t>() + 1);
        EXPECT_FALSE(judged(altered, piece.sha256).holds) << name;
    }
    Json cut = told;
    cut["path"].erase(0);
    EXPECT_FALSE(judged(cut, piece.sha256).holds);
    const std::string note = told["checkpoint"];
    for (std::size_t i = 0; i < note.size(); ++i) {
        Json altered = told;
        std::string text = note;
        text[i] = text[i] == 'A' ? 'B' : 'A';
        altered["checkpoint"] = text;
        EXPECT_FALSE(judged(altered, piece.sha256).holds) << i;
    }
    EXPECT_FALSE(judged(Json(), piece.sha256).holds);
    EXPECT_FALSE(judged(Json::array({1, 2}), piece.sha256).holds);
}

TEST_F(Proving, a_document_out_of_scope_or_not_issued_or_without_a_key_has_no_proof) {
    const auto code = [&](const dossier::Actor& actor) {
        const auto answer = proof_of_document(*office, piece.id, actor);
        const auto* refusal = base::refusal_of(answer);
        return refusal == nullptr ? "" : refusal->code;
    };
    EXPECT_EQ(code(desk.actor("ddets_pilotage")), "acces_refuse");
    EXPECT_EQ(code(desk.actor("gestionnaire_agent", "somebody else")), "introuvable");
    office->signer = nullptr;
    EXPECT_EQ(code(siao()), "preuve_impossible");
}

TEST_F(Proving, a_checkpoint_is_made_once_a_day_and_only_if_the_journal_grew) {
    EXPECT_TRUE(checkpoint_daily(*office, desk.clock.now()));
    EXPECT_FALSE(checkpoint_daily(*office, desk.clock.now()));
    desk.clock.advance_hours(24);
    EXPECT_FALSE(checkpoint_daily(*office, desk.clock.now())) << "nothing was added";
    desk.household("Petit");
    EXPECT_TRUE(checkpoint_daily(*office, desk.clock.now()));
    const auto kept = desk.store().checkpoints(10);
    ASSERT_EQ(kept.size(), 2U);
    for (const dossier::Checkpoint& checkpoint : kept) {
        const auto note = read_note(checkpoint.note);
        ASSERT_TRUE(note);
        EXPECT_EQ(note->size, checkpoint.size);
        EXPECT_EQ(note->root, checkpoint.root);
        EXPECT_TRUE(seal::signature_holds(note->statement, note->signature, signer->public_key()));
    }
    const auto report = desk.store().verify_journal(1);
    EXPECT_EQ(report.checkpoints, 2);
    EXPECT_FALSE(report.false_checkpoint);
}

TEST(CheckpointNotes, are_read_whole_or_not_at_all) {
    const std::string good = "preavis/x\n7\n" + base::base64(std::string(32, 'r')) +
                             "\ntete aa\ndate 2026-05-04T00:00:00Z\ncle " + std::string(64, 'a') +
                             "\n\n";
    const std::string name =
        base::sha256("preavis/x\n\x01" + *base::from_hex(std::string(64, 'a'))).substr(0, 4);
    const std::string line = "— preavis/x " + base::base64(name + std::string(64, 's')) + "\n";
    EXPECT_TRUE(read_note(good + line));
    for (const std::string& bad :
         {std::string(), good, line, good + "\n" + line, good + line + line, good.substr(1) + line,
          "x" + good + line, good + line.substr(0, line.size() - 1),
          good + "- preavis/x " + base::base64(name + "s") + "\n"}) {
        EXPECT_FALSE(read_note(bad)) << bad;
    }
}

}  // namespace
}  // namespace preavis::service::test
