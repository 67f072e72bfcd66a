#include "http/errors.h"
#include "http/route.h"

namespace preavis::http {
namespace {

Response account(const Call& call) {
    const dossier::Account& own = call.visitor->account;
    const dossier::Actor& actor = call.actor();
    base::Json roles = base::Json::array();
    for (const dossier::Account::Grant& grant : own.grants) {
        const bool current = grant.role == actor.role && grant.organisation == actor.organisation &&
                             grant.personne == actor.personne;
        roles.push_back({{"name", service::name_of(grant)},
                         {"role", dossier::name_of(grant.role)},
                         {"title", dossier::title_of(grant.role)},
                         {"organisation", grant.organisation},
                         {"current", current}});
    }
    return json(200, {{"login", own.login}, {"name", own.name}, {"roles", std::move(roles)}});
}

}  // namespace

std::vector<Route> account_routes() {
    return {{.method = "GET",
             .pattern = "/api/v1/account",
             .door = Door::api,
             .act = access::Act::choose_role,
             .handler = account,
             .operation = "lireCompte",
             .summary = "Qui demande, et ses rôles, par le nom que prend Preavis-Role",
             .gives = "Compte"}};
}

}  // namespace preavis::http
