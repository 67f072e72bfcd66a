#pragma once

#include "base/refusal.h"
#include "dossier/store.h"
#include "service/office.h"
#include "workflow/step.h"

namespace preavis::service {

/// One event that happens to one dossier.
struct Move {
    const workflow::Definition& definition;
    const dossier::Dossier& before;
    const dossier::Event& event;
    law::Instant now;
};

/// What it writes, before anything is saved: dossier, journal line, documents with their jobs.
struct Moved {
    dossier::Change change;
    workflow::Step step;
};

/// The definition that this dossier runs on; null if it is not there any more.
const workflow::Definition* definition_of(const Library& library, const dossier::Dossier& dossier);

/// What a step knows besides the dossier.
workflow::Surroundings surroundings(const Library& library, const law::Territory& territory);

/// Steps, orders the documents, writes the journal line; saves nothing. Each document is composed
/// and laid out once here, so that nothing is ordered that could not be drawn.
base::Answer<Moved> moved(const Office& office, const Move& move);

}  // namespace preavis::service
