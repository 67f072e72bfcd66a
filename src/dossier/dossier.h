#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dossier/role.h"
#include "dossier/value.h"
#include "law/count.h"
#include "law/ledger.h"

namespace preavis::dossier {

/// Whom and what a dossier is about: identifiers, empty where it does not apply.
struct Parties {
    std::string menage;
    std::vector<std::string>
        personnes;  ///< the persons concerned, a part of the ménage or all of it
    std::string structure;
    std::string sejour;
    std::string organisation;            ///< that handles the dossier
    std::string structure_organisation;  ///< that runs the structure; sees the dossier too
    std::vector<std::string> followers;  ///< other organisations that take part, hence see it
};

enum class DeadlineKind {
    obligation,  ///< somebody must have acted; afterwards it is overdue
    window,      ///< time left to the household to answer; afterwards it has elapsed
    notice,      ///< nothing may take effect before it ends
    right,       ///< an appeal: afterwards only a court may say that it is late
};
std::string_view name_of(DeadlineKind kind);
std::optional<DeadlineKind> deadline_kind(std::string_view name);

/// One running or settled time limit of a dossier, with how it was reached.
struct Deadline {
    enum class Settled { no, met, stopped };

    std::string id;
    std::string name;  ///< its name in the workflow's definition: `preavis`
    DeadlineKind kind = DeadlineKind::obligation;
    std::string title;        ///< in French
    std::string law;          ///< "DL53"
    std::string source;       ///< of the version that was in force
    std::string who;          ///< who must act
    law::Instant started_at;  ///< its trigger
    law::Instant due;         ///< the last instant at which the act is in time
    std::optional<law::Date> last_day;
    std::optional<law::Date> earliest_effective;
    Settled settled = Settled::no;
    law::Instant settled_at;  ///< when the act was done, if settled
    bool fired = false;       ///< its passing has been raised as an event
    std::vector<law::Explanation> because;

    bool suspended = false;  ///< it does not run: `due` is its earliest end, and nothing is due
    std::optional<law::Instant> act_by;      ///< where texts are read in two ways, the earlier end
    std::optional<law::Instant> late_after;  ///< and the later: nothing is refused before it
    law::Ledger ledger;                      ///< what happened to it, its start included

    bool operator==(const Deadline&) const = default;
};

/// True if the passing of time may still make it due: neither settled nor suspended.
bool is_running(const Deadline& deadline);
/// True if it runs no more because its time is over, by the later of two readings.
bool is_over(const Deadline& deadline, law::Instant now);

/// `open` (later than today), `due` (its last day, or last 24 hours, has come), `overdue` (an
/// obligation that nobody met in time), `met` (settled by the act), `elapsed` (a window, notice or
/// right whose time is over), `suspended` (its time does not run), `stopped` (no longer needed).
std::string_view status_of(const Deadline& deadline, law::Instant now);

/// The lists of a dossier as the store has them: what is still so need not be written again.
struct KeptLists {
    std::int64_t version = 0;  ///< of the dossier; they say nothing of another one
    std::vector<std::string> personnes;
    std::vector<std::string> followers;
    std::vector<Deadline> deadlines;
};

/// One running procedure: a workflow, its version, its state.
struct Dossier {
    std::string id;
    std::string number;  ///< "2026-00417": what people say on the telephone
    std::string workflow;
    int workflow_version = 0;
    std::string state;      ///< « nouveau » before its first event
    std::string territory;  ///< calendar and zone
    std::string departement;
    bool protected_household = false;
    bool ended = false;         ///< nothing more happens in it, by its procedure
    bool told = true;           ///< its household knows of it, hence may read it
    bool of_the_state = false;  ///< the State itself handles it, whoever opened it
    Parties parties;
    Facts facts;
    std::vector<Deadline> deadlines;
    law::Instant opened_at;
    law::Instant last_event_at;  ///< when the last event happened (not when it was noted)
    std::int64_t version = 0;    ///< one more with each event; 0: not stored yet
    /// The store's own note; null if the dossier was not read from a store.
    std::shared_ptr<const KeptLists> kept = nullptr;
};

/// The latest deadline of that name, or null.
const Deadline* find_deadline(const Dossier& dossier, const std::string& name);

/// Something that happened, or that somebody wants to happen.
struct Event {
    std::string name;  ///< `decider`
    Facts facts;
    law::Instant at;  ///< when it happened; not in the future, not before the dossier's last event
    Actor actor;
};

/// A document that an event orders: frozen before it is drawn.
struct DocumentOrder {
    std::string document;  ///< `recepisse_remise`
    std::string variant;   ///< `standard` or `falc`
    std::string language;  ///< BCP 47
    Facts facts = {};      ///< what it is told besides the dossier's own facts, and instead of them
};

}  // namespace preavis::dossier
