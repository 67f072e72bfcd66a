#pragma once

#include "law/catalogue.h"

namespace preavis::law {

/// The end of the `rank`-th period (1: the first) of a rule that comes back: every six months, on
/// 15 October, each Friday at 17:00, each day. Always counted from the original start, never from
/// the end before: every month from 31 January ends on 28 February, then on 31 March.
/// Refuses a rule that does not come back (`regle_sans_retour`) or is not in force on the start's
/// day, a rank that is not from 1 to 30 000 (`rang_invalide`), and what `count` refuses.
base::Answer<DueDate> occurrence(const Rule& rule, const When& start, int rank,
                                 const Territory& territory);

/// The first of them whose last day is not before `day`.
base::Answer<DueDate> next_occurrence(const Rule& rule, const When& start, Date day,
                                      const Territory& territory);

}  // namespace preavis::law
