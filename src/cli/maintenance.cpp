#include <charconv>
#include <ostream>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "service/statement.h"

namespace preavis::cli {
namespace {

constexpr const char* journal_help =
    "preavis journal verify [--from N] [--store BASE] [--json]\n"
    "  relit toute la chaîne et les états de santé signés chaque jour ; nomme la première ligne\n"
    "  rompue ou mal signée (code de sortie 1)\n";
constexpr std::size_t most_statements = 1'000'000;

std::optional<std::int64_t> sequence(const std::string& text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || value < 1) return std::nullopt;
    return value;
}

/// The daily statements of health, and the first whose signature does not hold.
struct Statements {
    std::size_t good = 0;
    std::optional<std::int64_t> first_false;
};

Statements check_statements(const Toolbox& toolbox, dossier::Store& store, std::int64_t from) {
    Statements statements;
    for (const auto& entry : store.entries_of("etat_de_sante", from, most_statements)) {
        const service::SignedStatement part = service::signed_part(entry);
        if (part.signature.empty()) continue;
        if (toolbox.signature_holds(part.statement, part.signature, part.key)) {
            ++statements.good;
        } else if (!statements.first_false) {
            statements.first_false = entry.sequence;
        }
    }
    return statements;
}

}  // namespace

int journal_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context, {{"--from", true}, {"--store", true}, {"--json"}},
                                      journal_help, status);
    if (!line) return status;
    const auto from = sequence(line->value("--from").value_or("1"));
    if (line->operands != std::vector<std::string>{"verify"} || !from) {
        return explain(
            context,
            base::Problems{command_line_problem("journal verify [--from N], N un nombre positif")});
    }
    const auto store = context.toolbox.open_store(store_path(*line), false);
    const dossier::ChainReport report = store->verify_journal(*from);
    const Statements statements = check_statements(context.toolbox, *store, *from);
    if (line->has("--json")) {
        const base::Json answer = {
            {"entries", report.entries},
            {"intact", !report.first_broken},
            {"first_broken", report.first_broken ? base::Json(*report.first_broken) : base::Json()},
            {"reason", report.reason},
            {"head", report.head},
            {"signed_statements", statements.good},
            {"false_statement",
             statements.first_false ? base::Json(*statements.first_false) : base::Json()}};
        context.out << answer.dump(2) << "\n";
    } else if (report.first_broken) {
        context.out << "Rompu à la ligne " << *report.first_broken << " : " << report.reason
                    << "\n";
    } else if (statements.first_false) {
        context.out << "Fausse signature à la ligne " << *statements.first_false
                    << " : cet état de santé n'est pas de la clé qu'il nomme\n";
    } else {
        context.out << report.entries << " lignes, chaîne intacte, " << statements.good
                    << " états de santé signés, tête " << report.head << "\n";
    }
    return report.first_broken || statements.first_false ? answer_is_no : done;
}

}  // namespace preavis::cli
