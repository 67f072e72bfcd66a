#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "document/template.h"
#include "dossier/dossier.h"
#include "dossier/noun.h"
#include "service/kit.h"
#include "service/office.h"

namespace preavis::service {

/// The people and bodies that a document names, read once for all the documents of an event.
struct Cast {
    std::vector<dossier::Noun> persons;
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

/// The facts that a template declares: those of the dossier by their own names, the others computed
/// from the cast, the département's profile and the dossier's deadlines. What cannot be known stays
/// out: composing then refuses by its name.
/// `event`: the event that orders the document; `now`: the date of the document.
dossier::Facts paper_facts(const document::Template& document, const dossier::Dossier& dossier,
                           const Cast& cast, const std::string& event, const Library& library,
                           law::Instant now);

}  // namespace preavis::service
