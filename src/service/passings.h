#pragma once

#include <cstddef>
#include <exception>

#include "law/instant.h"
#include "service/office.h"

namespace preavis::service {

/// What one turn did.
struct Noted {
    std::size_t count = 0;
    /// Why a dossier's event could not be worked out, the first of the turn; null if all could.
    std::exception_ptr trouble;
};

/// Notes the passing of deadlines whose time is over at `now`: the oldest first, no more than
/// `limit` in one turn. Each is marked and journaled with both instants (when it was due, when that
/// was noticed), and applies the event that its definition asks for, in one transaction of its own.
/// Counts what was noted: less than was due where people moved their dossiers meanwhile. A dossier
/// that cannot be read or moved keeps its deadline due, and keeps no other dossier waiting.
/// Safe to run twice, and in several loops at once: the mark is the claim.
Noted note_passings(const Office& office, law::Instant now, std::size_t limit);

/// Turns until nothing more can be noted; then throws the trouble, if there was one.
std::size_t note_all_passings(const Office& office, law::Instant now);

}  // namespace preavis::service
