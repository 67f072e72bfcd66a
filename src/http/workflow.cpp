#include "http/errors.h"
#include "http/route.h"

namespace preavis::http {

std::vector<Route> workflow_routes() {
    return {{.method = "GET",
             .pattern = "/api/v1/workflows",
             .door = Door::api,
             .act = access::Act::read_definitions,
             .handler =
                 [](const Call& call) {
                     return respond(call.services.procedures.definitions(call.actor()));
                 },
             .operation = "listerProcedures",
             .summary = "Les procédures",
             .gives = "ProcedureListe"},
            {.method = "GET",
             .pattern = "/api/v1/workflows/{name}",
             .door = Door::api,
             .act = access::Act::read_definitions,
             .handler =
                 [](const Call& call) {
                     return respond(call.services.procedures.definition(call.id(), call.actor()));
                 },
             .operation = "lireProcedure",
             .summary = "Une procédure : ses états, ses événements, les faits que chacun demande",
             .gives = "Procedure"}};
}

}  // namespace preavis::http
