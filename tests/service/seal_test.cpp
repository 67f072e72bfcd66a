// What the service does with its sealer: papers are sealed before they are kept, or wait.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/policy.h"
#include "base/failure.h"
#include "service/desk.h"

namespace preavis::service::test {
namespace {

/// Writes its mark behind the file, unless its authority is away.
class MarkingSealer : public dossier::Sealer {
  public:
    std::string seal(const std::string& pdf, const dossier::SealRequest& request) const override {
        ++asked;
        if (away) throw base::Failure(base::FailureCode::network, "l’autorité ne répond pas");
        return pdf + "scellé " + law::utc_iso(request.at);
    }
    mutable int asked = 0;
    bool away = false;
};

constexpr const char* shown = R"({"event": "presenter_lieux", "facts": {
    "presente_par": "le gérant", "date_presentation": "2026-05-04T07:45:00Z"}})";

constexpr const char* handed = R"({"event": "remettre", "facts": {
    "remis_par": "mandataire_siao", "nom_remettant": "N. F.",
    "date_remise_kit": "2026-05-04T07:50:00Z",
    "pieces_remises": ["note_information", "presentation_acteurs", "reglement_fonctionnement"]}})";

/// Hands a kit over in an office that seals; answers the dossier.
std::string handed_kit(Desk& desk, const Office& office) {
    const auto command = desk.as(desk.actor("siao_agent"));
    const std::string id = body(desk.open(desk.kit(desk.household("Haddad")), command))["id"];
    for (const char* event : {shown, handed}) {
        EXPECT_EQ(verdict(Procedures(office).apply(id, json_node(event), command)), "done");
    }
    return id;
}

TEST(Seal, IsOnThePaperBeforeItsBytesAreKept) {
    Desk desk;
    const MarkingSealer sealer;
    Office office = desk.office();
    office.sealer = &sealer;
    const std::string id = handed_kit(desk, office);
    std::size_t sealed = 0;
    for (const auto& piece : desk.store().pieces(id, access::system_scope())) {
        const auto bytes = desk.store().piece_bytes(piece.id, access::system_scope());
        ASSERT_TRUE(bytes);
        sealed += bytes->ends_with("scellé 2026-05-04T08:00:00.000Z") ? 1 : 0;
        EXPECT_TRUE(Papers(office).provenance(*bytes).known);
    }
    EXPECT_GT(sealed, 0U);
}

TEST(Seal, ThatFailsKeepsTheEventAndLeavesThePaperWaiting) {
    Desk desk;
    MarkingSealer sealer;
    sealer.away = true;
    Office office = desk.office();
    office.sealer = &sealer;
    handed_kit(desk, office);
    const std::size_t waiting = desk.store().jobs(100).size();
    ASSERT_GT(waiting, 0U);
    sealer.asked = 0;
    Papers(office).issue_all();
    EXPECT_GT(sealer.asked, 0) << "tried again";
    EXPECT_LE(sealer.asked, static_cast<int>(waiting)) << "but once only, each";
    EXPECT_EQ(desk.store().jobs(100).size(), waiting) << "never kept unsealed";

    sealer.away = false;
    for (int turn = 0; turn < 3; ++turn) Papers(office).issue_all();
    EXPECT_TRUE(desk.store().jobs(100).empty());
}

}  // namespace
}  // namespace preavis::service::test
