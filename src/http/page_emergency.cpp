#include "http/french.h"
#include "http/pages.h"
#include "http/session.h"
#include "service/emergencies.h"

namespace preavis::http {
namespace {

using access::Act;

constexpr std::size_t shown_at_once = 50;
constexpr int unprocessable = 422;

service::Emergencies emergencies(const Call& call) {
    return service::Emergencies(call.services.office);
}

bool reviews(const Call& call) {
    return access::may(call.actor().role, Act::review_accesses);
}

std::string verdict_in_french(const base::Json& access) {
    const std::string verdict = text_in(access, "verdict");
    if (verdict == "confirme") return "Confirmé";
    if (verdict == "conteste") return "Contesté";
    return "À relire par un responsable";
}

std::string state_in_french(const base::Json& access) {
    return access.value("open", false) ? "Ouvert jusqu'au " + in_french(text_in(access, "until"))
                                       : "Fermé";
}

Html dossier_cell(const base::Json& access, bool links) {
    const std::string number = text_in(access, "number");
    return links ? link_to("/dossiers/" + text_in(access, "dossier"), number) : Html(number);
}

Html access_table(const Call& call, const std::vector<base::Json>& items,
                  const std::string& caption) {
    Table table{.caption = caption,
                .columns = {"Dossier", "Ouvert le", "Par", "Motif", "Accès", "Relecture"},
                .when_empty = "Aucun accès d'urgence.",
                .titled_above = true};
    for (const base::Json& access : items) {
        const bool links = reviews(call) || access.value("open", false);
        const bool waits = text_in(access, "verdict").empty();
        const Html review =
            reviews(call) && waits
                ? link_to("/acces-urgence/" + text_in(access, "id"), "Relire cet accès")
                : Html(verdict_in_french(access));
        table.rows.push_back({dossier_cell(access, links), in_french(text_in(access, "opened_at")),
                              text_in(access, "name"), text_in(access, "reason"),
                              state_in_french(access), review});
    }
    return table_of(table);
}

Html opening_form(const Call& call, const Parameters& typed) {
    const auto value = [&typed](const char* name) { return find(typed, name).value_or(""); };
    return section(
        "Ouvrir un dossier protégé en urgence",
        {h("div", {{"class", "alerte attention"}},
           {h("h3", {}, "Avant d'ouvrir"),
            h("p", {},
              "Ce ménage est protégé : le savoir là où il est peut le mettre en danger. "
              "N'ouvrez son dossier que si une personne en a besoin maintenant."),
            h("p", {},
              "L'accès dure 12 heures, pour ce seul dossier. Les responsables du SIAO sont "
              "prévenus ; l'un d'eux relira votre motif. Chaque consultation est notée.")}),
         form_to(call, "/acces-urgence",
                 {input({.name = "number",
                         .label = "Numéro exact du dossier",
                         .hint = "Par exemple 2026-00417. Le nom ne permet pas de chercher.",
                         .value = value("number")},
                        "text"),
                  textarea({.name = "reason",
                            .label = "Motif",
                            .hint = "Qui a besoin de quoi, et pourquoi maintenant. Pas d'adresse.",
                            .value = value("reason")})},
                 "Ouvrir ce dossier pendant 12 heures")});
}

std::vector<PageError> told(const service::Outcome& outcome, const char* field) {
    std::vector<PageError> errors;
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome)) {
        errors.push_back({refusal->message, FactForm::id_of(field)});
    }
    if (const auto* problems = std::get_if<base::Problems>(&outcome)) {
        for (const base::Problem& found : *problems) {
            errors.push_back({capitalised(found.message), FactForm::id_of(field)});
        }
    }
    return errors;
}

Response shown(const Call& call, const Parameters& typed, std::vector<PageError> errors,
               int status) {
    const auto found = emergencies(call).list({.limit = shown_at_once}, call.actor());
    if (!std::holds_alternative<service::Reply>(found)) return error_page(call, found);
    Page page{.title = "Accès d'urgence", .trail = {{"Accueil", "/"}}, .errors = std::move(errors)};
    page.status = status;
    if (!call.request.parameter("fait").empty()) page.done = "La relecture est enregistrée.";
    if (access::may(call.actor().role, Act::break_glass)) {
        page.content += opening_form(call, typed);
    }
    const std::string title = reviews(call) ? "Accès du département" : "Vos accès";
    page.content += section(title, access_table(call, items_of(found), title));
    return show(call, page);
}

Response show_accesses(const Call& call) {
    return shown(call, {}, {}, 200);
}

base::Node node_of(const base::Json& body) {
    auto reading = base::read_json(body.dump(), "formulaire");
    auto* node = std::get_if<base::Node>(&reading);
    return node == nullptr ? base::Node{} : std::move(*node);
}

Response open(const Call& call) {
    const auto typed = form_of(call.request).value_or(Parameters{});
    const base::Json body = {{"number", find(typed, "number").value_or("")},
                             {"reason", find(typed, "reason").value_or("")}};
    const auto outcome =
        emergencies(call).open(node_of(body), page_command(call, typed, body.dump()));
    if (const auto* reply = std::get_if<service::Reply>(&outcome)) {
        return go_to("/dossiers/" + text_in(reply->body, "dossier"));
    }
    return shown(call, typed, told(outcome, "number"), unprocessable);
}

Html review_form(const Call& call, const base::Json& access, const Parameters& typed) {
    const Html version = h("input", {{"type", "hidden"},
                                     {"name", "version"},
                                     {"value", std::to_string(access.value("version", 0))}});
    const Html verdict = radios(
        {.name = "verdict", .label = "Votre lecture", .value = find(typed, "verdict").value_or("")},
        {{"confirme", "L'accès était justifié"},
         {"conteste", "L'accès n'était pas justifié : le fermer maintenant"}});
    const Html comment = textarea({.name = "comment",
                                   .label = "Remarque",
                                   .hint = "Nécessaire si vous contestez l'accès.",
                                   .value = find(typed, "comment").value_or(""),
                                   .required = false});
    return section("Relire cet accès",
                   form_to(call, "/acces-urgence/" + text_in(access, "id"),
                           {version, verdict, comment}, "Enregistrer la relecture"));
}

Response review_page(const Call& call, const Parameters& typed, std::vector<PageError> errors,
                     int status) {
    const auto found = emergencies(call).read(call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr) return error_page(call, found);
    const base::Json& access = reply->body;
    Page page{.title = "Accès d'urgence au dossier " + text_in(access, "number"),
              .trail = {{"Accueil", "/"}, {"Accès d'urgence", "/acces-urgence"}},
              .errors = std::move(errors)};
    page.status = status;
    page.content =
        section("Ce qui a été ouvert", facts_list({{"Par", text_in(access, "name")},
                                                   {"Le", in_french(text_in(access, "opened_at"))},
                                                   {"Motif", text_in(access, "reason")},
                                                   {"Accès", state_in_french(access)},
                                                   {"Relecture", verdict_in_french(access)}}));
    if (reviews(call) && text_in(access, "verdict").empty()) {
        page.content += review_form(call, access, typed);
    }
    page.content += consultation_list(call, text_in(access, "dossier"));
    return show(call, page);
}

Response show_access(const Call& call) {
    return review_page(call, {}, {}, 200);
}

Response review(const Call& call) {
    const auto typed = form_of(call.request).value_or(Parameters{});
    const base::Json body = {{"verdict", find(typed, "verdict").value_or("")},
                             {"comment", find(typed, "comment").value_or("")}};
    service::Command command = page_command(call, typed, body.dump());
    command.if_match = versions_seen(typed);
    const auto outcome = emergencies(call).review(call.id(), node_of(body), command);
    if (std::holds_alternative<service::Reply>(outcome)) return go_to("/acces-urgence?fait=relu");
    const auto* refusal = std::get_if<base::Refusal>(&outcome);
    if (refusal != nullptr && refusal->code == "introuvable") return error_page(call, outcome);
    return review_page(call, typed, told(outcome, "verdict"), unprocessable);
}

}  // namespace

Html emergencies_to_review(const Call& call) {
    if (!reviews(call)) return {};
    const auto found =
        emergencies(call).list({.unreviewed = true, .limit = shown_at_once}, call.actor());
    const auto items = items_of(found);
    if (items.empty()) return {};
    return h("div", {{"class", "alerte attention"}},
             {h("h2", {}, "Accès d'urgence à relire"),
              h("p", {}, "Un dossier protégé a été ouvert par une personne hors de son équipe."),
              access_table(call, items, "Accès d'urgence à relire")});
}

Html consultation_list(const Call& call, const std::string& dossier) {
    if (!reviews(call)) return {};
    Table table{.caption = "Qui a consulté ce dossier",
                .columns = {"Qui", "Quand", "Quoi", "À quel titre"},
                .titled_above = true};
    for (const base::Json& one :
         items_of(emergencies(call).consultations(dossier, call.actor(), shown_at_once))) {
        const auto role = dossier::role(text_in(one, "role"));
        const std::string who =
            text_in(one, "name") +
            (role ? ", " + std::string(dossier::title_of(*role)) : std::string());
        table.rows.push_back({who, in_french(text_in(one, "at")), label_of(text_in(one, "kind")),
                              text_in(one, "reason") == "urgence" ? "Accès d'urgence" : "Équipe"});
    }
    return table.rows.empty() ? Html() : section("Qui a consulté ce dossier", table_of(table));
}

std::vector<Route> emergency_pages() {
    return {page_at("/acces-urgence", Act::read_accesses, show_accesses),
            form_to_page("/acces-urgence", Act::break_glass, open),
            page_at("/acces-urgence/{id}", Act::read_accesses, show_access),
            form_to_page("/acces-urgence/{id}", Act::review_accesses, review)};
}

}  // namespace preavis::http
