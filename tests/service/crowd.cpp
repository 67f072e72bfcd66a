#include "service/crowd.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "base/hash.h"
#include "base/json.h"
#include "service/passings.h"
#include "service/reminders.h"
#include "store/change.h"
#include "store/migrations.h"
#include "store/sqlite.h"
#include "store/vault.h"

namespace preavis::service::test {
namespace {

using dossier::Change;
using dossier::Deadline;
using dossier::Dossier;

constexpr std::size_t dossiers_at_once = 20'000;
constexpr std::int64_t week_ms = 7LL * 86'400'000;
constexpr std::size_t lines_at_once = 20'000;

/// The same number always gives the same instant of the week.
law::Instant due_of(std::size_t number, law::Instant now) {
    const auto mixed = static_cast<std::int64_t>(number * 2'654'435'761U % 4'294'967'296U);
    return {now.ms - 1 - mixed * week_ms / 4'294'967'296};
}

Dossier a_dossier(std::size_t number, const std::string& workflow, const std::string& state,
                  law::Instant now) {
    Dossier dossier;
    dossier.id = base::random_id();
    dossier.number = "2026-" + std::to_string(number);
    dossier.workflow = workflow;
    dossier.workflow_version = 1;
    dossier.state = state;
    dossier.territory = "metropole";
    dossier.departement = "75";
    dossier.parties = {
        base::random_id(), {base::random_id()}, base::random_id(), base::random_id(), "siao",
        "gestionnaire"};
    dossier.opened_at = dossier.last_event_at = {now.ms - 3 * week_ms};
    return dossier;
}

void add_deadline(Dossier& dossier, const std::string& name, dossier::DeadlineKind kind,
                  law::Instant due) {
    Deadline& deadline = dossier.deadlines.emplace_back();
    deadline.id = base::random_id();
    deadline.name = name;
    deadline.kind = kind;
    deadline.title = "Échéance d'essai";
    deadline.law = "DL02";
    deadline.source = "S001 2.b";
    deadline.who = "la structure";
    deadline.started_at = dossier.opened_at;
    deadline.due = due;
    deadline.because = {{"hours", "Les heures courent la nuit et les jours fériés.", "S001 2.b"},
                        {"end", "Le délai se termine à cette heure.", ""}};
}

/// One dossier of the crowd, counted in it.
Dossier next_of(Crowd& crowd, std::size_t number, law::Instant now) {
    const bool raises = number % 11 == 10;
    crowd.raising += raises ? 1 : 0;
    Dossier dossier = raises ? a_dossier(number, "arret_prise_en_charge", "notifie", now)
                             : a_dossier(number, "kit_accueil", "attendu", now);
    const auto names = raises
                           ? std::vector<std::string>{"preavis"}
                           : std::vector<std::string>{"presentation", "remise", "note_information"};
    for (const std::string& name : names) {
        add_deadline(dossier, name,
                     raises ? dossier::DeadlineKind::notice : dossier::DeadlineKind::obligation,
                     due_of(crowd.deadlines++, now));
    }
    return dossier;
}

Change change_of(Dossier dossier, Rungs rungs) {
    Change change;
    if (rungs == Rungs::none) {
        for (const Deadline& deadline : dossier.deadlines) {
            change.plans.push_back({deadline.id, deadline.due, std::nullopt});
        }
    }
    change.dossier = std::move(dossier);
    return change;
}

/// For a file that is thrown away if this does not come to its end.
store::Connection hurried(const std::filesystem::path& file, store::Vault& vault) {
    store::Connection db(file, store::Connection::Use::write);
    db.use(vault);
    store::migrate(db);
    db.execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;");
    return db;
}

}  // namespace

Crowd make_crowd(const std::filesystem::path& file, std::size_t least_deadlines, law::Instant now,
                 Rungs rungs) {
    store::Vault vault({.folder = file.parent_path() / "cles", .create = true});
    store::Connection db = hurried(file, vault);
    Crowd crowd;
    for (std::size_t number = 0; crowd.deadlines < least_deadlines;) {
        db.execute("BEGIN");
        for (std::size_t i = 0; i < dossiers_at_once && crowd.deadlines < least_deadlines; ++i) {
            const Change change = change_of(next_of(crowd, number++, now), rungs);
            if (store::apply(db, change) != dossier::Committed::done) {
                throw std::runtime_error("not saved");
            }
        }
        vault.keyring().keep_new();
        db.execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return crowd;
}

namespace {

/// Calls `look` with each line of this kind, in the journal's order.
void for_each_line(dossier::Store& store, const std::string& kind,
                   const std::function<void(const dossier::JournalEntry&)>& look) {
    for (std::int64_t from = 0;;) {
        const auto lines = store.entries_of(kind, from, lines_at_once);
        for (const auto& line : lines) look(line);
        if (lines.size() < lines_at_once) return;
        from = lines.back().sequence + 1;
    }
}

void count_passings(dossier::Store& store, Drained& drained) {
    std::set<std::string> seen;
    std::map<std::string, law::Instant> last;
    for_each_line(store, "echeance_passee", [&](const dossier::JournalEntry& line) {
        ++drained.noted;
        const std::string deadline = base::Json::parse(line.payload_json)["deadline"];
        if (!seen.insert(deadline).second) ++drained.doubled;
        law::Instant& before = last[line.dossier];
        if (line.happened_at < before) ++drained.out_of_order;
        before = line.happened_at;
    });
}

void count_rungs(dossier::Store& store, Drained& drained) {
    std::set<std::pair<std::string, std::string>> seen;
    std::map<std::string, law::Instant> last;
    for_each_line(store, "rappel", [&](const dossier::JournalEntry& line) {
        ++drained.rungs;
        const std::string deadline = base::Json::parse(line.payload_json)["deadline"];
        if (!seen.emplace(deadline, line.event).second) ++drained.rungs_doubled;
        law::Instant& before = last[deadline];
        if (line.happened_at < before) ++drained.rungs_out_of_order;
        before = line.happened_at;
    });
}

/// Works for ever, and writes a byte after each batch.
[[noreturn]] void drain_until_killed(const std::filesystem::path& file, const Office& like,
                                     law::Instant now, std::size_t batch, int pipe) {
    const auto store = store::open_sqlite({.path = file});
    const Office office = office_over(*store, like);
    for (;;) {
        note_passings(office, now, batch);
        raise_rungs(office, now, batch);
        if (::write(pipe, "x", 1) < 0) ::_exit(1);
    }
}

}  // namespace

Drained count_drained(dossier::Store& store) {
    Drained drained;
    count_passings(store, drained);
    count_rungs(store, drained);
    for_each_line(store, "evenement", [&](const auto&) { ++drained.raised; });
    drained.intact = !store.verify_journal(1).first_broken;
    return drained;
}

Office office_over(dossier::Store& store, const Office& like) {
    return {like.library,    like.fonts,    store,         like.clock,
            like.door_clock, like.identity, like.write_pdf};
}

bool drain_and_kill(const std::filesystem::path& file, const Office& like, law::Instant now,
                    const Killing& killing) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            drain_until_killed(file, like, now, killing.batch, ends[1]);
        } catch (const std::exception&) {
            ::_exit(1);
        }
    }
    ::close(ends[1]);
    char byte = 0;
    for (std::size_t seen = 0; seen < killing.batches && ::read(ends[0], &byte, 1) == 1; ++seen) {
    }
    ::kill(child, SIGKILL);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

}  // namespace preavis::service::test
