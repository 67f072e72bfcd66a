#include "http/errors.h"
#include "http/exchange.h"
#include "http/route.h"
#include "service/emergencies.h"

namespace preavis::http {
namespace {

using access::Act;

constexpr std::size_t usual_page = 50;
constexpr std::size_t longest_page = 500;
constexpr const char* collection = "/api/v1/emergency-accesses";

service::Emergencies emergencies(const Call& call) {
    return service::Emergencies(call.services.office);
}

Response open(const Call& call) {
    return write(call, collection, [&](const auto& body, const auto& command) {
        return emergencies(call).open(body, command);
    });
}

Response list(const Call& call) {
    Query query(call.request, usual_page, longest_page);
    dossier::EmergencyFilter filter;
    filter.unreviewed = query.choice("reviewed", {"true", "false"}) == "false";
    filter.limit = query.limit();
    filter.after = query.after();
    if (auto refusal = query.refusal()) return *refusal;
    return respond(emergencies(call).list(filter, call.actor()));
}

Response read(const Call& call) {
    return respond(emergencies(call).read(call.id(), call.actor()));
}

Response review(const Call& call) {
    return write(call, "", [&](const auto& body, const auto& command) {
        return emergencies(call).review(call.id(), body, command);
    });
}

Response consultations(const Call& call) {
    Query query(call.request, usual_page, longest_page);
    if (auto refusal = query.refusal()) return *refusal;
    return respond(emergencies(call).consultations(call.id(), call.actor(), query.limit()));
}

Route route(const char* method, const std::string& pattern, Act act,
            Response (*handler)(const Call&), const char* operation, const char* summary,
            const char* gives) {
    return {.method = method,
            .pattern = pattern,
            .door = Door::api,
            .act = act,
            .handler = handler,
            .operation = operation,
            .summary = summary,
            .gives = gives};
}

}  // namespace

std::vector<Route> emergency_routes() {
    const std::string one = std::string(collection) + "/{id}";
    Route opening = route("POST", collection, Act::break_glass, open, "ouvrirEnUrgence",
                          "Ouvre pour douze heures un dossier protégé, par son numéro et un motif",
                          "AccesUrgence");
    opening.takes = "AccesUrgenceDemande";
    opening.success = 201;
    opening.versioned = true;
    Route listing = route("GET", collection, Act::read_accesses, list, "listerAccesUrgence",
                          "Les accès d'urgence : du département pour un responsable, sinon les "
                          "siens",
                          "AccesUrgenceListe");
    listing.query = paged({{"reviewed",
                            "false : seulement ceux que personne n'a relus",
                            {{"type", "string"}, {"enum", {"true", "false"}}}}},
                          usual_page, longest_page);
    Route reading = route("GET", one, Act::read_accesses, read, "lireAccesUrgence",
                          "Un accès d'urgence", "AccesUrgence");
    reading.versioned = true;
    Route reviewing =
        route("POST", one + "/review", Act::review_accesses, review, "relireAccesUrgence",
              "Confirme ou conteste un accès ouvert par quelqu'un d'autre", "AccesUrgence");
    reviewing.takes = "AccesUrgenceRelecture";
    reviewing.versioned = true;
    Route readers =
        route("GET", "/api/v1/dossiers/{id}/consultations", Act::review_accesses, consultations,
              "listerConsultations", "Qui a lu un dossier protégé, quand et à quel titre",
              "ConsultationListe");
    readers.query = {{"limit",
                      "Nombre d'éléments",
                      {{"type", "integer"}, {"minimum", 1}, {"maximum", longest_page}}}};
    return {std::move(opening), std::move(listing), std::move(reading), std::move(reviewing),
            std::move(readers)};
}

}  // namespace preavis::http
