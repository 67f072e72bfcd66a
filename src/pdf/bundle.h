#pragma once

#include <string>
#include <vector>

#include "dossier/annex.h"

namespace preavis::pdf {

/// All the pages of some PDF files in one, for a printer. Forms and marks are printed as they look;
/// structure, seals, links and scripts stay behind, and the metadata say that this is a copy.
/// The same parts and options give the same bytes. Throws what libqpdf throws.
std::string bundle(const std::vector<std::string>& parts, const dossier::BindingOptions& options);

}  // namespace preavis::pdf
