#pragma once

#include "store/connection.h"

namespace preavis::store {

/// Seals the rows that programs before schema 7 kept clear: what runs between 0006 and 0007, in the
/// transaction of 0006.
void seal_clear_rows(Connection& db);
/// Vouches for the journal of those programs: what runs in the transaction of 0007.
void end_sealing(Connection& db);

}  // namespace preavis::store
