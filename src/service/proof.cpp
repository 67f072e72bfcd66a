#include "service/proof.h"

#include "access/policy.h"
#include "base/hash.h"
#include "base/merkle.h"
#include "dossier/journal_line.h"
#include "service/checkpoint.h"
#include "service/journaling.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::JournalEntry;

constexpr const char* form = "preavis-preuve-1";
constexpr const char* salt_field = "sel";
constexpr std::size_t salt_bytes = 32;
constexpr const char* supplied_kind = "annexe_fournie";
constexpr std::size_t lines_at_once = 500;

std::string commitment_to(const std::string& salt, const std::string& sha256) {
    return base::sha256_hex("preavis-engagement-1:" + salt + ":" + sha256);
}

/// A line that binds a file, and its salt.
struct Binding {
    JournalEntry line;
    std::string salt;
};

/// The line of this kind whose payload names the file under `field`.
std::optional<Binding> find_binding(std::vector<JournalEntry> lines, const std::string& kind,
                                    const char* field, const std::string& id) {
    for (JournalEntry& line : lines) {
        if (line.kind != kind || line.commitment.empty()) continue;
        const Json payload = Json::parse(line.payload_json, nullptr, false);
        if (!payload.is_object() || payload.value(field, "") != id) continue;
        return Binding{std::move(line), payload.value(salt_field, "")};
    }
    return std::nullopt;
}

// Whoever may read a document may prove it, a household too, to whom payloads are not told.
std::optional<Binding> binding_of(dossier::Store& store, const dossier::Piece& piece) {
    return find_binding(store.history(piece.dossier, access::system_scope()), "piece_emise",
                        "piece", piece.id);
}

std::optional<Binding> binding_of(dossier::Store& store, const dossier::Annex& annex) {
    if (!annex.owner.dossier.empty()) {
        return find_binding(store.history(annex.owner.dossier, access::system_scope()),
                            supplied_kind, "id", annex.id);
    }
    for (std::int64_t from = 1;;) {
        auto lines = store.entries_of(supplied_kind, from, lines_at_once);
        if (lines.empty()) return std::nullopt;
        from = lines.back().sequence + 1;
        auto found = find_binding(std::move(lines), supplied_kind, "id", annex.id);
        if (found) return found;
    }
}

Json json_of(const JournalEntry& line) {
    return {{"sequence", line.sequence},
            {"dossier", line.dossier},
            {"noun", line.noun},
            {"kind", line.kind},
            {"event", line.event},
            {"from", line.from_state},
            {"to", line.to_state},
            {"happened_at_ms", line.happened_at.ms},
            {"recorded_at_ms", line.recorded_at.ms},
            {"actor", line.actor},
            {"role", line.role},
            {"owner", line.owner},
            {"sealed_sha256", line.sealed_sha256},
            {"commitment", line.commitment},
            {"previous", line.previous},
            {"hash", line.hash}};
}

/// The hash that a line told in a proof must have.
std::string hash_of(const Json& told) {
    const auto text = [&told](const char* name) { return told.at(name).get<std::string>(); };
    const std::string dossier = text("dossier"), noun = text("noun"), kind = text("kind");
    const std::string event = text("event"), from = text("from"), to = text("to");
    const std::string actor = text("actor"), role = text("role"), owner = text("owner");
    const std::string commitment = text("commitment");
    dossier::JournalLine line;
    line.sequence = told.at("sequence").get<std::int64_t>();
    line.dossier = dossier;
    line.noun = noun;
    line.kind = kind;
    line.event = event;
    line.from_state = from;
    line.to_state = to;
    line.happened_at = told.at("happened_at_ms").get<std::int64_t>();
    line.recorded_at = told.at("recorded_at_ms").get<std::int64_t>();
    line.actor = actor;
    line.role = role;
    line.owner = owner;
    line.commitment = commitment;
    const std::string previous = base::from_hex(text("previous")).value_or("");
    const std::string digest = base::from_hex(text("sealed_sha256")).value_or("");
    return dossier::CanonicalLine().hash(previous, line, digest);
}

std::optional<std::vector<std::string>> path_in(const Json& proof) {
    std::vector<std::string> path;
    for (const Json& step : proof.at("path")) {
        auto hash = base::from_hex(step.get<std::string>());
        if (!hash) return std::nullopt;
        path.push_back(*std::move(hash));
    }
    return path;
}

/// The root to which the path of a proof leads.
std::string root_in(const Json& proof, const std::string& hash, std::int64_t size) {
    const auto path = path_in(proof);
    const std::int64_t index = proof.at("line").at("sequence").get<std::int64_t>() - 1;
    if (!path) return "";
    return base::hex(base::root_by_path(base::leaf_hash(hash), index, size, *path).value_or(""));
}

ProofVerdict judge(const Json& proof, const std::string& sha256, const std::string& key,
                   const std::function<bool(std::string_view, const std::string&,
                                            const std::string&)>& signature_holds) {
    ProofVerdict verdict;
    const auto because = [&verdict](const char* reason) {
        verdict.reason = reason;
        return verdict;
    };
    if (proof.at("form") != form) return because("cette preuve n’est pas d’une forme connue");
    const Json& line = proof.at("line");
    const std::string salt = proof.at("salt").get<std::string>();
    if (line.at("commitment") != commitment_to(salt, sha256)) {
        return because("cette preuve n’est pas celle de ce fichier");
    }
    const std::string hash = hash_of(line);
    if (base::hex(hash) != line.at("hash")) {
        return because("la ligne du journal ne correspond pas à son empreinte");
    }
    const auto note = read_note(proof.at("checkpoint").get<std::string>());
    if (!note) return because("le point de contrôle est illisible");
    if (root_in(proof, hash, note->size) != note->root) {
        return because("le chemin ne mène pas de la ligne au point de contrôle");
    }
    verdict.key = key.empty() ? note->key : key;
    if (!signature_holds(note->statement, note->signature, verdict.key)) {
        return because("le point de contrôle n’est pas signé de cette clé");
    }
    verdict.holds = true;
    verdict.sequence = line.at("sequence").get<std::int64_t>();
    verdict.recorded_at = law::utc_iso({line.at("recorded_at_ms").get<std::int64_t>()});
    verdict.checkpoint_at = note->at;
    return verdict;
}

/// The line of a structure's file names it: whoever reads the file alone may not know where it is.
bool may_know_place(const Office& office, const std::string& structure,
                    const dossier::Actor& actor) {
    const auto scope = access::scope(actor, Act::read_nouns);
    return structure.empty() ||
           office.store.noun(dossier::NounKind::structure, structure, scope).has_value();
}

/// The proof of a file that a line binds, under a checkpoint, made now if none holds the line.
base::Answer<Json> proof_of(const Office& office, const std::optional<Binding>& binding,
                            const char* what, const std::string& id, const std::string& sha256) {
    auto checkpoint = binding ? office.store.checkpoint_over(binding->line.sequence) : std::nullopt;
    if (binding && !checkpoint && office.signer != nullptr) {
        checkpoint = make_checkpoint(office.store, *office.signer, office.clock.now());
    }
    if (!checkpoint) {
        return base::Refusal{"preuve_impossible",
                             "Le service ne peut pas prouver ce fichier : il n’a pas de clé pour "
                             "signer, ou le fichier est d’avant que les preuves existent."};
    }
    return Json{{"form", form},
                {what, id},
                {"sha256", sha256},
                {"salt", binding->salt},
                {"line", json_of(binding->line)},
                {"path", office.store.inclusion_path(binding->line.sequence, checkpoint->size)},
                {"checkpoint", checkpoint->note}};
}

}  // namespace

void commit_to_file(JournalEntry& line, Json payload, const std::string& sha256) {
    const std::string salt = base::hex(base::random_bytes(salt_bytes));
    payload[salt_field] = salt;
    line.payload_json = payload.dump();
    line.commitment = commitment_to(salt, sha256);
}

base::Answer<Json> proof_of_document(const Office& office, const std::string& id,
                                     const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_documents)) return access_denied();
    const auto piece = office.store.piece(id, access::scope(actor, Act::read_documents));
    if (!piece) return not_found();
    if (!piece->issued_at) {
        return base::Refusal{"document_pas_encore_emis",
                             "Ce document est commandé ; il sera prêt dans un instant."};
    }
    return proof_of(office, binding_of(office.store, *piece), "piece", piece->id, piece->sha256);
}

base::Answer<Json> proof_of_annex(const Office& office, const std::string& id,
                                  const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_documents)) return access_denied();
    const auto annex = office.store.annex(id, access::scope(actor, Act::read_documents));
    if (!annex || !may_know_place(office, annex->owner.structure, actor)) return not_found();
    return proof_of(office, binding_of(office.store, *annex), "annexe", annex->id, annex->sha256);
}

ProofVerdict judge_proof(const Json& proof, const std::string& sha256, const std::string& key,
                         const std::function<bool(std::string_view, const std::string&,
                                                  const std::string&)>& signature_holds) {
    try {
        return judge(proof, sha256, key, signature_holds);
    } catch (const Json::exception&) {
        return {.reason = "cette preuve est incomplète ou mal formée"};
    }
}

}  // namespace preavis::service
