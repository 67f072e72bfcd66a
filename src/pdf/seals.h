#pragma once

#include <string_view>
#include <vector>

#include "base/problem.h"
#include "dossier/seal.h"

namespace preavis::pdf {

/// The seals of a file, oldest first, each with what it covers and what came after it. Whether
/// their signatures are good is not asked here. The bytes must outlive the answer.
/// Problems: a file whose tables cannot be read; nothing can be said of it.
base::Reading<std::vector<dossier::SealInFile>> seals_of(std::string_view pdf);

/// True if the bytes look like a whole PDF file, though perhaps not one that we could have written.
bool looks_like_pdf(std::string_view bytes);

}  // namespace preavis::pdf
