#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "workflow/definition.h"

namespace preavis::workflow {

/// What a definition promises of its deadlines: in each state, those that every way there has
/// started, whatever the conditions, once the fact that triggers them was told. A dossier in that
/// state without such a row has lost it.
class ArmedDeadlines {
  public:
    explicit ArmedDeadlines(const Definition& definition);

    /// Names that this dossier should have a deadline for, running or settled, and has not.
    std::set<std::string> missing(const dossier::Dossier& dossier) const;
    /// The events that may start a deadline.
    const std::vector<std::string>& events() const { return events_; }

  private:
    const Definition& definition_;
    std::map<std::string, std::set<std::string>> by_state_;
    std::vector<std::string> events_;
};

}  // namespace preavis::workflow
