#pragma once

#include <string>
#include <vector>

#include "dossier/store.h"
#include "service/office.h"

namespace preavis::service {

/// Who reads what of a protected household is kept: who, when, what, as a member of the team or in
/// an emergency. It is on the disk before the answer goes out, in one transaction with what others
/// write at the same time; what is ordinary writes nothing. If it cannot be kept, nothing is shown:
/// throws Failure.

/// One thing of a dossier: `dossier`, `historique`, `document`, `fichier`, `impression`.
void note_consultation(const Office& office, const dossier::Actor& actor,
                       const dossier::Dossier& dossier, const std::string& kind,
                       const std::string& subject);
/// The dossiers of a list.
void note_consultations(const Office& office, const dossier::Actor& actor,
                        const std::vector<dossier::Dossier>& dossiers);
/// Records, read one by one or in a list.
void note_consultations(const Office& office, const dossier::Actor& actor,
                        const std::vector<dossier::Noun>& nouns);

}  // namespace preavis::service
