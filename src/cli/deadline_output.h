#pragma once

#include <iosfwd>

#include "base/json.h"
#include "law/catalogue.h"

namespace preavis::cli {

/// What `preavis deadline` writes. `rule` and `version` are null for a limit given by hand.
base::Json json_of(const law::DueDate& due, const law::Territory& territory, const law::Rule* rule,
                   const law::RuleVersion* version);
base::Json json_of(const law::Catalogue& catalogue);
base::Json json_of(const base::Refusal& refusal);

void print(const law::DueDate& due, const law::Territory& territory, const law::Rule* rule,
           std::ostream& out);
void print(const law::Catalogue& catalogue, std::ostream& out);

}  // namespace preavis::cli
