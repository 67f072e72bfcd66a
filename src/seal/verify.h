#pragma once

#include <string_view>
#include <vector>

#include "dossier/seal.h"

namespace preavis::seal {

/// Judges the seals of a file. `trust`: PEM certificates that the asker believes in, of seals and
/// of time-stamp authorities; may be empty, then no seal is trusted.
/// A chain is judged at the time-stamp's instant if the asker trusts its authority, else at the
/// instant that the sealer claims: no clock is asked, and a paper may be judged years later.
/// Throws Failure (configuration) if `trust` is not empty and holds no certificate.
/// Source: ETSI EN 319 102-1, 5, less the revocation lists.
std::vector<dossier::SealVerdict> judge(const std::vector<dossier::SealInFile>& seals,
                                        std::string_view trust);

}  // namespace preavis::seal
