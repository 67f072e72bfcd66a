#pragma once

#include "cli/program.h"

namespace preavis::cli {

/// `preavis document bundle`: one printing copy of some PDF files, in their order.
int document_bundle_command(const Context& context);

}  // namespace preavis::cli
