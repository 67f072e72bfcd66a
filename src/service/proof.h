#pragma once

#include <functional>
#include <string>

#include "base/json.h"
#include "base/refusal.h"
#include "dossier/role.h"
#include "dossier/store.h"
#include "service/office.h"

namespace preavis::service {

/// Binds a journal line to a file without telling its hash: keeps a salt in the payload, and on the
/// line the SHA-256 of "preavis-engagement-1", the salt and the file's SHA-256 (hexadecimal, each
/// after a colon). Whoever has file and salt can check it; once the payload is erased, nobody.
void commit_to_file(dossier::JournalEntry& line, base::Json payload, const std::string& sha256);

/// Shows that an issued document is in the journal, under a signed checkpoint, to somebody who has
/// nothing else: the line, the salt, the path to the root, the checkpoint's note. Makes a
/// checkpoint if none holds the line yet. Refusals: `introuvable`, `document_pas_encore_emis`,
/// `preuve_impossible` (the service has no key to sign with, or the line is of before commitments).
base::Answer<base::Json> proof_of_document(const Office& office, const std::string& piece,
                                           const dossier::Actor& actor);

/// The same for a file that somebody supplied: a signed page, a letter received. That of a
/// structure is proved to who may know the structure; to others it is `introuvable`.
base::Answer<base::Json> proof_of_annex(const Office& office, const std::string& annex,
                                        const dossier::Actor& actor);

/// What a proof says of a file, judged without any store.
struct ProofVerdict {
    bool holds = false;
    std::string reason;  ///< why not, in French
    std::int64_t sequence = 0;
    std::string recorded_at;    ///< UTC
    std::string checkpoint_at;  ///< UTC
    std::string key;            ///< that signed the checkpoint
};
/// `signature_holds` judges a signature over a statement by a public key; `key`: the one that is
/// trusted, or "" for the one that the checkpoint names itself.
ProofVerdict judge_proof(const base::Json& proof, const std::string& sha256, const std::string& key,
                         const std::function<bool(std::string_view, const std::string&,
                                                  const std::string&)>& signature_holds);

}  // namespace preavis::service
