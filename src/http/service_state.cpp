#include "http/errors.h"
#include "http/exchange.h"
#include "http/route.h"
#include "service/alerts.h"
#include "service/checkpoint.h"
#include "service/downtime.h"

namespace preavis::http {
namespace {

using access::Act;

constexpr std::size_t usual_page = 50;
constexpr std::size_t longest_page = 500;

Response alerts(const Call& call) {
    Query query(call.request, usual_page, longest_page);
    const bool ended = query.choice("ended", {"true", "false"}) == "true";
    if (auto refusal = query.refusal()) return *refusal;
    return respond(service::list_alerts(call.services.office, call.actor(), ended, query.limit()));
}

Response downtimes(const Call& call) {
    Query query(call.request, usual_page, longest_page);
    if (auto refusal = query.refusal()) return *refusal;
    return respond(service::Downtimes(call.services.office).list(call.actor(), query.limit()));
}

Response downtime(const Call& call) {
    return respond(service::Downtimes(call.services.office).read(call.id(), call.actor()));
}

Response checkpoints(const Call& call) {
    Query query(call.request, usual_page, longest_page);
    if (auto refusal = query.refusal()) return *refusal;
    return respond(service::list_checkpoints(call.services.office, call.actor(), query.limit()));
}

QueryParameter limit_parameter() {
    return {"limit",
            "Nombre d'éléments",
            {{"type", "integer"}, {"minimum", 1}, {"maximum", longest_page}}};
}

Route route(const char* pattern, Response (*handler)(const Call&), const char* operation,
            const char* summary, const char* gives) {
    return {.method = "GET",
            .pattern = pattern,
            .door = Door::api,
            .act = Act::read_service,
            .handler = handler,
            .operation = operation,
            .summary = summary,
            .gives = gives};
}

}  // namespace

std::vector<Route> service_routes() {
    Route all_alerts = route("/api/v1/alerts", alerts, "listerAlertes",
                             "Ce qui ne va pas dans le service", "AlerteListe");
    all_alerts.query = {limit_parameter(),
                        {"ended",
                         "Avec celles qui ont pris fin",
                         {{"type", "string"}, {"enum", {"true", "false"}}}}};
    Route all_downtimes =
        route("/api/v1/downtimes", downtimes, "listerArrets",
              "Les arrêts du service, et combien d'échéances y sont tombées", "ArretListe");
    all_downtimes.query = {limit_parameter()};
    Route all_checkpoints =
        route("/api/v1/checkpoints", checkpoints, "listerPointsDeControle",
              "Les états du journal signés, à garder ailleurs", "PointDeControleListe");
    all_checkpoints.query = {limit_parameter()};
    return {std::move(all_alerts), std::move(all_downtimes), std::move(all_checkpoints),
            route("/api/v1/downtimes/{id}", downtime, "lireArret",
                  "Un arrêt, avec les échéances qu'il a touchées", "ArretDetaille")};
}

}  // namespace preavis::http
