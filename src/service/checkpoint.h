#pragma once

#include <optional>
#include <string>

#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// A statement about the whole journal, signed so that somebody else can hold it against whoever
/// would rewrite the store: how many entries, the root of their tree, the hash of the last one.
///
/// Its text is a signed note: the origin (`preavis/` and the store's identity), the size in
/// decimal, the root in base64, then the lines `tete HASH`, `date INSTANT` and `cle PUBLIC_KEY`;
/// a blank line; and the signature line, « — ORIGIN BASE64 », over 4 bytes that name the key and
/// the 64 of the Ed25519 signature of everything above the blank line.
/// Source: C2SP tlog-checkpoint and signed-note, v1.
struct CheckpointNote {
    std::string origin;
    std::int64_t size = 0;
    std::string root;  ///< hexadecimal, like the next two
    std::string head;
    std::string at;   ///< UTC
    std::string key;  ///< that it names itself; who trusts it has it from elsewhere
    std::string statement;
    std::string signature;  ///< hexadecimal
};

/// Nothing if it is not such a note; its signature is not judged.
std::optional<CheckpointNote> read_note(const std::string& text);

/// Makes, signs and keeps one about the journal as it is now; the last one again if nothing was
/// added since. Nothing for an empty journal.
std::optional<dossier::Checkpoint> make_checkpoint(dossier::Store& store,
                                                   const dossier::Signer& signer, law::Instant now);

/// Once a day (UTC), if the journal grew. True if it made one.
bool checkpoint_daily(const Office& office, law::Instant now);

/// The latest first, for those who may read about the service.
Outcome list_checkpoints(const Office& office, const dossier::Actor& actor, std::size_t limit);
/// The note of the last one.
base::Answer<std::string> last_checkpoint(const Office& office, const dossier::Actor& actor);

}  // namespace preavis::service
