#pragma once

#include <functional>
#include <string>

#include "document/catalogue.h"
#include "document/template.h"

namespace preavis::document {

/// Where a line to translate stands.
struct Spot {
    std::string context;  ///< the clause, or what else it belongs to
    std::string kind;     ///< « phrase », « titre »..., for translators
    const dossier::FactDeclaration* count = nullptr;  ///< the whole number that it prints, if one
    std::vector<const dossier::FactDeclaration*> slots = {};
    std::string fact = {};  ///< of a wording: the choice that it words
    std::string choice = {};
};

/// The words of an easy text that a translation replaces, each with its spot: lines that hold
/// words, alternative texts of pictures, summaries of tables. Lines of values alone are passed by.
void for_each_line(Elements& elements, const Template& of,
                   const std::function<void(const Spot&, Line&)>& visit);

/// A line as its author wrote it, with markup and slots.
std::string source_of(const Line& line);

/// The wording of choices that the easy text writes, one spot each.
void for_each_wording(const Template& of,
                      const std::function<void(const Spot&, const std::string& words)>& visit);

/// Everything that a translation of the document's easy text must say: an empty catalogue.
/// Expects a template with an easy French text.
Catalogue extract(const Template& of, const std::string& language);

/// The fixed words of every translated page, as a catalogue of the name `commun`.
Catalogue extract_common(const std::string& language);

/// The fresh catalogue with the work done in the one that is kept: a sentence that changed keeps
/// its translation, marked stale; one that the document says no more becomes obsolete, if
/// translated. Merging twice changes nothing more.
Catalogue merged(Catalogue fresh, const Catalogue& kept);

}  // namespace preavis::document
