#pragma once

#include <vector>

#include "law/ledger.h"

namespace preavis::law {

/// The steps that led an account to its end, in order: its interruptions, its start, the count, the
/// extensions, the suspensions, the roll. Expects an account as `fold` or `count` made it.
std::vector<Explanation> explained(const Account& account, const Territory& territory);

/// Why a closed day is no end, or is one all the same: nothing to say of an open day.
void explain_closed_end(const TimeLimit& limit, Date last, const Territory& territory,
                        std::vector<Explanation>& steps);

}  // namespace preavis::law
