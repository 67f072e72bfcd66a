#pragma once

#include "cli/command_line.h"
#include "cli/program.h"
#include "service/library.h"

namespace preavis::cli {

/// The definitions named on the command line, in their newest version; all of them if none is.
/// Nothing after printing every name that is not known.
std::optional<std::vector<const workflow::Definition*>> definitions_or_explain(
    const Context& context, const CommandLine& line, const service::Library& library);

/// `preavis workflow prove [NAME...]` and `preavis workflow draw NAME`.
int prove_workflows(const Context& context, const CommandLine& line);
int draw_workflow(const Context& context, const CommandLine& line);

}  // namespace preavis::cli
