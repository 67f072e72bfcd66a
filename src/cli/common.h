#pragma once

#include <optional>
#include <string>

#include "cli/command_line.h"
#include "cli/program.h"
#include "service/library.h"

namespace preavis::cli {

/// Reads a command's options; prints its help or its problems. Nothing: the command ends with
/// `status`.
std::optional<CommandLine> read_or_explain(const Context& context,
                                           const std::vector<Option>& options,
                                           const std::string& help, int& status);

/// Everything under the root, or nothing after printing every problem.
std::optional<service::Library> library_or_explain(const Context& context);

/// Prints one line per problem; status `bad_input`.
int explain(const Context& context, const base::Problems& problems);
/// Prints what was refused and what is missing; status `answer_is_no`.
int explain(const Context& context, const base::Refusal& refusal);

/// The store that `--store` names; by default var/preavis.sqlite under the current folder.
std::filesystem::path store_path(const CommandLine& line);

}  // namespace preavis::cli
