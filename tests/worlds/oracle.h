#pragma once

#include <optional>

#include "worlds/census.h"

namespace preavis::worlds {

/// Who may hold what, written from the domain model and from the needs of victims of violence, and
/// never from `src/access`: docs/decisions/0030 says it in words. An upper bound: what it denies is
/// a leak; what it allows, the service may still keep to itself.
bool may_hold(const Census& census, const Account& who, const Canary& canary);

/// The same of an answer about one dossier. Who has opened it in an emergency reads it, and no list
/// that holds it. The place where a protected household lives, which is no secret by itself, is
/// told to nobody but those who run it.
bool may_hold_about(const Census& census, const Account& who, const Canary& canary,
                    std::size_t affair);

}  // namespace preavis::worlds
