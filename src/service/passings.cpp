#include "service/passings.h"

#include <algorithm>
#include <map>
#include <optional>

#include "access/policy.h"
#include "service/journaling.h"
#include "service/moving.h"

namespace preavis::service {
namespace {

using dossier::Change;
using dossier::DueDeadline;

constexpr std::size_t usual_batch = 2000;

dossier::JournalEntry line_of(const DueDeadline& due, law::Instant now) {
    const base::Json payload = {
        {"deadline", due.id}, {"name", due.name}, {"due", law::utc_iso(due.due)}};
    auto line = journal_line("echeance_passee", system_actor(), payload, due.due, now);
    line.dossier = due.dossier;
    line.event = due.name;
    line.from_state = line.to_state = due.state;
    return line;
}

Change bare_passing(const DueDeadline& due, std::int64_t version, law::Instant now) {
    Change change;
    change.passing =
        dossier::Passing{.deadline = due.id, .dossier = due.dossier, .version = version};
    change.journal = {line_of(due, now)};
    return change;
}

/// The event that this passing raises; empty if none.
std::string event_of(const Library& library, const DueDeadline& due) {
    const auto* definition = library.definitions.find(due.workflow, due.workflow_version);
    if (definition == nullptr) return {};
    return workflow::event_raised_by(*definition, {.state = due.state}, {.name = due.name});
}

/// A passing together with the event that it raises; the passing alone where a rule refuses the
/// event; nothing if somebody has moved the dossier meanwhile.
std::optional<Change> raising(const Office& office, const DueDeadline& due,
                              const std::string& event_name, law::Instant now) {
    auto before = office.store.dossier(due.dossier, access::system_scope());
    if (!before || before->version != due.version) return std::nullopt;
    for (dossier::Deadline& deadline : before->deadlines) {
        if (deadline.id == due.id) deadline.fired = true;
    }
    // A clock that went back does not take the dossier back: its last event is where it stands.
    const law::Instant at = std::max(std::min(now, due.due.plus_seconds(1)), before->last_event_at);
    const dossier::Event event{.name = event_name, .at = at, .actor = system_actor()};
    const law::Instant recorded = std::max(now, at);
    auto result =
        moved(office, {*definition_of(office.library, *before), *before, event, recorded});
    if (base::refusal_of(result) != nullptr) return bare_passing(due, due.version, now);
    Change change = std::move(std::get<Moved>(result).change);
    change.journal.insert(change.journal.begin(), line_of(due, now));
    return change;
}

/// The changes of one turn. What follows an event in the same dossier waits for the next turn: it
/// depends on what the event has done.
class Turn {
  public:
    Turn(const Office& office, law::Instant now) : office_(office), now_(now) {}

    void take(const DueDeadline& due) {
        Progress& progress = progress_[due.dossier];
        if (progress.waits) return;
        const std::string event = event_of(office_.library, due);
        if (event.empty()) {
            changes_.push_back(bare_passing(due, due.version + progress.noted++, now_));
            return;
        }
        progress.waits = true;
        if (progress.noted == 0) take_raising(due, event);
    }
    const std::vector<Change>& changes() const { return changes_; }
    const std::exception_ptr& trouble() const { return trouble_; }

  private:
    struct Progress {
        std::int64_t noted = 0;
        bool waits = false;
    };

    void take_raising(const DueDeadline& due, const std::string& event) {
        try {
            if (auto change = raising(office_, due, event, now_)) {
                changes_.push_back(*std::move(change));
            }
        } catch (const std::exception&) {
            if (!trouble_) trouble_ = std::current_exception();
        }
    }

    const Office& office_;
    law::Instant now_;
    std::map<std::string, Progress> progress_;
    std::vector<Change> changes_;
    std::exception_ptr trouble_;
};

}  // namespace

Noted note_passings(const Office& office, law::Instant now, std::size_t limit) {
    Turn turn(office, now);
    for (const DueDeadline& due : office.store.deadlines_due(now, limit)) turn.take(due);
    const auto results = office.store.commit_all(turn.changes());
    const auto done = std::count(results.begin(), results.end(), dossier::Committed::done);
    return {static_cast<std::size_t>(done), turn.trouble()};
}

std::size_t note_all_passings(const Office& office, law::Instant now) {
    std::size_t count = 0;
    for (;;) {
        const Noted noted = note_passings(office, now, usual_batch);
        count += noted.count;
        if (noted.count > 0) continue;
        if (noted.trouble) std::rethrow_exception(noted.trouble);
        return count;
    }
}

}  // namespace preavis::service
