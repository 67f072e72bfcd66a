// Supplied files: one version after the other, and nothing ever lost.
#include "base/hash.h"
#include "store/conformance.h"

namespace preavis::store {
namespace {

using dossier::Annex;
using dossier::AnnexOwner;
using dossier::Committed;
using dossier::SuppliedAnnex;

SuppliedAnnex rules(const std::string& id, std::int64_t version, const std::string& bytes) {
    Annex annex{.id = id, .owner = {.structure = "s1"}, .nature = "reglement_fonctionnement"};
    annex.title = "Règlement";
    annex.language = "fr";
    annex.series = "reglement_fonctionnement/fr";
    annex.version = version;
    annex.sha256 = base::sha256_hex(bytes);
    annex.size = static_cast<std::int64_t>(bytes.size());
    annex.pages = 12;
    annex.supplied_at = noon;
    annex.supplied_by = "nadia";
    return {annex, bytes};
}

std::vector<std::string> ids(const std::vector<Annex>& annexes) {
    std::vector<std::string> found;
    for (const Annex& annex : annexes) found.push_back(annex.id);
    return found;
}

TEST_P(StoreConformance, an_annex_comes_back_byte_for_byte_with_all_that_was_said_of_it) {
    const std::string bytes("%PDF\0\xff\r\n", 8);
    const SuppliedAnnex supplied = rules("a1", 1, bytes);
    must_commit({.annexes = {supplied}});
    reopen();
    EXPECT_EQ(store->annex_bytes("a1", everything()), bytes);
    const Annex found = *store->annex("a1", everything());
    EXPECT_EQ(std::tie(found.owner.structure, found.owner.dossier, found.nature, found.title,
                       found.language, found.series, found.version, found.sha256, found.size,
                       found.pages, found.supplied_at, found.supplied_by),
              std::tie(supplied.annex.owner.structure, supplied.annex.owner.dossier,
                       supplied.annex.nature, supplied.annex.title, supplied.annex.language,
                       supplied.annex.series, supplied.annex.version, supplied.annex.sha256,
                       supplied.annex.size, supplied.annex.pages, supplied.annex.supplied_at,
                       supplied.annex.supplied_by));
    EXPECT_FALSE(store->annex("a2", everything()));
    EXPECT_FALSE(store->annex_bytes("a2", everything()));
}

TEST_P(StoreConformance, a_newer_annex_replaces_the_one_before_in_lists_only) {
    must_commit({.annexes = {rules("a1", 1, "old")}});
    must_commit({.annexes = {rules("a2", 2, "new")}});
    SuppliedAnnex other = rules("a3", 1, "other");
    other.annex.series = "reglement_fonctionnement/ar";
    must_commit({.annexes = {other}});
    EXPECT_THAT(ids(store->annexes({.structure = "s1"}, everything())),
                testing::UnorderedElementsAre("a2", "a3"));
    EXPECT_THAT(store->annexes({.structure = "s2"}, everything()), testing::IsEmpty());
    EXPECT_THAT(store->annexes({.dossier = "s1"}, everything()), testing::IsEmpty());
    EXPECT_EQ(store->annex_bytes("a1", everything()), "old");
}

TEST_P(StoreConformance, two_annexes_never_take_the_same_version) {
    must_commit({.annexes = {rules("a1", 1, "first")}});
    const dossier::Change late = {.journal = {sample_entry("", "annexe_fournie")},
                                  .annexes = {rules("a2", 1, "second")}};
    EXPECT_EQ(store->commit(late), Committed::stale);
    EXPECT_FALSE(store->annex("a2", everything()));
    EXPECT_EQ(store->counts().journal, 0);
}

}  // namespace
}  // namespace preavis::store
