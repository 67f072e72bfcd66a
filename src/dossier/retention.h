#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/date.h"
#include "law/instant.h"

namespace preavis::dossier {

/// A household whose data may not be erased, however old: a dispute, an inquiry. One at a time.
struct Hold {
    std::string menage;
    std::string reason;  ///< a code of data/conservation.yaml: no free text, so no name
    std::string set_by;  ///< account
    law::Instant set_at;
    law::Date review_on;  ///< when somebody looks at it again; it holds beyond that day
    std::string lifted_by;
    std::optional<law::Instant> lifted_at;
};

/// A household that may be past its retention.
struct AgedHousehold {
    std::string menage;
    std::string departement;
    law::Instant seen_at;  ///< its last contact is not before this
};

/// One record of a household, as it was when it was read.
struct HeldRecord {
    std::string id;
    std::int64_t version = 0;
};

/// One file of a household: a document of ours, or one that was supplied.
struct HeldFile {
    enum class Kind { piece, annexe };
    Kind kind = Kind::piece;
    std::string id;
    std::string dossier;
    std::string document;  ///< template of a document; nature of a supplied file
    std::string sha256;    ///< empty for a document that was never issued
};

/// Everything that the store holds of one household, by identifiers.
struct Holdings {
    std::string menage;
    std::int64_t menage_version = 0;    ///< 0: nothing is held any more
    std::vector<HeldRecord> personnes;  ///< that belong to no other household
    std::vector<HeldRecord> sejours;
    std::vector<HeldRecord> dossiers;
    std::vector<HeldFile> files;
    std::vector<std::string> accounts;  ///< with which the household enters
};

/// A file that stays after its household was erased, until its own retention ends.
struct KeptFile {
    HeldFile file;
    std::string menage;
    std::string dossier_number;
    std::string departement;
    std::string rule;  ///< class of data/conservation.yaml
    law::Instant until;
};

/// What is erased in one transaction: a household with all that is held of it, less the files that
/// are kept; and kept files whose time has come. Stale if the holdings are not what they were any
/// more, if a hold was set, or if a kept file is already gone.
struct Erasure {
    std::string certificate;  ///< identifier of its proof
    std::string departement;
    Holdings of;                      ///< without a ménage: kept files only
    std::vector<KeptFile> kept;       ///< of `of.files`: those that stay
    std::vector<KeptFile> over;       ///< kept since an earlier erasure, and gone now
    std::vector<std::string> owners;  ///< of the data keys that are to be destroyed
    law::Instant at;
};

/// That an erasure was done; what it was is told by that line of the journal.
struct ErasureRecord {
    std::string certificate;
    std::string menage;  ///< empty where only kept files went
    std::string departement;
    law::Instant at;
    std::int64_t line = 0;
};

/// What a person has asked for about their own data, and what became of it. The values asked for
/// and replaced stand in the journal alone, under the household's key.
struct RightsRequest {
    enum class State { received, applied, refused };
    std::string id;
    std::string kind;  ///< `rectification`, `opposition`
    std::string personne;
    std::string field;  ///< of the person's record
    law::Instant received_at;
    law::Instant due;  ///< when an answer is owed
    State state = State::received;
    std::optional<law::Instant> decided_at;
    std::int64_t asked_line = 0;  ///< of the journal; set by the store
};
std::string_view name_of(RightsRequest::State state);

}  // namespace preavis::dossier
