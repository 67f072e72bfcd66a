#pragma once

#include "law/catalogue.h"

namespace preavis::fuzz {

/// The repository's own law, read once: fuzzed readers refer to it.
const law::Territory& metropole();
const law::Catalogue& laws();

}  // namespace preavis::fuzz
