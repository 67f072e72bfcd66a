#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace preavis::cli {

/// An option that a command knows: « --from WHEN », « --json ».
struct Option {
    std::string name;  ///< with its dashes
    bool takes_value = false;
};

/// What was typed after a command's name.
struct CommandLine {
    std::map<std::string, std::string, std::less<>> options;  ///< a flag's value is empty
    std::vector<std::string> operands;

    bool has(std::string_view option) const;
    std::optional<std::string> value(std::string_view option) const;
};

/// Reads `--option value` and `--option=value`. Reports unknown options with the closest known one,
/// options given twice, missing and superfluous values.
CommandLine read_command_line(const std::vector<std::string>& arguments,
                              const std::vector<Option>& known, base::Problems& problems);

/// Takes `NAME VALUE` or `NAME=VALUE` out of the arguments, wherever it stands.
std::optional<std::string> take_option(std::vector<std::string>& arguments,
                                       const std::string& name);

/// A problem of the command line itself: it stands at « ligne de commande:0:0 ».
base::Problem command_line_problem(const std::string& message, const std::string& hint = {});

}  // namespace preavis::cli
