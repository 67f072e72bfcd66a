#pragma once

#include <string>

#include "service/office.h"
#include "service/papers.h"

namespace preavis::service {

/// One file for the printer of everything that a dossier hands over: the newest cover of its kit in
/// each voice, the documents and annexes that it lists, the other documents issued, and the files
/// supplied for the dossier. It is made anew each time and kept nowhere.
/// Refusals: `rien_a_imprimer`; `documents_en_preparation` while one is not issued yet.
base::Answer<IssuedPaper> printing_copy(const Office& office, const std::string& dossier,
                                        const dossier::Actor& actor, bool duplex);

}  // namespace preavis::service
