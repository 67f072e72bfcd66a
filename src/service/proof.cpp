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

std::string commitment_to(const std::string& salt, const std::string& sha256) {
    return base::sha256_hex("preavis-engagement-1:" + salt + ":" + sha256);
}

/// The line by which this piece was issued, and its salt.
struct Issue {
    JournalEntry line;
    std::string salt;
};

std::optional<Issue> issue_of(dossier::Store& store, const dossier::Piece& piece) {
    // Whoever may read the document may prove it, a household too, to whom payloads are not told.
    for (JournalEntry& line : store.history(piece.dossier, access::system_scope())) {
        if (line.kind != "piece_emise" || line.commitment.empty()) continue;
        const Json payload = Json::parse(line.payload_json, nullptr, false);
        if (!payload.is_object() || payload.value("piece", "") != piece.id) continue;
        return Issue{std::move(line), payload.value(salt_field, "")};
    }
    return std::nullopt;
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
    const auto issue = issue_of(office.store, *piece);
    auto checkpoint = issue ? office.store.checkpoint_over(issue->line.sequence) : std::nullopt;
    if (issue && !checkpoint && office.signer != nullptr) {
        checkpoint = make_checkpoint(office.store, *office.signer, office.clock.now());
    }
    if (!checkpoint) {
        return base::Refusal{"preuve_impossible",
                             "Le service ne peut pas prouver ce document : il n’a pas de clé pour "
                             "signer, ou le document a été émis avant que les preuves existent."};
    }
    return Json{{"form", form},
                {"piece", piece->id},
                {"sha256", piece->sha256},
                {"salt", issue->salt},
                {"line", json_of(issue->line)},
                {"path", office.store.inclusion_path(issue->line.sequence, checkpoint->size)},
                {"checkpoint", checkpoint->note}};
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
