#include "http/pages.h"
#include "http/session.h"

namespace preavis::http {
namespace {

using access::Act;

std::string organisation_name(const Call& call, const dossier::Account::Grant& grant) {
    const auto found = call.services.office.store.noun(dossier::NounKind::organisation,
                                                       grant.organisation, access::system_scope());
    return found ? text_of(found->fields, "nom") : "";
}

std::vector<Choice> roles_of(const Call& call) {
    std::vector<Choice> choices;
    for (const dossier::Account::Grant& grant : call.visitor->account.grants) {
        const std::string organisation = organisation_name(call, grant);
        choices.emplace_back(service::name_of(grant),
                             std::string(dossier::title_of(grant.role)) +
                                 (organisation.empty() ? "" : ", " + organisation));
    }
    return choices;
}

/// The name of the grant that the visitor acts in.
std::string current_role(const Call& call) {
    const dossier::Actor& actor = call.actor();
    return service::name_of({.role = actor.role,
                             .organisation = actor.organisation,
                             .menage = actor.menage,
                             .personne = actor.personne});
}

Response shown(const Call& call, std::vector<PageError> errors, int status) {
    Page page{.title = "Changer de rôle", .trail = {{"Accueil", "/"}}, .errors = std::move(errors)};
    page.status = status;
    page.content = {
        h("p", {},
          "Votre compte tient plusieurs rôles. Vous agissez dans un seul à la fois : ce que vous "
          "voyez et ce que vous pouvez faire en dépend."),
        form_to(call, "/role",
                radios({.name = "role", .label = "Agir en tant que", .value = current_role(call)},
                       roles_of(call)),
                "Changer de rôle")};
    return show(call, page);
}

Response show_roles(const Call& call) {
    return shown(call, {}, 200);
}

Response choose(const Call& call) {
    const auto form = form_of(call.request).value_or(Parameters{});
    const auto cookie = call.services.gate.choose_role(call.request.cookie(session_cookie),
                                                       find(form, "role").value_or(""));
    if (!cookie) {
        return shown(call, {{"Choisissez l'un de vos rôles.", FactForm::id_of("role")}}, 422);
    }
    return go_to("/").with("Set-Cookie", cookie_of(*cookie));
}

}  // namespace

std::vector<Route> role_pages() {
    return {page_at("/role", Act::choose_role, show_roles),
            form_to_page("/role", Act::choose_role, choose)};
}

}  // namespace preavis::http
