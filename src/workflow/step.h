#pragma once

#include <string>
#include <vector>

#include "base/refusal.h"
#include "dossier/decider.h"
#include "dossier/dossier.h"
#include "law/catalogue.h"
#include "workflow/definition.h"

namespace preavis::workflow {

/// What `step` knows besides the dossier: the law, the calendar of the place, who decides.
struct Surroundings {
    const law::Catalogue& laws;
    const law::Territory& territory;
    const dossier::Deciders& deciders;
};

/// What one event does.
struct Step {
    dossier::Dossier next;
    std::vector<std::string> deadlines_started;  ///< names
    std::vector<std::string> deadlines_settled;
    std::vector<std::string> deadlines_changed;  ///< suspended, resumed, extended or replaced
    std::vector<dossier::DocumentOrder> documents;
    std::vector<std::string> links;  ///< names: what other dossiers are to be told
};

/// What one event does to one dossier; the only place where a state changes. Pure: reads no clock,
/// no file, no database. The caller saves `next` and the rest in one transaction, then acts on
/// them. A Refusal leaves the dossier as it was and says which rule forbids the event:
///   `evenement_inconnu`, `evenement_impossible` (not in this state), `role_insuffisant`,
///   `date_future` (event.at after now), `date_anterieure` (before the dossier's last event),
///   `faits_inattendus` (facts that this event does not ask for), `faits_manquants`,
///   `contrat_de_logement`, `decideur_inconnu`, the code of the first guard that fails (with the
///   facts that all failing guards miss), or what the law's counting refuses.
/// The event's facts are typed already (`dossier::read_facts`). `next.version` is the version that
/// was read: the store counts on.
base::Answer<Step> step(const Definition& definition, const dossier::Dossier& dossier,
                        const dossier::Event& event, const Surroundings& surroundings,
                        law::Instant now);

/// The kind of organisation that decides, by the definition's `decided_by` facts; empty if the
/// procedure has no decider or the facts are not known yet.
base::Answer<std::string> decider_of(const Definition& definition, const dossier::Facts& facts,
                                     const dossier::Deciders& deciders);

/// What could be done now by this actor, and what is missing for the rest: for pages and the API.
struct Possibility {
    std::string event;
    std::string title;
    bool role_may = false;
    std::vector<std::string> requires_facts;  ///< that the event asks and the dossier lacks
    std::vector<std::string> optional_facts;
    std::vector<base::Refusal> obstacles;  ///< guards that fail whatever the event's facts say
};
std::vector<Possibility> possibilities(const Definition& definition,
                                       const dossier::Dossier& dossier, const dossier::Actor& actor,
                                       const Surroundings& surroundings, law::Instant now);

/// The systeme event that a passed deadline raises, if its definition asks for one and the state
/// allows it; empty otherwise.
std::string event_raised_by(const Definition& definition, const dossier::Dossier& dossier,
                            const dossier::Deadline& deadline);

}  // namespace preavis::workflow
