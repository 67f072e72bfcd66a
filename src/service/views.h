#pragma once

#include <string>

#include "base/json.h"
#include "dossier/store.h"
#include "service/kit.h"
#include "service/library.h"
#include "workflow/step.h"

namespace preavis::service {

/// How things look to API and pages: JSON, times in the territory's own offset.

base::Json view_of(const dossier::Noun& noun);
base::Json view_of(const dossier::Deadline& deadline, const law::Territory& territory,
                   law::Instant now);
/// With the steps that led to the date.
base::Json explained_view_of(const dossier::Deadline& deadline, const law::Territory& territory,
                             law::Instant now);
base::Json view_of(const dossier::DeadlineRow& row, const Library& library, law::Instant now);
base::Json view_of(const dossier::Piece& piece, const law::Territory& territory);
/// Which pieces of a kit are obligatory, and which have a file.
base::Json view_of(const std::vector<KitPiece>& kit);
base::Json view_of(const dossier::JournalEntry& entry, const law::Territory& territory);
base::Json view_of(const workflow::Possibility& possibility);
base::Json view_of(const base::Refusal& refusal);
base::Json view_of(const workflow::Definition& definition);
/// What a dossier is, without its possibilities.
base::Json view_of(const dossier::Dossier& dossier, const workflow::Definition& definition,
                   const law::Territory& territory, law::Instant now);

}  // namespace preavis::service
