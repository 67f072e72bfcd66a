#include "dossier/decider.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/hash.h"
#include "dossier/noun.h"
#include "dossier/support.h"

namespace preavis::dossier::test {
namespace {

const std::filesystem::path data = std::filesystem::path(PREAVIS_ROOT) / "data";

const Deciders& deciders() {
    static const Deciders read = std::get<Deciders>(Deciders::read(data / "decideurs.yaml"));
    return read;
}

/// The decider, or the code of the refusal.
std::string decides(const std::string& regime, const std::string& structure) {
    const auto answer = deciders().decider(regime, structure);
    if (const auto* refusal = base::refusal_of(answer)) {
        EXPECT_FALSE(refusal->message.empty());
        EXPECT_FALSE(refusal->source.empty());
        return refusal->code;
    }
    return std::get<std::string>(answer);
}

const std::vector<std::string> housing = {"residence_sociale", "rs_fjt", "pension_de_famille",
                                          "residence_accueil", "iml"};
const std::vector<std::string> accommodation = {"chrs", "chu", "halte_de_nuit", "alt", "autre"};

// Source: domain model, « Who decides an end of care »; S001 6.d.
TEST(Deciders, AnswerForEveryRegimeAndKindOfStructure) {
    const std::map<std::string, std::string> in_a_hotel = {{"initiale", "siao"},
                                                           {"priorite_prefecture", "siao"},
                                                           {"stabilisee", "siao"},
                                                           {"insertion", "siao"},
                                                           {"humanitaire", "siao"}};
    const std::map<std::string, std::string> in_accommodation = {
        {"initiale", "siao"},
        {"priorite_prefecture", "siao"},
        {"stabilisee", "gestionnaire"},
        {"insertion", "gestionnaire"},
        {"humanitaire", "decideur_inconnu"}};
    for (const auto& [regime, decider] : in_a_hotel) {
        EXPECT_EQ(decides(regime, "hotel"), decider) << regime;
    }
    for (const auto& [regime, decider] : in_accommodation) {
        for (const std::string& structure : accommodation) {
            EXPECT_EQ(decides(regime, structure), decider) << regime << " " << structure;
        }
    }
    for (const auto& [regime, decider] : in_a_hotel) {
        for (const std::string& structure : housing) {
            EXPECT_EQ(decides(regime, structure), "contrat_de_logement") << regime << structure;
        }
    }
}

TEST(Deciders, KnowTheRegimesAndStructuresOfTheNouns) {
    const Nouns nouns = std::get<Nouns>(Nouns::read(data / "nouns"));
    const auto choices = [&nouns](NounKind kind, const char* field) {
        return find(nouns.fields(kind), field)->type.choices;
    };
    EXPECT_EQ(choices(NounKind::sejour, "regime").size(), 5U);
    EXPECT_EQ(choices(NounKind::structure, "genre").size(),
              housing.size() + accommodation.size() + 1);
}

TEST(Deciders, RefuseARegimeThatTheTableDoesNotName) {
    EXPECT_EQ(decides("inconnu", "chrs"), "decideur_inconnu");
    EXPECT_EQ(decides("stabilisee", "chateau"), "decideur_inconnu");
    EXPECT_EQ(decides("", ""), "decideur_inconnu");
}

TEST(Deciders, ReportWhatIsWrongInTheirFile) {
    const auto file =
        std::filesystem::temp_directory_path() / ("preavis-decideurs-" + base::random_id());
    base::write_file(file, "lines:\n  - { decider: siao, raison: x, source: y }\n");
    const auto reading = Deciders::read(file);
    std::filesystem::remove(file);
    EXPECT_EQ(base::to_string(std::get<base::Problems>(reading)),
              file.string() + ":2:5: il manque « reason »\n" + file.string() +
                  ":2:22: « raison » n'est pas connu ici (peut-être « reason »)\n");
}

}  // namespace
}  // namespace preavis::dossier::test
