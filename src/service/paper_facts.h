#pragma once

#include <string>

#include "document/template.h"
#include "dossier/dossier.h"
#include "service/cast.h"
#include "service/library.h"

namespace preavis::service {

/// The facts that a template declares: those of the dossier by their own names, the others computed
/// from the cast, the département's profile and the dossier's deadlines. What cannot be known stays
/// out: composing then refuses by its name.
/// `now`: the date of the document.
dossier::Facts paper_facts(const document::Template& document, const dossier::Dossier& dossier,
                           const Cast& cast, const Library& library, law::Instant now);

}  // namespace preavis::service
