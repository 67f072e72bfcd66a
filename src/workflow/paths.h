#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "workflow/definition.h"

namespace preavis::workflow {

/// The states that a transition may lead to from elsewhere; those where it stays are not named.
std::vector<std::string> targets_of(const Transition& transition);
bool asks(const Transition& transition, const std::string& fact);
/// The event establishes it, asked for or not.
bool gives(const Transition& transition, const std::string& fact);
bool acts_on(const std::vector<DeadlineAct>& acts, const std::string& deadline);

bool looks_at_two_facts(const Condition& condition);

/// True if `wide` surely holds whenever `narrow` does. False if that cannot be told.
bool covers(const Condition& wide, const Condition& narrow);

/// Which states lead to which, whatever the guards.
class Paths {
  public:
    explicit Paths(const Definition& definition);

    /// From `nouveau`.
    bool is_reached(const std::string& state) const { return reached_.contains(state); }
    /// To another state.
    bool is_left(const std::string& state) const;
    bool can_end(const std::string& state) const { return ending_.contains(state); }

  private:
    std::map<std::string, std::set<std::string>> next_;
    std::map<std::string, std::set<std::string>> previous_;
    std::set<std::string> reached_;
    std::set<std::string> ending_;
};

}  // namespace preavis::workflow
