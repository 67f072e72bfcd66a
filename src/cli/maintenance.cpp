#include "cli/commands.h"
#include "cli/common.h"

namespace preavis::cli {
namespace {

constexpr const char* backup_help =
    "preavis backup FICHIER [--store BASE]\n  copie entière et cohérente, dans un fichier neuf\n";
constexpr const char* restore_help =
    "preavis restore FICHIER [--store BASE]\n"
    "  vérifie la copie, puis la met à la place de la base, qui ne doit pas exister\n";

int missing_file(const Context& context) {
    return explain(context, base::Problems{command_line_problem("il faut un FICHIER")});
}

}  // namespace

int backup_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context, {{"--store", true}}, backup_help, status);
    if (!line) return status;
    if (line->operands.size() != 1) return missing_file(context);
    context.toolbox.open_store(store_path(*line), false)->backup(line->operands.front());
    return done;
}

int restore_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context, {{"--store", true}}, restore_help, status);
    if (!line) return status;
    if (line->operands.size() != 1) return missing_file(context);
    context.toolbox.restore_store(line->operands.front(), store_path(*line));
    return done;
}

}  // namespace preavis::cli
