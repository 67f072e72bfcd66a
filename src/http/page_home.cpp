#include <algorithm>

#include "http/french.h"
#include "http/pages.h"

namespace preavis::http {
namespace {

using access::Act;
using dossier::Role;
using Status = dossier::DeadlineFilter::Status;

constexpr std::size_t shown = 50;

Html due_section(const Call& call, Status status, const std::string& title) {
    const dossier::DeadlineFilter filter{.status = status, .limit = shown};
    const auto found = call.services.deadlines.list(filter, call.actor());
    Html content = deadline_table(call, items_of(found), title, true);
    if (!next_of(found).empty())
        content += h("p", {}, link_to("/echeances", "Toutes les échéances"));
    return section(title, content);
}

Html search_form() {
    return h("form", {{"method", "get"}, {"action", "/dossiers"}, {"role", "search"}},
             {input({.name = "q",
                     .label = "Chercher un dossier",
                     .hint = "Son numéro (2026-00417), ou des mots entiers d'un nom.",
                     .required = false},
                    "text"),
              h("p", {{"class", "envoi"}}, h("button", {}, "Chercher"))});
}

/// The procedures about a structure or between organisations that this role may open.
Html openings_without_menage(const Call& call) {
    const auto& definitions = call.services.office.library.definitions;
    Html links;
    for (const std::string& name : definitions.names()) {
        const workflow::Definition* definition = definitions.newest(name);
        if (definition->subject == "menage" || definition->opens_with.empty()) continue;
        const auto* opening =
            definition->transition(definition->opens_with.front(), workflow::before_everything);
        const auto& by = opening->by;
        if (std::find(by.begin(), by.end(), call.actor().role) == by.end()) continue;
        links += h("li", {}, button_to("/ouvrir/" + percent_encoded(name), definition->title));
    }
    return links;
}

/// Where this person may begin something.
Html beginnings(const Call& call) {
    Html links;
    if (access::may(call.actor().role, Act::write_nouns)) {
        links += h("li", {}, button_to("/arrivees/nouvelle", "Enregistrer une arrivée"));
        links += h("li", {}, button_to("/menages", "Choisir un ménage pour une autre procédure"));
        links += h("li", {}, button_to("/structures", "Fournir les annexes d'une structure"));
    }
    if (access::may(call.actor().role, Act::act_on_dossiers)) {
        links += openings_without_menage(call);
    }
    if (links.empty()) return {};
    return section("Commencer", h("ul", {{"class", "actions"}}, links));
}

Response work_home(const Call& call) {
    Page page{.title = "Ce qui est à faire"};
    page.content = {reminder_table(call, dossier::Audience::acteur, "Rappels"),
                    reminder_table(call, dossier::Audience::organisation, "Alertes"),
                    due_section(call, Status::overdue, "En retard"),
                    due_section(call, Status::due, "Dans les 24 heures"),
                    beginnings(call),
                    section("Dossiers", search_form())};
    return show(call, page);
}

Response household_home(const Call& call) {
    Page page{.title = "Vos papiers et vos dates"};
    const auto dossiers = items_of(call.services.procedures.list({.limit = shown}, call.actor()));
    if (dossiers.empty()) page.content += h("p", {}, "Vous n'avez pas de papier pour le moment.");
    for (const base::Json& dossier : dossiers) {
        page.content += household_view(call, dossier);
        page.content += h("p", {},
                          link_to("/dossiers/" + text_in(dossier, "id"),
                                  "Répondre : " + text_in(dossier, "title")));
    }
    page.content += section(
        "Ce qui est noté sur vous",
        h("p", {}, link_to("/mon-dossier", "Lire ce qui est noté, demander une correction")));
    page.content +=
        section("Besoin d'aide ?", h("p", {},
                                     "Parlez-en à la personne qui vous suit. Pour un hébergement "
                                     "d'urgence, appelez le 115 : c'est gratuit, jour et nuit."));
    return show(call, page);
}

/// The way in for everybody: it sends the unknown to the log-in and the rest to their own page.
Response home(const Call& call) {
    if (!call.visitor) return go_to("/connexion");
    switch (call.actor().role) {
        case Role::ddets_pilotage: return go_to("/echeances");
        case Role::administrateur: return go_to("/administration");
        case Role::menage: return household_home(call);
        default: return work_home(call);
    }
}

}  // namespace

std::vector<Route> home_pages() {
    return {{.method = "GET", .pattern = "/", .handler = home}};
}

}  // namespace preavis::http
