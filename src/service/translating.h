#pragma once

#include <vector>

#include "document/template.h"
#include "service/paper_facts.h"

namespace preavis::service {

/// The voices in which a document that was ordered goes out: as ordered, and, for the easy French
/// one, each whole translation that an adult of the dossier reads (`langues_lues`) and that the
/// organisation has allowed (`traductions`). A child is nobody's interpreter.
std::vector<dossier::DocumentOrder> voices_of(const dossier::DocumentOrder& order,
                                              const document::Template& document, const Cast& cast);

}  // namespace preavis::service
