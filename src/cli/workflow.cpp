#include "cli/workflow.h"

#include <algorithm>
#include <ostream>

#include "base/json.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"

namespace preavis::cli {
namespace {

constexpr const char* help =
    "preavis workflow list [--json]\n"
    "preavis workflow check [NOM...]   définitions fermées, atteignables, qui finissent ; lois et\n"
    "                                  documents connus\n"
    "preavis workflow prove [NOM...] [--json] [--out DOSSIER]\n"
    "    explore tous les états, événements, rôles et ordres d'échéances ; affiche les invariants\n"
    "    tenus, ou le plus court contre-exemple, écrit dans DOSSIER comme un scénario à rejouer\n"
    "preavis workflow draw NOM [--format svg|dot] [--dossier NUMÉRO] [--store BASE] --out FICHIER\n"
    "    dessine la procédure ; avec un dossier, son chemin, son état et ses échéances\n";

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
    const auto definitions = definitions_or_explain(context, line, *library);
    if (!definitions) return bad_input;
    context.out << definitions->size() << " procédures, aucun défaut\n";
    return done;
}

}  // namespace

std::optional<std::vector<const workflow::Definition*>> definitions_or_explain(
    const Context& context, const CommandLine& line, const service::Library& library) {
    const std::vector<std::string> known = library.definitions.names();
    std::vector<std::string> names(line.operands.begin() + 1, line.operands.end());
    if (names.empty()) names = known;
    std::vector<const workflow::Definition*> definitions;
    base::Problems problems;
    for (const std::string& name : names) {
        definitions.push_back(library.definitions.newest(name));
        if (definitions.back() != nullptr) continue;
        const std::string near = base::closest(name, known);
        problems.push_back(command_line_problem("procédure inconnue : « " + name + " »",
                                                near.empty() ? "" : "peut-être « " + near + " »"));
    }
    if (problems.empty()) return definitions;
    explain(context, problems);
    return std::nullopt;
}

int workflow_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(
        context,
        {{"--json"}, {"--out", true}, {"--format", true}, {"--dossier", true}, {"--store", true}},
        help, status);
    if (!line) return status;
    const std::string action = line->operands.empty() ? "" : line->operands.front();
    if (action == "list") return list(context, *line);
    if (action == "check") return check(context, *line);
    if (action == "prove") return prove_workflows(context, *line);
    if (action == "draw") return draw_workflow(context, *line);
    return explain(
        context,
        base::Problems{command_line_problem("workflow attend list, check, prove ou draw")});
}

}  // namespace preavis::cli
