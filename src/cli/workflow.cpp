#include <algorithm>
#include <ostream>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/common.h"

namespace preavis::cli {
namespace {

constexpr const char* help =
    "preavis workflow list [--json]\n"
    "preavis workflow check [NOM...]   définitions fermées, atteignables, qui finissent ; lois et\n"
    "                                  documents connus\n";

int list(const Context& context, const CommandLine& line) {
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    base::Json all = base::Json::array();
    for (const workflow::Definition& definition : library->definitions.all()) {
        all.push_back({{"workflow", definition.name},
                       {"version", definition.version},
                       {"title", definition.title},
                       {"states", definition.states.size()},
                       {"events", definition.transitions.size()}});
        if (!line.has("--json")) {
            context.out << definition.name << " (version " << definition.version << ") — "
                        << definition.title << "\n";
        }
    }
    if (line.has("--json")) context.out << all.dump(2) << "\n";
    return done;
}

/// Reading the library checks every definition against laws and templates.
int check(const Context& context, const CommandLine& line) {
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const auto names = library->definitions.names();
    for (auto name = line.operands.begin() + 1; name != line.operands.end(); ++name) {
        if (std::find(names.begin(), names.end(), *name) != names.end()) continue;
        return explain(context, base::Problems{command_line_problem("procédure inconnue : « " +
                                                                    *name + " »")});
    }
    context.out << names.size() << " procédures, aucun défaut\n";
    return done;
}

}  // namespace

int workflow_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context, {{"--json"}}, help, status);
    if (!line) return status;
    const std::string action = line->operands.empty() ? "" : line->operands.front();
    if (action == "list") return list(context, *line);
    if (action == "check") return check(context, *line);
    return explain(context, base::Problems{command_line_problem("workflow attend list ou check")});
}

}  // namespace preavis::cli
