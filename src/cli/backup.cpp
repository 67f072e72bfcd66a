#include <unistd.h>

#include <ostream>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/common.h"

namespace preavis::cli {
namespace {

constexpr const char* backup_help =
    "preavis backup FICHIER [--store BASE] [--json]\n"
    "  copie entière d'un même instant, dans un fichier neuf, aussi pendant que le service écrit "
    ";\n"
    "  la copie est ensuite relue : pages, renvois, chaîne du journal\n"
    "preavis backup --verify FICHIER [--json]\n"
    "  relit une sauvegarde de la même façon, sans rien copier (code de sortie 1 si elle n'est "
    "pas\n"
    "  entière)\n";
constexpr const char* restore_help =
    "preavis restore FICHIER [--store BASE] [--json]\n"
    "  relit la sauvegarde, la met à la place de la base, qui ne doit pas exister, puis relit la\n"
    "  base\n";

int missing_file(const Context& context) {
    return explain(context, base::Problems{command_line_problem("il faut un FICHIER")});
}

/// How much is copied, on a terminal only.
dossier::Progress progress_of(const Context& context, const char* what) {
    if (isatty(STDERR_FILENO) != 1) return {};
    return [&err = context.err, what](std::int64_t done, std::int64_t all) {
        err << "\r" << what << " : " << (all == 0 ? 100 : 100 * done / all) << " %"
            << (done == all ? "\n" : "") << std::flush;
    };
}

int tell(const Context& context, const CommandLine& line, const dossier::StoreReport& report) {
    if (line.has("--json")) {
        const base::Json answer = {{"whole", report.broken.empty()},
                                   {"dossiers", report.dossiers},
                                   {"entries", report.entries},
                                   {"head", report.head},
                                   {"reason", report.broken}};
        context.out << answer.dump(2) << "\n";
    } else if (!report.broken.empty()) {
        context.out << "Pas entière : " << report.broken << "\n";
    } else {
        context.out << "Entière : " << report.dossiers << " dossiers, " << report.entries
                    << " lignes de journal, tête " << report.head << "\n";
    }
    return report.broken.empty() ? done : answer_is_no;
}

}  // namespace

int backup_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context, {{"--store", true}, {"--verify"}, {"--json"}},
                                      backup_help, status);
    if (!line) return status;
    if (line->operands.size() != 1) return missing_file(context);
    const std::string& file = line->operands.front();
    if (line->has("--verify")) {
        return tell(context, *line, context.toolbox.verify_backup(file));
    }
    return tell(
        context, *line,
        context.toolbox.backup_store(store_path(*line), file, progress_of(context, "copie")));
}

int restore_command(const Context& context) {
    int status = done;
    const auto line =
        read_or_explain(context, {{"--store", true}, {"--json"}}, restore_help, status);
    if (!line) return status;
    if (line->operands.size() != 1) return missing_file(context);
    return tell(context, *line,
                context.toolbox.restore_store(line->operands.front(), store_path(*line),
                                              progress_of(context, "remise en place")));
}

}  // namespace preavis::cli
