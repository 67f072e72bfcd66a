// What links do between procedures: told what they must be, explored together, broken on purpose.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.h"
#include "base/text.h"
#include "workflow/prove_links.h"
#include "workflow/world.h"

namespace preavis::workflow::testing {
namespace {

struct Fault {
    const char* name;
    const char* workflow;
    const char* good;
    const char* bad;
    const char* caught_by;
};

/// The procedures as shipped, with the fault in one of them.
Definitions with(const Fault& fault) {
    const auto folder =
        std::filesystem::temp_directory_path() / (std::string("links-") + fault.name);
    std::filesystem::remove_all(folder);
    std::filesystem::copy(std::filesystem::path(PREAVIS_ROOT) / "workflows", folder);
    const auto file = folder / (std::string(fault.workflow) + ".yaml");
    const std::string text = base::read_file(file);
    EXPECT_NE(text.find(fault.good), std::string::npos) << fault.good;
    base::write_file(file, base::replaced(text, fault.good, fault.bad));
    auto reading = Definitions::read(folder);
    std::filesystem::remove_all(folder);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        throw std::runtime_error(base::to_string(*problems));
    }
    return std::get<Definitions>(std::move(reading));
}

/// Explores these procedures; the links between them, and what they broke.
std::vector<LinkProof> explored(const Definitions& definitions,
                                const std::vector<std::string>& names) {
    static const law::Territory paris = world().territory("metropole");
    static const Surroundings surroundings{world().laws, paris, world().deciders};
    LinkWatch watch(definitions, surroundings);
    for (const std::string& name : names) {
        const Definition& definition = *definitions.newest(name);
        const ProofSettings settings{.start = local_instant("2026-05-04 10:00", paris)};
        explore(definition, surroundings, watch.listening(definition, settings));
    }
    return watch.conclude();
}

std::string broken_in(const std::vector<LinkProof>& proofs) {
    std::string all;
    for (const LinkProof& proof : proofs) {
        for (const std::string& sentence : proof.broken) {
            all += proof.from + "/" + proof.link + ": " + sentence + "\n";
        }
    }
    return all;
}

TEST(Links, of_the_shipped_procedures_are_told_what_they_must_be) {
    EXPECT_EQ(base::to_string(check_links(world().definitions)), "");
}

/// The end of care takes longer: `scripts/campaign prove`, and `preavis workflow prove`.
TEST(Links, of_the_shipped_procedures_hold_where_both_sides_are_explored) {
    std::vector<std::string> names = {"absence",    "orientation",    "sejour_hotel", "sortie",
                                      "evaluation", "contrat_sejour", "kit_accueil"};
    if (std::getenv("PREAVIS_CAMPAIGN") != nullptr) names = world().definitions.names();
    const auto proofs = explored(world().definitions, names);
    EXPECT_EQ(broken_in(proofs), "");
    EXPECT_GE(proofs.size(), 7U);
    for (const LinkProof& proof : proofs) EXPECT_GT(proof.accepted, 0U) << proof.link;
}

const Fault badly_told[] = {
    {"unknown_procedure", "absence", "opens: arret_prise_en_charge", "opens: arret_prise_en_charg",
     "(peut-être « arret_prise_en_charge »)"},
    {"not_for_the_system", "sortie", "event: clore\n    says: { motif_cloture: sortie }\n",
     "event: fixer_rendez_vous\n    says: { motif_cloture: sortie }\n",
     "que le système ne peut pas lever ainsi"},
    {"needed_fact_left_out", "absence", "      faits: motif_suite\n", "",
     "ne donne pas « faits », que l'événement demande"},
    {"value_that_is_no_choice", "orientation", "says: { motif: refus_proposition,",
     "says: { motif: refus_de_proposition,", "dit « motif », que l'événement n'attend pas"},
    {"choice_that_the_other_lacks", "contrat_sejour", "absence_prolongee, ", "",
     "donne « motif_fin », que l'événement n'attend pas"},
    {"link_that_comes_back", "contrat_sejour",
     "    stop: [remise, signature, notice, avenant, actualisation, bilan, annexe_tarifaire]\n"
     "    links:\n",
     "    stop: [remise, signature, notice, avenant, actualisation, bilan, annexe_tarifaire]\n"
     "    links:\n      - retour\n",
     "revient à la procédure d'où il part"},
};

TEST(Links, that_are_badly_told_are_named) {
    for (const Fault& fault : badly_told) {
        Fault whole = fault;
        const std::string back = std::string("links:\n  retour:\n    moves: contrat_sejour\n") +
                                 "    event: clore\n    facts: { motif_fin: motif_fin, date_fin: "
                                 "date_fin }\n    source: D\n";
        if (std::string(fault.name) == "link_that_comes_back") {
            const auto folder = std::filesystem::temp_directory_path() / "links-back";
            std::filesystem::remove_all(folder);
            std::filesystem::copy(std::filesystem::path(PREAVIS_ROOT) / "workflows", folder);
            const auto file = folder / "contrat_sejour.yaml";
            std::string text = base::replaced(base::read_file(file), fault.good, fault.bad);
            base::write_file(file, base::replaced(text, "\nlinks:\n", "\n" + back));
            const auto reading = Definitions::read(folder);
            std::filesystem::remove_all(folder);
            ASSERT_TRUE(std::holds_alternative<Definitions>(reading))
                << base::to_string(std::get<base::Problems>(reading));
            EXPECT_THAT(base::to_string(check_links(std::get<Definitions>(reading))),
                        ::testing::HasSubstr(fault.caught_by));
            continue;
        }
        EXPECT_THAT(base::to_string(check_links(with(whole))),
                    ::testing::HasSubstr(fault.caught_by))
            << fault.name;
    }
}

const Fault broken_together[] = {
    {"exit_that_no_rule_lets_in", "sortie", "says: { sortie_enregistree: true }",
     "says: { sortie_enregistree: false }", "contrat_termine: Ce lien n'a jamais d'effet"},
    {"stay_that_ends_twice", "contrat_sejour",
     "    from: [a_etablir, remis, en_discussion, signe, actif, dipc]\n    to: clos\n",
     "    from: [a_etablir, remis, en_discussion, signe, actif, dipc, clos]\n    to: clos\n",
     "contrat_termine: Depuis l'état"},
    {"exit_that_may_be_recorded_again", "sortie",
     "    from: [nouveau, annoncee]\n    to: enregistree",
     "    from: [nouveau, annoncee, enregistree]\n    to: enregistree",
     "« enregistrer », répété, suit le lien deux fois"},
    {"absence_that_lets_nobody_go", "absence", "    requires: [date_fin_sejour]\n",
     "    requires: [date_fin_sejour]\n    guards: [raisons_absentes, retour_futur]\n",
     "absence_terminee: Ce lien n'a jamais d'effet"},
};

TEST(Links, that_break_something_together_are_named) {
    for (const Fault& fault : broken_together) {
        const Definitions definitions = with(fault);
        EXPECT_THAT(broken_in(explored(definitions, {"sortie", "absence", "contrat_sejour"})),
                    ::testing::HasSubstr(fault.caught_by))
            << fault.name;
    }
}

}  // namespace
}  // namespace preavis::workflow::testing
