#pragma once

#include <string>
#include <vector>

#include "base/node.h"
#include "dossier/declaration.h"
#include "dossier/value.h"

namespace preavis::document {

/// When a clause or a passage is written. In YAML:
///
///     { fact: motif, is: [violence, absence] }     { fact: motif, is_not: violence }
///     { fact: observations, present: true }        { fact: recours_valide, is: false }
///     { all: [...] }   { any: [...] }
///
/// In a text: `[si motif est violence ou absence]`, `[si motif n'est pas violence]`,
/// `[si observations]`, `[si pas observations]`.
struct Condition {
    enum class Kind { is, is_not, present, absent, all, any };
    Kind kind = Kind::all;  ///< an empty `all` always holds
    std::string fact;
    std::vector<std::string> values;  ///< choices, or true and false
    std::vector<Condition> parts;     ///< of all and any
    base::Place place;
};

Condition read_condition(const base::Node& node, base::Problems& problems);

/// Reports facts that are not declared, values that are none of their choices.
void check_condition(const Condition& condition, const dossier::Declarations& facts,
                     base::Problems& problems);

/// Present means there, and not empty; for a boolean, true.
/// A fact that is absent is nothing in particular: `is` does not hold, `is_not` does.
bool holds(const Condition& condition, const dossier::Facts& facts);

/// Every fact that the condition looks at.
std::vector<std::string> facts_of(const Condition& condition);

}  // namespace preavis::document
