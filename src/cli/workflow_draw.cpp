#include <spawn.h>
#include <sys/wait.h>

#include <filesystem>
#include <ostream>

#include "access/policy.h"
#include "base/failure.h"
#include "base/file.h"
#include "cli/common.h"
#include "cli/workflow.h"
#include "workflow/draw.h"

extern char** environ;

namespace preavis::cli {
namespace {

using workflow::Definition;
using workflow::Trail;

/// A file that goes away with its owner.
class Leftover {
  public:
    explicit Leftover(std::filesystem::path path) : path_(std::move(path)) {}
    ~Leftover() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    Leftover(const Leftover&) = delete;
    Leftover& operator=(const Leftover&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// True if Graphviz drew it.
bool run_graphviz(const std::string& from, const std::string& to) {
    std::vector<std::string> words = {"dot", "-Tsvg", "-o", to, from};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (posix_spawnp(&child, "dot", nullptr, nullptr, arguments.data(), environ) != 0) return false;
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string svg_of(const std::string& dot, const std::filesystem::path& out) {
    const Leftover source(out.string() + ".dot.part");
    const Leftover drawn(out.string() + ".svg.part");
    base::write_file(source.path(), dot);
    if (!run_graphviz(source.path(), drawn.path())) {
        throw base::Failure(base::FailureCode::configuration,
                            "Graphviz n'a pas pu dessiner : installez le paquet « graphviz », ou "
                            "demandez --format dot");
    }
    return base::read_file(drawn.path());
}

/// Where the journal says that the dossier went, and what awaits it.
Trail trail_of(dossier::Store& store, const dossier::Dossier& dossier,
               const law::Territory& territory, law::Instant now) {
    Trail trail{.number = dossier.number};
    for (const dossier::JournalEntry& entry : store.history(dossier.id, access::system_scope())) {
        if (entry.to_state.empty()) continue;
        if (!trail.states.empty() && trail.states.back() == entry.to_state) continue;
        trail.states.push_back(entry.to_state);
    }
    for (const dossier::Deadline& deadline : dossier.deadlines) {
        if (!is_running(deadline) || is_over(deadline, now)) continue;
        trail.ahead.push_back(deadline.title + " : " +
                              law::in_french(territory.date(deadline.due)));
    }
    return trail;
}

std::optional<dossier::Dossier> find_dossier(dossier::Store& store, const std::string& number) {
    const dossier::Scope everything{.everything = true};
    if (auto found = store.dossier(number, everything)) return found;
    for (dossier::Dossier& each : store.dossiers({.text = number}, everything)) {
        if (each.number == number) return std::move(each);
    }
    return std::nullopt;
}

/// Writes the drawing in the form that was asked for.
void write_drawing(const CommandLine& line, const service::Library& library,
                   const Definition& definition, law::Date on, const Trail* trail) {
    const std::filesystem::path out = *line.value("--out");
    const std::string dot = dot_of(definition, library.laws, on, trail);
    if (line.value("--format").value_or("svg") == "dot") return base::write_file(out, dot);
    base::write_file(out, accessible_svg(svg_of(dot, out), definition, trail));
}

int draw_with_dossier(const Context& context, const CommandLine& line,
                      const service::Library& library, const std::string& number) {
    const auto store = context.toolbox.open_store(store_path(line), false);
    const auto dossier = find_dossier(*store, number);
    if (!dossier) {
        return explain(context,
                       base::Refusal{"dossier_inconnu", "Aucun dossier « " + number + " »."});
    }
    const Definition* definition =
        library.definitions.find(dossier->workflow, dossier->workflow_version);
    if (definition == nullptr || dossier->workflow != line.operands[1]) {
        return explain(context, base::Refusal{"autre_procedure", "Le dossier « " + number +
                                                                     " » suit la procédure « " +
                                                                     dossier->workflow + " »."});
    }
    const law::Instant now = context.toolbox.clock()->now();
    const law::Territory territory = library.territory(dossier->departement);
    const Trail trail = trail_of(*store, *dossier, territory, now);
    write_drawing(line, library, *definition, territory.date(now), &trail);
    return done;
}

base::Problems problems_of(const CommandLine& line) {
    base::Problems problems;
    if (line.operands.size() != 2) {
        problems.push_back(command_line_problem("workflow draw attend le nom d'une procédure"));
    }
    if (!line.value("--out")) problems.push_back(command_line_problem("--out FICHIER manque"));
    const std::string format = line.value("--format").value_or("svg");
    if (format != "svg" && format != "dot") {
        problems.push_back(
            command_line_problem("format inconnu : « " + format + " »", "svg ou dot"));
    }
    return problems;
}

}  // namespace

int draw_workflow(const Context& context, const CommandLine& line) {
    const base::Problems problems = problems_of(line);
    if (!problems.empty()) return explain(context, problems);
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const auto definitions = definitions_or_explain(context, line, *library);
    if (!definitions) return bad_input;
    if (const auto number = line.value("--dossier")) {
        return draw_with_dossier(context, line, *library, *number);
    }
    const law::Instant now = context.toolbox.clock()->now();
    write_drawing(line, *library, *definitions->front(), library->territory("").date(now), nullptr);
    return done;
}

}  // namespace preavis::cli
