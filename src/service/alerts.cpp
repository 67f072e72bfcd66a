#include "service/alerts.h"

#include "access/policy.h"
#include "service/journaling.h"

namespace preavis::service {

using base::Json;

namespace {

/// The State sees that a time limit is missing; which dossier it is, who runs the service: alerts
/// are of all départements.
std::string message_for(const dossier::Alert& alert, const dossier::Actor& actor) {
    const bool runs_it = access::may(actor.role, access::Act::manage_accounts);
    if (runs_it || alert.reason != "echeance_non_armee") return alert.message;
    return "Un dossier devrait avoir une échéance qui n'est pas enregistrée.";
}

}  // namespace

Outcome list_alerts(const Office& office, const dossier::Actor& actor, bool ended,
                    std::size_t limit) {
    if (!access::may(actor.role, access::Act::read_service)) return access_denied();
    const law::Territory territory = office.library.territory(actor.departement);
    Json items = Json::array();
    for (const dossier::Alert& alert : office.store.alerts(ended, limit)) {
        items.push_back({{"reason", alert.reason},
                         {"message", message_for(alert, actor)},
                         {"since", territory.iso(alert.since)},
                         {"until", alert.until ? Json(territory.iso(*alert.until)) : Json()}});
    }
    return Reply{200, {{"items", std::move(items)}}};
}

}  // namespace preavis::service
