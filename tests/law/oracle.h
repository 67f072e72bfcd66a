#pragma once

#include <map>
#include <set>
#include <string>

#include "law/count.h"

namespace preavis::law::test {

/// The same rules, written a second time as slowly and plainly as can be: one day at a time, with a
/// list of closed days made another way. For comparison only.
class Oracle {
  public:
    explicit Oracle(const std::string& territory);

    bool is_closed(Date day) const;
    /// The last day of a limit in days or months; nothing if it leaves 1990 to 2060.
    std::optional<Date> last_day(const TimeLimit& limit, Date start) const;

  private:
    std::set<Date> holidays_;
};

/// Easter Sunday by epacts and the Paschal full moon, after the calendar reform's own tables.
Date easter_by_epacts(int year);

}  // namespace preavis::law::test
