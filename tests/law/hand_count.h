#pragma once

#include <optional>
#include <set>
#include <string>

#include "law/ledger.h"
#include "law/oracle.h"

namespace preavis::law::test {

/// A ledger counted by hand, as a clerk would on a wall calendar: one day at a time, or one minute
/// at a time, crossing out what does not count. Slow and obvious. For comparison only.
/// Expects entries on whole minutes, in order, the first a start.
class HandCount {
  public:
    HandCount(const Oracle& calendar, const Territory& territory)
        : calendar_(calendar), territory_(territory) {}

    /// The last minute, or the end of the last day, on which the act is in time.
    Instant end(const Ledger& ledger) const;
    bool is_suspended(const Ledger& ledger) const;
    bool is_stopped(const Ledger& ledger) const;
    /// The code with which one more entry would be refused; empty if it would be accepted.
    std::string refusal(const Ledger& ledger, const LedgerEntry& entry) const;

  private:
    Instant end_in_hours(const Ledger& since) const;
    Instant end_in_days(const Ledger& since) const;
    std::set<Date> touched_days(const Ledger& since) const;

    const Oracle& calendar_;
    const Territory& territory_;
};

}  // namespace preavis::law::test
