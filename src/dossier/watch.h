#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "law/instant.h"

namespace preavis::dossier {

/// What the service knows of itself: its lives, the gaps between them, what is wrong with it.

/// One run of the service, from its start to the last time that it was seen alive.
struct Life {
    std::int64_t number = 0;
    law::Instant started_at;
    law::Instant heartbeat_at;
    std::optional<law::Instant> stopped_at;  ///< nothing: it still lives, or was cut off
};

/// A time without the service: between the end of a life and the start of the next one.
struct Downtime {
    std::int64_t number = 0;  ///< of the life that ended it
    law::Instant from;        ///< the clean stop, or the last heartbeat
    law::Instant until;
    bool clean_stop = false;
};

/// Something wrong with the service, for administrators. One is open at a time for each key.
struct Alert {
    std::string key;      ///< `echeance_non_armee:DOSSIER:preavis`
    std::string reason;   ///< `echeance_non_armee`
    std::string message;  ///< in French; never a name
    law::Instant since;
    std::optional<law::Instant> until;  ///< nothing: it lasts
};

/// A deadline whose time is over and whose passing nobody has noted, with what its dossier was.
struct DueDeadline {
    std::string id;
    std::string name;
    law::Instant due;
    std::string dossier;
    std::int64_t version = 0;  ///< of the dossier
    std::string state;
    std::string workflow;
    int workflow_version = 0;
};

/// The passing of a deadline that changes nothing else in its dossier.
struct Passing {
    std::string deadline;
    std::string dossier;
    std::int64_t version = 0;  ///< of the dossier, as it was read
};

}  // namespace preavis::dossier
