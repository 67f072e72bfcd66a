#include "http/errors.h"
#include "http/exchange.h"
#include "http/route.h"
#include "service/reminders.h"

namespace preavis::http {
namespace {

using access::Act;

constexpr std::size_t usual_page = 50;
constexpr std::size_t longest_page = 500;

/// `for=`: me, my organisation, the DDETS.
std::vector<std::string> known_readers() {
    return {"me", "organisation", "ddets"};
}

std::optional<dossier::Audience> audience_of(const std::string& reader) {
    return dossier::audience(reader == "me" ? "acteur" : reader);
}

Response list(const Call& call) {
    Query query(call.request, usual_page, longest_page);
    dossier::ReminderFilter filter;
    filter.audience = audience_of(query.choice("for", known_readers()));
    filter.acknowledged = query.choice("acknowledged", {"true", "false"}) == "true";
    filter.dossier = query.text("dossier");
    filter.limit = query.limit();
    filter.after = query.after();
    if (auto refusal = query.refusal()) return *refusal;
    return respond(service::Reminders(call.services.office).list(filter, call.actor()));
}

Response acknowledge(const Call& call) {
    const auto command = command_of(call);
    if (const auto* refusal = std::get_if<Response>(&command)) return *refusal;
    return respond(service::Reminders(call.services.office)
                       .acknowledge(call.id(), std::get<service::Command>(command)));
}

}  // namespace

std::vector<Route> reminder_routes() {
    return {{.method = "GET",
             .pattern = "/api/v1/reminders",
             .door = Door::api,
             .act = Act::read_deadlines,
             .handler = list,
             .operation = "listerRappels",
             .summary = "Les rappels et alertes adressés au rôle, sans aucun nom",
             .query = paged({{"for",
                              "À qui : la personne qui doit agir, son organisation, la DDETS",
                              {{"type", "string"}, {"enum", known_readers()}}},
                             {"acknowledged",
                              "Avec ceux que quelqu'un a déjà vus",
                              {{"type", "string"}, {"enum", {"true", "false"}}}},
                             {"dossier", "D'un dossier", {{"type", "string"}, {"maxLength", 200}}}},
                            usual_page, longest_page),
             .gives = "RappelListe"},
            {.method = "POST",
             .pattern = "/api/v1/reminders/{id}/acknowledgement",
             .door = Door::api,
             .act = Act::acknowledge_reminders,
             .handler = acknowledge,
             .operation = "acquitterRappel",
             .summary = "Note qui a vu le rappel ; le dossier n'en est pas changé",
             .gives = "Rappel",
             .versioned = true}};
}

}  // namespace preavis::http
