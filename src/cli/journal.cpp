#include <charconv>
#include <ostream>

#include "base/file.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "service/checkpoint.h"
#include "service/statement.h"

namespace preavis::cli {
namespace {

constexpr const char* help =
    "preavis journal verify [--from N] [--against POINT] [--key CLE] [--store BASE] [--json]\n"
    "  relit toute la chaîne telle qu'elle est écrite, sans aucune clé, même pendant que le\n"
    "  service tourne, et chaque point de contrôle signé ; nomme le premier qui ne convient pas\n"
    "  (code de sortie 1). --against : un point de contrôle gardé ailleurs, dont le journal doit\n"
    "  être la suite. --key : la clé publique attendue, 64 chiffres hexadécimaux.\n"
    "preavis journal checkpoint [--out FICHIER] [--store BASE]\n"
    "  signe l'état du journal et l'écrit, pour être gardé par quelqu'un d'autre : à envoyer à la\n"
    "  DDETS, à imprimer, à copier. Le service en signe un chaque jour.\n";

std::optional<std::int64_t> sequence(const std::string& text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || value < 1) return std::nullopt;
    return value;
}

/// What is wrong first, in French; empty if nothing is.
struct Findings {
    std::size_t checkpoints = 0;
    std::optional<std::int64_t> false_checkpoint;
    std::size_t statements = 0;
    std::optional<std::int64_t> false_statement;
    std::string against;  ///< why the journal does not follow the checkpoint kept elsewhere
};

bool is_signed(const Toolbox& toolbox, const service::CheckpointNote& note,
               const std::string& key) {
    return toolbox.signature_holds(note.statement, note.signature, key.empty() ? note.key : key);
}

/// A note says what its row says, and is signed; all by one key where none is named.
void check_checkpoints(const Toolbox& toolbox, const dossier::JournalAudit& audit, std::string key,
                       Findings& findings) {
    findings.false_checkpoint = audit.chain.false_checkpoint;
    for (const dossier::Checkpoint& checkpoint : audit.checkpoints) {
        const auto note = service::read_note(checkpoint.note);
        const bool right = note && note->size == checkpoint.size && note->root == checkpoint.root &&
                           is_signed(toolbox, *note, key);
        if (right && key.empty()) key = note->key;
        if (right) ++findings.checkpoints;
        if (!right && findings.false_checkpoint.value_or(checkpoint.size) >= checkpoint.size) {
            findings.false_checkpoint = checkpoint.size;
        }
    }
}

void check_statements(const Toolbox& toolbox, const dossier::JournalAudit& audit,
                      Findings& findings) {
    for (const dossier::JournalEntry& entry : audit.statements) {
        const service::SignedStatement part = service::signed_part(entry);
        if (part.signature.empty()) continue;
        if (toolbox.signature_holds(part.statement, part.signature, part.key)) {
            ++findings.statements;
        } else if (!findings.false_statement) {
            findings.false_statement = entry.sequence;
        }
    }
}

/// Whether the journal goes on from a checkpoint that somebody else kept.
std::string compare(const Toolbox& toolbox, const std::filesystem::path& store,
                    const std::string& text, const std::string& key) {
    const auto note = service::read_note(text);
    if (!note) return "le point de contrôle donné est illisible";
    if (!is_signed(toolbox, *note, key)) {
        return "le point de contrôle donné n'est pas signé de la clé attendue";
    }
    const auto root = toolbox.journal_root(store, note->size);
    if (!root) return "le journal a moins de lignes que le point de contrôle donné";
    if (*root != note->root) {
        return "le journal n'est pas la suite du point de contrôle donné : ses " +
               std::to_string(note->size) + " premières lignes ont été récrites";
    }
    return "";
}

base::Json json_of(const dossier::JournalAudit& audit, const Findings& findings) {
    const auto or_null = [](const std::optional<std::int64_t>& value) {
        return value ? base::Json(*value) : base::Json();
    };
    const dossier::ChainReport& chain = audit.chain;
    return {{"entries", chain.entries},
            {"intact", !chain.first_broken},
            {"first_broken", or_null(chain.first_broken)},
            {"reason", chain.reason},
            {"head", chain.head},
            {"signed_checkpoints", findings.checkpoints},
            {"false_checkpoint", or_null(findings.false_checkpoint)},
            {"signed_statements", findings.statements},
            {"false_statement", or_null(findings.false_statement)},
            {"against", findings.against.empty() ? base::Json() : base::Json(findings.against)}};
}

void print(std::ostream& out, const dossier::ChainReport& chain, const Findings& findings) {
    if (chain.first_broken) {
        out << "Rompu à la ligne " << *chain.first_broken << " : " << chain.reason << "\n";
    } else if (findings.false_checkpoint) {
        out << "Point de contrôle faux, à " << *findings.false_checkpoint
            << " lignes : il n'est pas celui de ce journal, ou pas de la clé attendue\n";
    } else if (findings.false_statement) {
        out << "Fausse signature à la ligne " << *findings.false_statement
            << " : cet état de santé n'est pas de la clé qu'il nomme\n";
    } else if (!findings.against.empty()) {
        out << "Rompu : " << findings.against << "\n";
    } else {
        out << chain.entries << " lignes, chaîne intacte, " << findings.checkpoints
            << " points de contrôle signés, " << findings.statements
            << " états de santé signés, tête " << chain.head << "\n";
    }
}

int verify(const Context& context, const CommandLine& line) {
    const auto from = sequence(line.value("--from").value_or("1"));
    if (!from) {
        return explain(context, {command_line_problem("--from attend un nombre positif")});
    }
    const auto against = line.value("--against");
    if (against && !std::filesystem::is_regular_file(*against)) {
        return explain(context, {{{*against, 0, 0}, "ce fichier n'existe pas", ""}});
    }
    const std::filesystem::path store = store_path(line);
    const std::string key = line.value("--key").value_or("");
    const dossier::JournalAudit audit = context.toolbox.audit_journal(store, *from);
    Findings findings;
    check_checkpoints(context.toolbox, audit, key, findings);
    check_statements(context.toolbox, audit, findings);
    if (against) {
        findings.against = compare(context.toolbox, store, base::read_file(*against), key);
    }
    if (line.has("--json")) {
        context.out << json_of(audit, findings).dump(2) << "\n";
    } else {
        print(context.out, audit.chain, findings);
    }
    const bool whole = !audit.chain.first_broken && !findings.false_checkpoint &&
                       !findings.false_statement && findings.against.empty();
    return whole ? done : answer_is_no;
}

int checkpoint(const Context& context, const CommandLine& line) {
    const std::filesystem::path path = store_path(line);
    const auto store = context.toolbox.open_store(path, false);
    const auto signer = context.toolbox.signer(path.string() + ".cle");
    const auto made = service::make_checkpoint(*store, *signer, context.toolbox.clock()->now());
    if (!made) {
        return explain(context, base::Refusal{"journal_vide", "Ce journal n'a encore rien."});
    }
    const auto out = line.value("--out");
    if (out) {
        base::write_file(*out, made->note);
    } else {
        context.out << made->note;
    }
    return done;
}

}  // namespace

int journal_command(const Context& context) {
    int status = done;
    const auto line = read_or_explain(context,
                                      {{"--from", true},
                                       {"--against", true},
                                       {"--key", true},
                                       {"--out", true},
                                       {"--store", true},
                                       {"--json"}},
                                      help, status);
    if (!line) return status;
    if (line->operands == std::vector<std::string>{"verify"}) return verify(context, *line);
    if (line->operands == std::vector<std::string>{"checkpoint"}) {
        return checkpoint(context, *line);
    }
    return explain(context, {command_line_problem("journal verify ou journal checkpoint")});
}

int key_command(const Context& context) {
    constexpr const char* key_help =
        "preavis key rotate [--store BASE] [--keys DOSSIER]\n"
        "  tire de nouvelles clés maîtresses, y enveloppe toutes les clés, oublie les anciennes ;\n"
        "  le service doit être arrêté. Refaites ensuite la copie de sauvegarde du dossier des\n"
        "  clés, et détruisez l'ancienne.\n";
    int status = done;
    const auto line = read_or_explain(context, {{"--store", true}}, key_help, status);
    if (!line) return status;
    if (line->operands != std::vector<std::string>{"rotate"}) {
        return explain(context, {command_line_problem("key rotate")});
    }
    const std::int64_t keys = context.toolbox.rotate_keys(store_path(*line));
    context.out << keys << " clés enveloppées à neuf\n";
    return done;
}

}  // namespace preavis::cli
