#include "dossier/seal.h"

#include <algorithm>

namespace preavis::dossier {

bool hold(const std::vector<SealVerdict>& seals) {
    const bool whole = std::all_of(seals.begin(), seals.end(), [](const SealVerdict& seal) {
        return seal.intact && seal.additions.empty();
    });
    return whole && std::any_of(seals.begin(), seals.end(),
                                [](const SealVerdict& seal) { return seal.covers_file; });
}

bool are_trusted(const std::vector<SealVerdict>& seals) {
    return !seals.empty() && std::all_of(seals.begin(), seals.end(),
                                         [](const SealVerdict& seal) { return seal.trusted; });
}

}  // namespace preavis::dossier
