#include "service/alerts.h"

#include "access/policy.h"
#include "service/journaling.h"

namespace preavis::service {

using base::Json;

Outcome list_alerts(const Office& office, const dossier::Actor& actor, bool ended,
                    std::size_t limit) {
    if (!access::may(actor.role, access::Act::read_service)) return access_denied();
    const law::Territory territory = office.library.territory(actor.departement);
    Json items = Json::array();
    for (const dossier::Alert& alert : office.store.alerts(ended, limit)) {
        items.push_back({{"reason", alert.reason},
                         {"message", alert.message},
                         {"since", territory.iso(alert.since)},
                         {"until", alert.until ? Json(territory.iso(*alert.until)) : Json()}});
    }
    return Reply{200, {{"items", std::move(items)}}};
}

}  // namespace preavis::service
