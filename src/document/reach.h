#pragma once

#include "document/template.h"

namespace preavis::document {

/// Passages and clauses that no facts can ever write: conditions inside one another that exclude
/// each other, an « otherwise » of what always holds.
void check_reach(const Text& text, const Template& of, base::Problems& problems);

}  // namespace preavis::document
