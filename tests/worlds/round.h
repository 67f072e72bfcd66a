#pragma once

#include "worlds/watch.h"

namespace preavis::worlds {

/// Everybody goes everywhere: each account, and nobody, at each address that can be read, with
/// every identifier of the world, every filter, and searches for what others hold.
void walk(Town& town, Watch& watch);

/// Some of them, drawn, try what they may not: acts with the identifiers of others in their place
/// and in their body, the known persons again, forms of pages. What they obtain is read back.
void assault(Town& town, Watch& watch);

/// An agent of the SIAO opens somebody's protected dossier in an emergency, reads all of it, and
/// still finds it in no list.
void break_glass(Town& town, Watch& watch);

/// Reads what is told to nobody in particular: what the service reported of itself.
void overhear(Town& town, Watch& watch);

}  // namespace preavis::worlds
