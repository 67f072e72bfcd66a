#include "dossier/noun.h"
#include "http/french.h"
#include "http/pages.h"

namespace preavis::http {
namespace {

using access::Act;
using dossier::NounKind;

constexpr std::size_t usual_page = 50;

Html search_form(const Call& call) {
    return h("form", {{"method", "get"}, {"action", "/menages"}, {"role", "search"}},
             {input({.name = "q",
                     .label = "Chercher un ménage",
                     .hint = "Des mots entiers d'un nom.",
                     .value = call.request.parameter("q"),
                     .required = false},
                    "text"),
              h("p", {{"class", "envoi"}}, h("button", {}, "Chercher"))});
}

Response list(const Call& call) {
    dossier::NounFilter filter{.text = call.request.parameter("q"), .limit = usual_page};
    filter.after = call.request.parameter("next");
    const auto found = call.services.registry.list(NounKind::menage, filter, call.actor());
    if (!std::holds_alternative<service::Reply>(found)) return error_page(call, found);
    Table table{.caption = "Ménages",
                .columns = {"Ménage", "Membres", "Sensibilité"},
                .when_empty = "Aucun ménage ne correspond."};
    for (const base::Json& menage : items_of(found)) {
        const std::string name = text_in(menage, "designation");
        const std::string sensitivity = text_in(menage, "sensibilite");
        table.rows.push_back({link_to("/menages/" + text_in(menage, "id"),
                                      name.empty() ? "Ménage sans désignation" : name),
                              std::to_string(menage["membres"].size()),
                              sensitivity.empty() ? "Ordinaire" : label_of(sensitivity)});
    }
    Page page{.title = "Ménages", .trail = {{"Accueil", "/"}}};
    page.content = {search_form(call), table_of(table), next_page(call.request, next_of(found))};
    return show(call, page);
}

Html persons(const Call& call, const std::string& menage) {
    Html items;
    const bool hands_over = access::may(call.actor().role, Act::read_own_file);
    for (const auto& [id, name] : members_of(call, menage)) {
        const std::string path = "/personnes/" + id + "/dossier-personnel";
        items += h("li", {}, hands_over ? link_to(path, name + " : dossier personnel") : name);
    }
    return section("Membres", h("ul", {}, items));
}

std::string structure_name(const Call& call, const std::string& id) {
    const auto found = call.services.registry.read(NounKind::structure, id, call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    return reply == nullptr ? "" : text_in(reply->body, "nom");
}

Html stays(const Call& call, const std::string& menage) {
    Table table{.caption = "Séjours",
                .columns = {"Début", "Structure", "Régime", "Fin"},
                .when_empty = "Aucun séjour.",
                .titled_above = true};
    dossier::NounFilter filter{.menage = menage, .limit = usual_page};
    for (const base::Json& stay :
         items_of(call.services.registry.list(NounKind::sejour, filter, call.actor()))) {
        table.rows.push_back({day_in_french(text_in(stay, "debut")),
                              structure_name(call, text_in(stay, "structure")),
                              label_of(text_in(stay, "regime")),
                              day_in_french(text_in(stay, "fin"))});
    }
    return section("Séjours", table_of(table));
}

Html dossiers(const Call& call, const std::string& menage) {
    Table table{.caption = "Dossiers",
                .columns = {"Numéro", "Procédure", "État"},
                .when_empty = "Aucun dossier.",
                .titled_above = true};
    for (const base::Json& dossier : items_of(call.services.procedures.list(
             {.menage = menage, .limit = usual_page}, call.actor()))) {
        table.rows.push_back(
            {link_to("/dossiers/" + text_in(dossier, "id"), text_in(dossier, "number")),
             text_in(dossier, "title"), text_in(dossier, "state_title")});
    }
    return section("Dossiers", table_of(table));
}

Html beginnings(const Call& call, const std::string& menage) {
    Html links = h("li", {},
                   button_to("/arrivees/nouvelle?menage=" + percent_encoded(menage),
                             "Enregistrer une arrivée"));
    const auto& definitions = call.services.office.library.definitions;
    for (const std::string& name : definitions.names()) {
        const auto* definition = definitions.newest(name);
        if (definition->subject != "menage") continue;
        links +=
            h("li", {},
              button_to("/ouvrir/" + percent_encoded(name) + "?menage=" + percent_encoded(menage),
                        "Ouvrir : " + definition->title));
    }
    return section("Commencer", h("ul", {{"class", "actions"}}, links));
}

Response one(const Call& call) {
    const auto found = call.services.registry.read(NounKind::menage, call.id(), call.actor());
    const auto* reply = std::get_if<service::Reply>(&found);
    if (reply == nullptr) return error_page(call, found);
    const std::string name = text_in(reply->body, "designation");
    Page page{.title = name.empty() ? "Ménage" : name,
              .trail = {{"Accueil", "/"}, {"Ménages", "/menages"}}};
    page.content = {persons(call, call.id()), dossiers(call, call.id()), stays(call, call.id()),
                    beginnings(call, call.id())};
    if (access::may(call.actor().role, Act::manage_retention)) {
        page.content += h("p", {},
                          link_to("/menages/" + call.id() + "/conservation",
                                  "Jusqu'à quand ces données sont gardées"));
    }
    return show(call, page);
}

}  // namespace

std::vector<Route> menage_pages() {
    return {page_at("/menages", Act::read_nouns, list),
            page_at("/menages/{id}", Act::read_nouns, one)};
}

}  // namespace preavis::http
