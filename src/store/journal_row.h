#pragma once

#include <string>
#include <string_view>

#include "dossier/journal_line.h"
#include "store/connection.h"

namespace preavis::store {

/// The columns of a journal entry, in the order in which `read_line` takes them from a row.
inline constexpr std::string_view journal_columns =
    "sequence, dossier, kind, event, from_state, to_state, happened_at, recorded_at, actor, role,"
    " form, noun, owner, sealed, commitment, previous, hash";
/// Valid until the next row.
dossier::JournalLine read_line(Query& row);

/// The row in which the payload of an entry is sealed.
std::string payload_place(std::int64_t sequence);

}  // namespace preavis::store
