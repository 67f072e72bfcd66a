#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "law/calendar.h"
#include "law/count.h"

namespace preavis::law {

/// One thing that happened to a time limit, in the order in which it took effect.
struct LedgerEntry {
    enum class Kind {
        start,    ///< it begins, with `limit` to run
        suspend,  ///< it stops running; what has run is kept
        resume,   ///< it runs on from where it stopped
        extend,   ///< `limit` is added to it
        replace,  ///< what has run is lost (an interruption): `limit` runs anew
        stop      ///< it is over: met, or no longer needed
    };
    Kind kind = Kind::start;
    Instant at;
    std::optional<TimeLimit> limit;  ///< of start, extend and replace
    std::string author;              ///< account
    std::string role;                ///< in which the author acted
    std::string reason;              ///< in French
    std::string source;              ///< text that allows it

    bool operator==(const LedgerEntry&) const = default;
};
using Ledger = std::vector<LedgerEntry>;

/// `suspend`: how files and the API write it.
std::string_view name_of(LedgerEntry::Kind kind);
std::optional<LedgerEntry::Kind> ledger_entry_kind(std::string_view name);

/// A stretch of time that does not count, with the entry that opened it.
struct Pause {
    Instant from;
    std::optional<Instant> to;  ///< absent: not resumed yet
    std::string reason;
    std::string source;
};

/// What was added to a limit, and why.
struct Extension {
    TimeLimit limit;
    Instant at;
    std::string reason;
    std::string source;
};

/// Where a limit stands once its ledger is read from the first entry to the last.
struct Account {
    enum class State { running, suspended, stopped };
    State state = State::running;
    TimeLimit limit;  ///< of the last start or replace
    When start;
    std::vector<Extension> extensions;       ///< since then
    std::vector<Pause> pauses;               ///< since then, in order
    std::vector<LedgerEntry> interruptions;  ///< the replacements that led here
    /// While suspended: where it would end if it had resumed at once; it ends no earlier.
    Reckoning end;
};

/// Reads a ledger.
/// Hours: the end moves by the time suspended, to the millisecond.
/// Days: a day counts only if the limit ran through all of it, so neither the day of a suspension
/// nor the day of its end counts, and a suspended notice never loses a part of a day. Suspended on
/// 3 March and resumed on the 10th: eight days do not count. Months run from day-number to
/// day-number, then the end moves by the days that do not count. Whatever rolls, rolls after that;
/// a limit suspended when only its roll still carried it ends on the first open day after.
/// Extensions are added to the original limit, months first, then days: never chained.
///
/// Refuses `registre_sans_debut`, `delai_deja_commence`, `limite_absente`, `limite_negative`,
/// `limite_excessive`, `prolongation_unite` (hours and days do not mix), `ecriture_anterieure`
/// (before the entry it follows), `ecriture_apres_arret`, `deja_suspendu`,
/// `reprise_sans_suspension`, `delai_deja_expire` (suspended, extended or replaced too late),
/// `suspension_a_rebours` (a limit counted backwards has no time that runs), and what `reckon`
/// refuses.
/// Source: code civil art. 2230 and 2231 by analogy; docs/decisions/0010.
base::Answer<Account> fold(const Ledger& ledger, const Territory& territory);

/// The ledger with one more entry; refused as `fold` does, and in the future (`ecriture_future`).
/// A start may lie ahead: a convention can be signed before it takes effect.
base::Answer<Ledger> recorded(Ledger ledger, LedgerEntry entry, const Territory& territory,
                              Instant now);

/// What a limit has used and has left at an instant: seconds for a limit in hours, else whole days
/// that have run. A suspended one is taken when its suspension began; one that is counted backwards
/// has no time that runs: its budget is 0.
struct Balance {
    bool in_seconds = false;
    std::int64_t budget = 0;
    std::int64_t used = 0;
    std::int64_t left = 0;  ///< never negative
};
Balance balance(const Account& account, const Territory& territory, Instant now);

/// The end with the steps that led there: `count`, with each interruption, extension and
/// suspension. Expects an account as `fold` answers it.
DueDate due_date(const Account& account, const Territory& territory);

}  // namespace preavis::law
