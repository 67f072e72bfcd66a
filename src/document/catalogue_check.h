#pragma once

#include "document/catalogue.h"

namespace preavis::document {

/// What a catalogue must keep with what the document says now (`extract`): its header; every
/// sentence there, translated, not stale; the same slots, markup and numbers, in Latin digits;
/// written in the script of its language, and not left in French; « contrat de séjour » never
/// worded as a residence permit. A catalogue without any problem may be issued.
base::Problems check_catalogue(const Catalogue& kept, const Catalogue& fresh);

/// How many of the document's sentences are translated and not stale.
std::size_t translated_sentences(const Catalogue& kept, const Catalogue& fresh);

}  // namespace preavis::document
