#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/noun.h"
#include "service/kit.h"
#include "service/office.h"

namespace preavis::service {

/// The people and bodies that a document names, read once for all the documents of an event.
struct Cast {
    std::vector<dossier::Noun> persons;
    bool divided = false;     ///< one of them keeps from another where they are
    dossier::Noun menage;     ///< empty fields if the dossier has none
    dossier::Noun structure;  ///< empty fields if the dossier has none
    dossier::Noun operator_;  ///< the organisation that runs the structure
    dossier::Noun issuer;     ///< the organisation that handles the dossier
    const Profile* profile = nullptr;
    std::vector<KitPiece> kit;            ///< none if the procedure hands over no kit
    std::vector<dossier::Annex> annexes;  ///< of the structure
    std::vector<OrderedPaper> papers;     ///< ordered by the same event before this document
    std::map<std::string, dossier::Noun> bodies;  ///< `siao`, `ddets`, `gestionnaire`, `pash`
    std::optional<law::Instant> decided_at;       ///< when its decision was taken, if it has one
};

Cast cast_of(const Office& office, const dossier::Dossier& dossier);

}  // namespace preavis::service
