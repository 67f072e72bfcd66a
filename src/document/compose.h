#pragma once

#include <string>

#include "base/refusal.h"
#include "document/content.h"
#include "document/template.h"
#include "dossier/value.h"
#include "law/calendar.h"

namespace preavis::document {

/// How a document speaks.
struct Voice {
    std::string variant = "standard";  ///< or `falc`
    std::string language = "fr";       ///< BCP 47; another than French: the easy text, translated
    bool bilingual = false;            ///< with a translation: French beside it, block by block
};

/// Fills a template with facts. Dates are written in full, instants in the time of `territory`;
/// French typography (spaces that do not break) is put in; every value is a span by itself.
/// Refuses, naming each fact or clause:
///   `variante_inconnue`  no text for this voice
///   `traduction_incomplete`  a sentence of the translation is missing, stale or wrong
///   `faits_invalides`    a fact that the document does not know, or of another type
///   `faits_manquants`    one that it must have, or that a passage to be written needs
///   `clause_manquante`   a clause that the law asks for comes out empty
/// Pure: the same template, facts and voice give the same content.
base::Answer<Content> compose(const Template& from, const dossier::Facts& facts, const Voice& voice,
                              const law::Territory& territory);

/// The facts that the template declares, out of all that a dossier knows.
dossier::Facts declared_facts(const Template& of, const dossier::Facts& all);

}  // namespace preavis::document
