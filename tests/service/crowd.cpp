#include "service/crowd.h"

#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "base/hash.h"
#include "base/json.h"

namespace preavis::service::test {
namespace {

using dossier::Change;
using dossier::Deadline;
using dossier::Dossier;

constexpr std::size_t at_once = 1000;
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

/// Without rungs to come: this crowd is for passings.
Change change_of(Dossier dossier) {
    Change change;
    for (const Deadline& deadline : dossier.deadlines) {
        change.plans.push_back({deadline.id, deadline.due, std::nullopt});
    }
    change.dossier = std::move(dossier);
    return change;
}

}  // namespace

Crowd fill_with_due(dossier::Store& store, std::size_t least_deadlines, law::Instant now) {
    Crowd crowd;
    std::vector<Change> changes;
    const auto save = [&] {
        for (const auto result : store.commit_all(changes)) {
            if (result != dossier::Committed::done) throw std::runtime_error("not saved");
        }
        changes.clear();
    };
    for (std::size_t number = 0; crowd.deadlines < least_deadlines; ++number) {
        const bool raises = number % 11 == 10;
        Dossier dossier = raises ? a_dossier(number, "arret_prise_en_charge", "notifie", now)
                                 : a_dossier(number, "kit_accueil", "attendu", now);
        const auto names =
            raises ? std::vector<std::string>{"preavis"}
                   : std::vector<std::string>{"presentation", "remise", "note_information"};
        for (const std::string& name : names) {
            add_deadline(dossier, name,
                         raises ? dossier::DeadlineKind::notice : dossier::DeadlineKind::obligation,
                         due_of(crowd.deadlines++, now));
        }
        crowd.raising += raises ? 1 : 0;
        changes.push_back(change_of(std::move(dossier)));
        if (changes.size() == at_once) save();
    }
    save();
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

}  // namespace

Drained count_drained(dossier::Store& store) {
    Drained drained;
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
    for_each_line(store, "evenement", [&](const auto&) { ++drained.raised; });
    drained.intact = !store.verify_journal(1).first_broken;
    return drained;
}

}  // namespace preavis::service::test
