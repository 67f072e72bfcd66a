#pragma once

#include <optional>
#include <variant>

#include "base/form.h"
#include "service/office.h"
#include "service/outcome.h"
#include "workflow/definition.h"

namespace preavis::service {

/// A dossier about to be opened: empty, with its parties and the event that opens it.
struct Opening {
    const workflow::Definition* definition = nullptr;
    dossier::Dossier dossier;
    dossier::Event event;
};

/// Reads `{workflow, facts, parties, at?, event?}`. Parties are looked up in the asker's scope;
/// what the sejour, the structure and the ménage say (`regime`, `structure_type`,
/// `menage_suivi_pash`) completes the facts that the procedure declares. Without `event`, the first
/// of the procedure's opening events whose facts are all there.
std::variant<Opening, base::Refusal, base::Problems> prepare_opening(const Office& office,
                                                                     const base::Node& body,
                                                                     const dossier::Actor& actor,
                                                                     law::Instant now);

/// Adds what the stay, the structure and the ménage say, for the facts that the procedure declares
/// and nobody gave: `regime`, `structure_type`, `menage_suivi_pash`.
struct Nearby {
    std::optional<dossier::Noun> sejour;
    std::optional<dossier::Noun> structure;
    std::optional<dossier::Noun> menage;
};
void complete_facts(const workflow::Definition& definition, const Nearby& nearby,
                    dossier::Facts& facts);

/// Reads `at`: an instant in the territory, `now` if it is absent.
law::Instant read_at(base::Form& form, const law::Territory& territory, law::Instant now);

}  // namespace preavis::service
