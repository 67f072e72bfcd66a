#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"
#include "workflow/definition.h"

namespace preavis::workflow::testing {

/// A lawyer's test: events, waiting, expectations, on the real engine with a fake clock.
///
///     scenario: refusing an adapted place never ends care before sixteen days have begun
///     workflow: arret_prise_en_charge
///     after: announced_refusal.yaml          steps of another file come first; optional
///     given:
///       territory: metropole
///       now: 2026-05-04 10:00                local; with `after`, time goes on from there
///       state: annonce                       optional: in the middle of a procedure
///       by: siao_responsable                 who acts unless a step says otherwise
///       facts: { motif: refus_proposition }  of the dossier, or of its first event
///     steps:
///       - event: { servir: { date_remise: 2026-05-04, canal: remise_en_main_propre } }
///         by: siao_agent                     optional
///         as: gestionnaire                   kind of organisation, if not the role's own; optional
///         at: 2026-05-04 09:00               optional: noted later than it happened
///       - wait_until: 2026-05-19 23:59       what falls due on the way fires, in order
///       - expect:
///           state: notifie
///           refused: effet_avant_terme_du_preavis    of the event just before
///           source: S001 6.d
///           missing: [date_depart]
///           deadlines: { preavis: { last_day: 2026-05-19, earliest_effective: 2026-05-20,
///                                   due: 2026-05-19 23:59:59, status: open, law: DL54 } }
///           documents: [recepisse_remise standard, recepisse_remise falc]
///           facts: { canal: remise_en_main_propre }
///
/// An event that is refused must be expected to be.
struct ScenarioReport {
    /// One event that was accepted.
    struct Line {
        std::string event;
        std::string from;
        std::string text;  ///< when, what became of the state and the deadlines, what was ordered
        std::vector<std::string> deadlines;  ///< that it started
    };
    std::string title;
    std::string workflow;
    base::Problems problems;  ///< empty: the scenario holds
    std::vector<Line> lines;  ///< with those of the scenario that comes before
};
ScenarioReport run_scenario(const std::filesystem::path& file);
/// The same on another definition than the one that is shipped under the name.
ScenarioReport run_scenario(const std::filesystem::path& file, const Definition& instead);

}  // namespace preavis::workflow::testing
