#include "cli/program.h"

#include <array>
#include <ostream>

#include "base/expects.h"
#include "base/failure.h"
#include "base/text.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/deadline.h"
#include "cli/holidays.h"

namespace preavis::cli {
namespace {

struct Command {
    const char* name;
    int (*run)(const Context&);
    const char* summary;
};

int deadline(const Context& context) {
    return deadline_command(context.arguments, context.root, context.out, context.err);
}

int holidays(const Context& context) {
    return holidays_command(context.arguments, context.root, context.out, context.err);
}

constexpr std::array commands = {
    Command{"serve", serve_command, "ouvre le service sur l'adresse locale"},
    Command{"deadline", deadline, "compte un délai et explique la date"},
    Command{"holidays", holidays, "donne les jours fériés d'une année"},
    Command{"document", document_command, "liste, vérifie, dessine et authentifie les documents"},
    Command{"workflow", workflow_command, "liste et vérifie les procédures"},
    Command{"journal", journal_command, "vérifie la chaîne du journal, signe son état"},
    Command{"key", key_command, "change les clés maîtresses"},
    Command{"backup", backup_command, "copie la base pendant qu'elle sert"},
    Command{"restore", restore_command, "remet une copie en place après l'avoir vérifiée"},
    Command{"account", account_command, "crée, liste et ferme des comptes"},
    Command{"purge", purge_command, "montre, puis efface ce qui a dépassé sa durée"},
    Command{"registre", register_command, "imprime le registre des traitements"},
    Command{"demonstration", demonstration_command, "remplit une base neuve de dossiers inventés"},
};

void print_help(std::ostream& out) {
    out << "preavis COMMANDE [options]\n\n";
    for (const Command& command : commands) {
        out << "  " << command.name << std::string(15 - std::string(command.name).size(), ' ')
            << command.summary << "\n";
    }
    out << "\n  --root DOSSIER  où se trouvent workflows/, templates/ et data/\n"
           "  --keys DOSSIER  où sont les clés des données (cles/, à côté de la base)\n"
           "  --help          aide de la commande\n\n"
           "Codes de sortie : 0 fait ; 1 la réponse est non ; 2 saisie erronée ; 3 panne.\n";
}

std::filesystem::path take_root(std::vector<std::string>& arguments,
                                const std::filesystem::path& fallback, base::Problems& problems) {
    const auto root = take_option(arguments, "--root");
    if (root && !std::filesystem::is_directory(*root)) {
        problems.push_back(
            command_line_problem("--root : le dossier « " + *root + " » n'existe pas"));
    }
    return root ? std::filesystem::path(*root) : fallback;
}

int run_guarded(const Command& command, const Context& context) {
    try {
        return command.run(context);
    } catch (const base::Failure& failure) {
        context.err << "preavis: " << failure.what() << "\n";
        return machine_failed;
    } catch (const base::Bug& bug) {
        context.err << "preavis: erreur interne : " << bug.what() << "\n";
        return machine_failed;
    } catch (const std::exception& error) {
        context.err << "preavis: " << error.what() << "\n";
        return machine_failed;
    }
}

}  // namespace

int run(const std::vector<std::string>& arguments, const std::filesystem::path& default_root,
        const Toolbox& toolbox, std::ostream& out, std::ostream& err) {
    std::vector<std::string> rest = arguments;
    base::Problems problems;
    const std::filesystem::path root = take_root(rest, default_root, problems);
    if (!problems.empty()) {
        err << base::to_string(problems);
        return bad_input;
    }
    const bool wants_help =
        rest.empty() || rest.front() == "help" || rest.front() == "--help" || rest.front() == "-h";
    if (wants_help) {
        print_help(rest.empty() ? err : out);
        return rest.empty() ? bad_input : done;
    }
    for (const Command& command : commands) {
        if (rest.front() != command.name) continue;
        rest.erase(rest.begin());
        return run_guarded(command, {rest, root, toolbox, out, err});
    }
    std::vector<std::string> names;
    for (const Command& command : commands) names.emplace_back(command.name);
    const std::string near = base::closest(rest.front(), names);
    err << base::to_string(
               command_line_problem("commande inconnue : « " + rest.front() + " »",
                                    near.empty() ? "preavis help" : "peut-être « " + near + " »"))
        << "\n";
    return bad_input;
}

}  // namespace preavis::cli
