#pragma once

#include <string>

#include "base/refusal.h"
#include "document/content.h"
#include "dossier/dossier.h"
#include "page/fonts.h"
#include "page/pages.h"
#include "service/library.h"

namespace preavis::service {

/// A document's content from its template and facts, in one voice. Refuses an unknown document
/// (`document_inconnu`), variant or language, and whatever the template refuses. `bilingual`: a
/// translation with French beside it.
base::Answer<document::Content> content_of(const Library& library,
                                           const dossier::DocumentOrder& order,
                                           const dossier::Facts& facts,
                                           const law::Territory& territory, bool bilingual = false);

/// The same, laid out.
base::Answer<page::Pages> pages_of(const Library& library, const page::Fonts& fonts,
                                   const dossier::DocumentOrder& order, const dossier::Facts& facts,
                                   const law::Territory& territory, bool bilingual = false);

}  // namespace preavis::service
