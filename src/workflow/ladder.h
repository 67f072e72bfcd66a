#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"
#include "dossier/reminder.h"
#include "law/calendar.h"
#include "workflow/definition.h"

namespace preavis::workflow {

/// One rung of a ladder: when it comes, seen from the deadline, and whom it reminds.
struct Rung {
    std::string name;  ///< `jour_meme`
    int offset = 0;    ///< days or hours after the end; negative: before it
    dossier::Audience audience = dossier::Audience::acteur;
    std::string message;  ///< in French
};

/// The reminders of one kind of deadline, the earliest first.
struct Ladder {
    std::string name;
    std::vector<dossier::DeadlineKind> kinds;  ///< that climb it unless they name another one
    law::Unit unit = law::Unit::days;
    std::vector<Rung> rungs;
};

/// A rung of one deadline with its instant.
struct PlannedRung {
    const Rung* rung;
    law::Instant at;
};

/// All ladders, so that no deadline is without one. Source: data/rappels.yaml.
class Ladders {
  public:
    /// Refuses a rung without order or twice, an unknown kind, and a kind without its ladder in
    /// hours or in days.
    static base::Reading<Ladders> read(const std::filesystem::path& file);

    /// The ladder of this name; null if there is none.
    const Ladder* find(const std::string& name) const;
    /// The one that the rule names if it fits the unit, else the one of its kind.
    const Ladder& of(const dossier::Deadline& deadline, const DeadlineRule* rule) const;
    /// When each rung of a deadline comes, in order; without those before its start or beyond the
    /// calendars. Days: in the morning of that working day; hours: on the absolute time line. Where
    /// a text has two readings, rungs before the end count from the earlier one and those after it
    /// from the later.
    std::vector<PlannedRung> plan(const dossier::Deadline& deadline, const DeadlineRule* rule,
                                  const law::Territory& territory) const;

  private:
    std::vector<Ladder> ladders_;
    int hour_ = 0;
    int minute_ = 0;
};

/// Who is reminded: the roles that note the act which meets the deadline, and the ménage for what
/// is left to it; the whole organisation of these roles; the DDETS.
std::vector<dossier::Role> reminded(const Definition& definition, const dossier::Deadline& deadline,
                                    dossier::Audience audience);

}  // namespace preavis::workflow
