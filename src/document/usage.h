#pragma once

#include <set>
#include <string>

#include "document/template.h"

namespace preavis::document {

/// What a text uses: for completeness between variants.
struct Usage {
    std::set<std::string> facts;    ///< of conditions, repetitions and slots; declared names only
    std::set<std::string> written;  ///< of slots alone; a list for the `element` inside it
    std::set<std::string> clauses;
};

Usage usage_of(const Elements& elements, const Template& of);

/// What the text of a variant must keep with its document.yaml: facts that are declared and of a
/// type that the format, condition or repetition suits; clauses that are declared, and not nested;
/// choices that have words; every declared clause written.
void check_text(const Text& text, const Template& of, base::Problems& problems);

/// Facts that nothing uses, clauses whose condition names no fact.
void check_declarations(const Template& of, base::Problems& problems);

}  // namespace preavis::document
