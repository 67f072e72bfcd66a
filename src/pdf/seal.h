#pragma once

#include <string>
#include <string_view>

#include "dossier/seal.h"

namespace preavis::pdf {

/// The file with one more revision that holds a seal: each earlier byte stays, so that earlier
/// seals stay good. Fills the first empty signature field; where there is none, adds one, known to
/// the structure tree. `room`: bytes kept for the signature, zeros behind it.
/// Throws Failure: a file that is not ours (corrupted), a signature larger than its room
/// (configuration), or what `sign` throws.
/// Source: ISO 32000-1, 12.8; ETSI EN 319 142-1, 5 and 6.
std::string with_seal(std::string_view pdf, const dossier::SealRequest& request, std::size_t room,
                      const dossier::SignBytes& sign);

}  // namespace preavis::pdf
