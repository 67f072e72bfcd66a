#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/problem.h"
#include "base/refusal.h"
#include "dossier/role.h"

namespace preavis::service {

/// Who asks for something to be written, and the key that makes it happen once.
struct Command {
    dossier::Actor actor;
    std::string idempotency_key;  ///< empty: none; the service adds the account to it
    std::string request_hash;     ///< of role, method, path and body
    /// The versions that the asker has seen: one of them must be the present one. Nothing: any will
    /// do. None in the list: none can be.
    std::optional<std::vector<std::int64_t>> if_match = {};
};

/// What a use-case answers when it was done: the view that API and pages show.
struct Reply {
    int status = 200;
    base::Json body;
    std::int64_t version = 0;  ///< of the thing shown, for its ETag; 0: none
    std::string text = {};     ///< the body as it goes over the wire, once it was written; or ""
};

/// Done; refused by a rule; or input that cannot be read, with every problem.
/// Refusal codes that are not the law's: `introuvable` (also: outside one's scope), `acces_refuse`,
/// `role_insuffisant`, `patientez`, `version_perimee`, `cle_deja_utilisee`, `personne_connue`.
using Outcome = std::variant<Reply, base::Refusal, base::Problems>;

}  // namespace preavis::service
