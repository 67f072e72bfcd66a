#pragma once

#include "cli/common.h"

namespace preavis::cli {

/// `document extract`: writes the catalogues of translations, or brings them up to date.
int extract_documents(const Context& context, const CommandLine& line);

}  // namespace preavis::cli
