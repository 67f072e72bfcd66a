#include "store/journal_row.h"

namespace preavis::store {

dossier::JournalLine read_line(Query& row) {
    dossier::JournalLine line;
    line.sequence = row.integer();
    line.dossier = row.bytes();
    line.kind = row.bytes();
    line.event = row.bytes();
    line.from_state = row.bytes();
    line.to_state = row.bytes();
    line.happened_at = row.integer();
    line.recorded_at = row.integer();
    line.actor = row.bytes();
    line.role = row.bytes();
    line.form = row.integer();
    line.noun = row.bytes();
    line.owner = row.bytes();
    line.sealed = row.bytes();
    line.commitment = row.bytes();
    line.previous = row.bytes();
    line.hash = row.bytes();
    return line;
}

std::string payload_place(std::int64_t sequence) {
    return std::to_string(sequence);
}

}  // namespace preavis::store
