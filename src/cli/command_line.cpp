#include "cli/command_line.h"

#include <algorithm>

#include "base/text.h"

namespace preavis::cli {
namespace {

std::string near_hint(const std::string& name, const std::vector<Option>& known) {
    std::vector<std::string> names;
    for (const Option& option : known) names.push_back(option.name);
    const std::string near = base::closest(name, names);
    return near.empty() ? "options : " + base::joined(names, ", ") : "peut-être " + near;
}

}  // namespace

std::optional<std::string> take_option(std::vector<std::string>& arguments,
                                       const std::string& name) {
    for (auto at = arguments.begin(); at != arguments.end(); ++at) {
        std::string value;
        if (at->starts_with(name + "=")) {
            value = at->substr(name.size() + 1);
            arguments.erase(at);
            return value;
        }
        if (*at == name && at + 1 != arguments.end()) {
            value = *(at + 1);
            arguments.erase(at, at + 2);
            return value;
        }
    }
    return std::nullopt;
}

base::Problem command_line_problem(const std::string& message, const std::string& hint) {
    return {{"ligne de commande", 0, 0}, message, hint};
}

bool CommandLine::has(std::string_view option) const {
    return options.find(option) != options.end();
}

std::optional<std::string> CommandLine::value(std::string_view option) const {
    const auto found = options.find(option);
    if (found == options.end()) return std::nullopt;
    return found->second;
}

CommandLine read_command_line(const std::vector<std::string>& arguments,
                              const std::vector<Option>& known, base::Problems& problems) {
    CommandLine line;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (!argument.starts_with("-")) {
            line.operands.push_back(argument);
            continue;
        }
        const std::size_t equals = argument.find('=');
        const std::string name = argument.substr(0, equals);
        const auto option = std::find_if(known.begin(), known.end(),
                                         [&](const Option& each) { return each.name == name; });
        if (option == known.end()) {
            problems.push_back(
                command_line_problem("l'option " + name + " n'existe pas", near_hint(name, known)));
            continue;
        }
        std::string value = equals == std::string::npos ? "" : argument.substr(equals + 1);
        if (option->takes_value && equals == std::string::npos && i + 1 < arguments.size() &&
            !arguments[i + 1].starts_with("--")) {
            value = arguments[++i];
        }
        if (option->takes_value && value.empty()) {
            problems.push_back(command_line_problem("l'option " + name + " attend une valeur"));
        }
        if (!option->takes_value && equals != std::string::npos) {
            problems.push_back(
                command_line_problem("l'option " + name + " ne prend pas de valeur"));
        }
        if (!line.options.emplace(name, value).second) {
            problems.push_back(command_line_problem("l'option " + name + " est donnée deux fois"));
        }
    }
    return line;
}

}  // namespace preavis::cli
