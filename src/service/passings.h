#pragma once

#include <cstddef>

#include "law/instant.h"
#include "service/office.h"

namespace preavis::service {

/// Notes the passing of deadlines whose time is over at `now`: the oldest first, no more than
/// `limit` in one turn. Each is marked and journaled with both instants (when it was due, when that
/// was noticed), and applies the event that its definition asks for, in one transaction of its own.
/// Answers how many were noted: less than were due where people moved their dossiers meanwhile.
/// Safe to run twice, and in several loops at once: the mark is the claim.
std::size_t note_passings(const Office& office, law::Instant now, std::size_t limit);

/// Turns until nothing is due any more.
std::size_t note_all_passings(const Office& office, law::Instant now);

}  // namespace preavis::service
