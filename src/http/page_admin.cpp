#include "base/text.h"
#include "http/clock.h"
#include "http/french.h"
#include "http/pages.h"
#include "http/session.h"

namespace preavis::http {
namespace {

using access::Act;

Html accounts(const Call& call) {
    Table table{.caption = "Comptes",
                .columns = {"Identifiant", "Nom", "Rôles", "Second facteur", "État"},
                .when_empty = "Aucun compte.",
                .titled_above = true};
    for (const dossier::Account& account : call.services.office.store.accounts()) {
        std::vector<std::string> roles;
        for (const auto& grant : account.grants) {
            roles.emplace_back(dossier::title_of(grant.role));
        }
        table.rows.push_back({account.login, account.name, base::joined(roles, ", "),
                              account.totp_secret.empty() ? "Non" : "Oui",
                              account.active ? "Actif" : "Fermé"});
    }
    return section("Comptes", table_of(table));
}

Html clock_form(const Call& call, const std::string& typed, const std::string& error) {
    if (!call.services.move_test_clock) return {};
    const Html field =
        input({.name = "advance",
               .label = "Avancer de",
               .hint = "Une durée : PT48H (48 heures), P15D (15 jours), P2M (2 mois). "
                       "Le temps ne recule pas.",
               .error = error,
               .value = typed},
              "text");
    return section("Horloge d'essai",
                   form_to(call, "/administration/horloge", field, "Avancer l'horloge"));
}

Page admin_page(const Call& call, const std::string& typed, const std::string& error) {
    Page page{.title = "Administration"};
    page.content = {clock_form(call, typed, error), accounts(call)};
    return page;
}

Response show_admin(const Call& call) {
    Page page = admin_page(call, "", "");
    if (!call.request.parameter("fait").empty()) page.done = "L'horloge d'essai a avancé.";
    return show(call, page);
}

Response move_clock(const Call& call) {
    if (!call.services.move_test_clock) {
        return error_page(
            call, service::Outcome(base::Refusal{
                      "introuvable", "Ce service ne tourne pas avec une horloge d'essai."}));
    }
    const auto form = form_of(call.request).value_or(Parameters{});
    const std::string typed = find(form, "advance").value_or("");
    const base::Json body = {{"advance", typed}};
    const auto reading = base::read_json(body.dump(), "formulaire");
    const auto outcome =
        move_test_clock(call.services, call.actor(), std::get<base::Node>(reading));
    if (std::holds_alternative<service::Reply>(outcome))
        return go_to("/administration?fait=horloge");
    std::string error;
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome)) error = refusal->message;
    if (const auto* problems = std::get_if<base::Problems>(&outcome)) {
        error = problems->front().message;
    }
    Page page = admin_page(call, typed, error);
    page.errors = {{error, FactForm::id_of("advance")}};
    page.status = 422;
    return show(call, page);
}

}  // namespace

std::vector<Route> admin_pages() {
    return {page_at("/administration", Act::manage_accounts, show_admin),
            form_to_page("/administration/horloge", Act::move_test_clock, move_clock)};
}

}  // namespace preavis::http
