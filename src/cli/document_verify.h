#pragma once

#include "cli/command_line.h"
#include "cli/program.h"

namespace preavis::cli {

/// `preavis document verify`: who sealed a file, when, intact or not, and what the journal knows.
int verify_document(const Context& context, const CommandLine& line);

/// `preavis document lint`: what files break of PDF/A-2a and PDF/UA-1.
int lint_documents(const Context& context, const CommandLine& line);

}  // namespace preavis::cli
