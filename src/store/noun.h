#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"
#include "store/vault.h"

namespace preavis::store {

/// Inserts (version 0) or replaces a noun, as version + 1, with what it is searched by.
/// False if its version is no longer the one that was read. The fields that the store reads:
/// `nom`, `prenoms`, `designation` (search), `menage`, `personnes` or `membres` of a ménage (who
/// belongs together), `structure`, `sensibilite` (`protege`).
bool save(Connection& db, const dossier::Noun& noun);

std::optional<dossier::Noun> find_noun(Connection& db, dossier::NounKind kind,
                                       const std::string& id, const dossier::Scope& scope);
/// Newest first.
std::vector<dossier::Noun> find_nouns(Connection& db, dossier::NounKind kind,
                                      const dossier::NounFilter& filter,
                                      const dossier::Scope& scope);
std::vector<dossier::Noun> same_persons(Connection& db, const std::string& key,
                                        const dossier::Scope& scope);

/// Makes the noun be found by its words, and its members too if it is a ménage.
void index(Connection& db, const dossier::Noun& noun);

/// What a search asks for: a telephone number, or words, normalised, each once; under the blind
/// names that the index has for them.
struct AskedWords {
    std::string names;  ///< encoded
    std::int64_t count = 0;
};
AskedWords words_asked(Connection& db, const std::string& text, Clearance clearance);

/// As SQL, the identifiers of the nouns that have all of these words; parameters: their names, and
/// their number.
constexpr std::string_view nouns_named =
    "(SELECT w.noun FROM noun_words w WHERE w.word IN (SELECT value FROM json_each(?))"
    " GROUP BY w.noun HAVING count(*) = ?)";

}  // namespace preavis::store
