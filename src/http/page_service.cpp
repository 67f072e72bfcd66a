#include "http/errors.h"
#include "http/french.h"
#include "http/pages.h"
#include "service/alerts.h"
#include "service/checkpoint.h"
#include "service/checkpoint_mail.h"
#include "service/downtime.h"

namespace preavis::http {
namespace {

using access::Act;

constexpr std::size_t shown = 100;
constexpr std::size_t checkpoints_shown = 5;

std::string minutes_in_french(std::int64_t minutes) {
    if (minutes < 1) return "moins d'une minute";
    if (minutes < 60) return std::to_string(minutes) + " min";
    return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

Html alerts(const Call& call) {
    Table table{.caption = "Alertes du service",
                .columns = {"Alerte", "Depuis", "Jusqu'à"},
                .when_empty = "Aucune alerte.",
                .titled_above = true};
    const auto found = service::list_alerts(call.services.office, call.actor(), true, shown);
    for (const base::Json& alert : items_of(found)) {
        const std::string until = text_in(alert, "until");
        table.rows.push_back({text_in(alert, "message"), in_french(text_in(alert, "since")),
                              until.empty() ? "En cours" : in_french(until)});
    }
    return section("Alertes", table_of(table));
}

Html downtimes(const Call& call) {
    Table table{.caption = "Arrêts du service",
                .columns = {"Du", "Au", "Durée", "Raison", "Échéances tombées pendant l'arrêt"},
                .when_empty = "Aucun arrêt.",
                .titled_above = true};
    const auto found = service::Downtimes(call.services.office).list(call.actor(), shown);
    for (const base::Json& gap : items_of(found)) {
        const auto touched = gap["deadlines"].get<std::int64_t>();
        const std::string number = std::to_string(gap["number"].get<std::int64_t>());
        table.rows.push_back({in_french(text_in(gap, "from")), in_french(text_in(gap, "until")),
                              minutes_in_french(gap["minutes"].get<std::int64_t>()),
                              capitalised(text_in(gap, "reason")),
                              touched == 0
                                  ? Html("Aucune")
                                  : link_to("/service/arrets/" + number, std::to_string(touched))});
    }
    return section("Arrêts", table_of(table));
}

std::string sending(const service::Office& office) {
    if (office.checkpoint_readers.empty()) return "Aucune adresse ne le reçoit par courriel.";
    const auto last = service::last_sending(office);
    if (!last) return "Il n'a encore été envoyé à personne par courriel.";
    return "Dernier envoi par courriel : " +
           in_french(office.library.territory("").iso(last->recorded_at)) + ".";
}

Html checkpoints(const Call& call) {
    Table table{
        .caption = "Derniers points de contrôle du journal",
        .columns = {"Signé le", "Lignes", "Racine"},
        .when_empty = "Aucun point de contrôle encore : le premier se signe dans la journée.",
        .titled_above = true};
    const auto found =
        service::list_checkpoints(call.services.office, call.actor(), checkpoints_shown);
    for (const base::Json& one : items_of(found)) {
        table.rows.push_back({in_french(text_in(one, "at")),
                              std::to_string(one["size"].get<std::int64_t>()),
                              h("code", {}, text_in(one, "root"))});
    }
    Html content =
        h("p", {},
          "Chaque jour, l'état du journal est signé. Gardez le dernier point de contrôle "
          "hors du service : il montrera que rien n'a été récrit.");
    content += table_of(table);
    content += h("p", {}, link_to("/service/point-de-controle", "Télécharger le dernier"));
    content += h("p", {}, sending(call.services.office));
    return section("Journal", content);
}

Response last_checkpoint(const Call& call) {
    const auto note = service::last_checkpoint(call.services.office, call.actor());
    if (const auto* refusal = base::refusal_of(note)) return error_page(call, refused(*refusal));
    Response response{
        200, {{"Content-Type", "text/plain; charset=utf-8"}}, std::get<std::string>(note)};
    response.with("Content-Disposition", "attachment; filename=\"point-de-controle.txt\"");
    return response;
}

Response show_service(const Call& call) {
    Page page{.title = "État du service", .trail = {{"Accueil", "/"}}};
    page.content = {alerts(call), checkpoints(call), downtimes(call)};
    return show(call, page);
}

Response show_downtime(const Call& call) {
    const auto outcome = service::Downtimes(call.services.office).read(call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&outcome);
    if (reply == nullptr) return error_page(call, outcome);
    Table table{.caption = "Échéances tombées pendant l'arrêt",
                .columns = {"Échéance", "Tombée le", "Constatée le", "Retard du constat"},
                .when_empty = "Aucune échéance.",
                .titled_above = true};
    for (const base::Json& touched : reply->body["touched"]) {
        table.rows.push_back({label_of(text_in(touched, "name")),
                              in_french(text_in(touched, "due")),
                              in_french(text_in(touched, "noticed_at")),
                              minutes_in_french(touched["minutes_late"].get<std::int64_t>())});
    }
    Page page{.title = "Arrêt du " + in_french(text_in(reply->body, "from")),
              .trail = {{"Accueil", "/"}, {"État du service", "/service"}}};
    page.content = {
        h("p", {}, "Aucune date n'en est changée : seul le constat est venu plus tard."),
        section("Échéances touchées", table_of(table))};
    return show(call, page);
}

}  // namespace

std::vector<Route> service_pages() {
    return {page_at("/service", Act::read_service, show_service),
            page_at("/service/point-de-controle", Act::read_service, last_checkpoint),
            page_at("/service/arrets/{id}", Act::read_service, show_downtime)};
}

}  // namespace preavis::http
