#pragma once

#include <string_view>

#include "base/problem.h"
#include "pdf/syntax.h"

namespace preavis::pdf {

/// What is wrong with a file, each with the rule that it breaks.
class Report {
  public:
    /// `object` 0: the file as a whole. `rule`: standard and clause.
    void add(std::string_view rule, std::string_view message, ObjectId object = 0);
    /// Adds the problem unless the condition holds; returns the condition.
    bool require(bool condition, std::string_view rule, std::string_view message,
                 ObjectId object = 0);
    const base::Problems& problems() const { return problems_; }

  private:
    base::Problems problems_;
};

}  // namespace preavis::pdf
