#include "dossier/noun.h"

#include "http/errors.h"
#include "http/exchange.h"
#include "http/route.h"

namespace preavis::http {
namespace {

using access::Act;
using dossier::NounKind;

constexpr std::size_t usual_page = 50;
constexpr std::size_t longest_page = 200;

const base::Json short_text = {{"type", "string"}, {"maxLength", 200}};

Response list(const Call& call, NounKind kind) {
    Query query(call.request, usual_page, longest_page);
    dossier::NounFilter filter;
    filter.text = query.text("q");
    filter.menage = query.text("menage");
    filter.structure = query.text("structure");
    filter.limit = query.limit();
    filter.after = query.after();
    if (auto refusal = query.refusal()) return *refusal;
    return respond(call.services.registry.list(kind, filter, call.actor()));
}

std::string schema_name(NounKind kind) {
    std::string name(dossier::name_of(kind));
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

std::vector<QueryParameter> filters(NounKind kind) {
    std::vector<QueryParameter> parameters = {{"q", "Mots entiers du nom", short_text}};
    if (kind == NounKind::sejour) parameters.push_back({"menage", "Du ménage", short_text});
    if (kind == NounKind::sejour || kind == NounKind::place) {
        parameters.push_back({"structure", "De la structure", short_text});
    }
    return paged(std::move(parameters), usual_page, longest_page);
}

void add_routes(std::vector<Route>& routes, NounKind kind) {
    const std::string collection = "/api/v1/" + std::string(dossier::collection_of(kind));
    const std::string schema = schema_name(kind);
    routes.push_back({.method = "GET",
                      .pattern = collection,
                      .door = Door::api,
                      .act = Act::read_nouns,
                      .handler = [kind](const Call& call) { return list(call, kind); },
                      .operation = "lister" + schema + "s",
                      .summary = "Liste, par pages",
                      .query = filters(kind),
                      .gives = schema + "Liste"});
    routes.push_back(
        {.method = "POST",
         .pattern = collection,
         .door = Door::api,
         .act = Act::write_nouns,
         .handler =
             [kind, collection](const Call& call) {
                 return write(call, collection, [&](const auto& body, const auto& command) {
                     return call.services.registry.create(kind, body, command);
                 });
             },
         .operation = "creer" + schema,
         .summary = "Création",
         .takes = schema + "Creation",
         .gives = schema,
         .success = 201,
         .versioned = true});
    routes.push_back({.method = "GET",
                      .pattern = collection + "/{id}",
                      .door = Door::api,
                      .act = Act::read_nouns,
                      .handler =
                          [kind](const Call& call) {
                              return respond(
                                  call.services.registry.read(kind, call.id(), call.actor()));
                          },
                      .operation = "lire" + schema,
                      .summary = "Une fiche",
                      .gives = schema,
                      .versioned = true});
    routes.push_back(
        {.method = "PATCH",
         .pattern = collection + "/{id}",
         .door = Door::api,
         .act = Act::write_nouns,
         .handler =
             [kind, collection](const Call& call) {
                 return write(call, collection, [&](const auto& body, const auto& command) {
                     return call.services.registry.change(kind, call.id(), body, command);
                 });
             },
         .operation = "modifier" + schema,
         .summary = "Change les champs donnés ; null retire un champ facultatif",
         .takes = schema + "Modification",
         .gives = schema,
         .versioned = true});
}

}  // namespace

std::vector<Route> noun_routes() {
    std::vector<Route> routes;
    for (const NounKind kind : {NounKind::organisation, NounKind::structure, NounKind::place,
                                NounKind::personne, NounKind::menage, NounKind::sejour}) {
        add_routes(routes, kind);
    }
    return routes;
}

}  // namespace preavis::http
