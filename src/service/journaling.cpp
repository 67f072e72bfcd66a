#include "service/journaling.h"

#include <algorithm>

namespace preavis::service {
namespace {

constexpr std::int64_t answers_kept_s = std::int64_t{72} * 60 * 60;

/// An answer is given again to who asks as they asked: an account whose role was changed since may
/// no longer read it.
std::string full_key(const Command& command) {
    const dossier::Actor& who = command.actor;
    std::string scope(dossier::name_of(who.role));
    for (const std::string* part :
         {&who.organisation, &who.departement, &who.menage, &who.personne}) {
        scope += "/" + *part;
    }
    return who.compte + ":" + scope + ":" + command.idempotency_key;
}

}  // namespace

dossier::JournalEntry journal_line(const std::string& kind, const dossier::Actor& actor,
                                   const base::Json& payload, law::Instant happened_at,
                                   law::Instant recorded_at) {
    dossier::JournalEntry entry;
    entry.kind = kind;
    entry.actor = actor.compte;
    entry.role = dossier::name_of(actor.role);
    entry.payload_json = payload.dump();
    entry.happened_at = happened_at;
    entry.recorded_at = recorded_at;
    return entry;
}

const dossier::Actor& system_actor() {
    static const dossier::Actor actor{.compte = "systeme", .role = dossier::Role::systeme};
    return actor;
}

std::optional<dossier::RememberedAnswer> to_remember(const Command& command, const Reply& reply,
                                                     law::Instant now) {
    if (command.idempotency_key.empty()) return std::nullopt;
    const std::string body = reply.text.empty() ? reply.body.dump() : reply.text;
    const std::string kept =
        R"({"body":)" + body + R"(,"version":)" + std::to_string(reply.version) + "}";
    return dossier::RememberedAnswer{.key = full_key(command),
                                     .request_hash = command.request_hash,
                                     .status = reply.status,
                                     .body = kept,
                                     .at = now,
                                     .forget_before = answers_forgotten_before(now)};
}

std::optional<Outcome> remembered_outcome(dossier::Store& store, const Command& command,
                                          law::Instant now) {
    if (command.idempotency_key.empty()) return std::nullopt;
    const auto answer = store.remembered(full_key(command), answers_forgotten_before(now));
    if (!answer) return std::nullopt;
    if (answer->request_hash != command.request_hash) {
        return base::Refusal{"cle_deja_utilisee",
                             "Cette clé d'idempotence a déjà servi pour une autre demande."};
    }
    const base::Json kept = base::Json::parse(answer->body);
    return Reply{answer->status, kept["body"], kept["version"].get<std::int64_t>()};
}

Outcome written(dossier::Store& store, dossier::Change change, const Command& command,
                const Reply& reply, law::Instant now) {
    change.answer = to_remember(command, reply, now);
    switch (store.commit(change)) {
        case dossier::Committed::done: return reply;
        case dossier::Committed::stale: return stale_version();
        case dossier::Committed::key_already_used: break;
    }
    return remembered_outcome(store, command, now).value_or(stale_version());
}

law::Instant answers_forgotten_before(law::Instant now) {
    return now.plus_seconds(-answers_kept_s);
}

bool is_stale(const Command& command, std::int64_t version) {
    if (!command.if_match) return false;
    const auto& seen = *command.if_match;
    return std::find(seen.begin(), seen.end(), version) == seen.end();
}

base::Refusal not_found() {
    return {"introuvable", "Rien ne correspond à cet identifiant dans votre périmètre."};
}

base::Refusal access_denied() {
    return {"acces_refuse", "Votre rôle ne permet pas cette action."};
}

base::Refusal stale_version() {
    return {"version_perimee",
            "Quelqu'un a modifié ces données entre-temps : relisez-les avant de recommencer."};
}

}  // namespace preavis::service
