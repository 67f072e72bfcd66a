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

std::string collection_path(NounKind kind) {
    return "/api/v1/" + std::string(dossier::collection_of(kind));
}

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

Response read(const Call& call, NounKind kind) {
    return respond(call.services.registry.read(kind, call.id(), call.actor()));
}

Response create(const Call& call, NounKind kind) {
    return write(call, collection_path(kind), [&](const auto& body, const auto& command) {
        return call.services.registry.create(kind, body, command);
    });
}

Response change(const Call& call, NounKind kind) {
    return write(call, "", [&](const auto& body, const auto& command) {
        return call.services.registry.change(kind, call.id(), body, command);
    });
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

void add_reading(std::vector<Route>& routes, NounKind kind) {
    routes.push_back({.method = "GET",
                      .pattern = collection_path(kind),
                      .door = Door::api,
                      .act = Act::read_nouns,
                      .handler = [kind](const Call& call) { return list(call, kind); },
                      .operation = "lister" + schema_name(kind) + "s",
                      .summary = "Liste, par pages",
                      .query = filters(kind),
                      .gives = schema_name(kind) + "Liste"});
    routes.push_back({.method = "GET",
                      .pattern = collection_path(kind) + "/{id}",
                      .door = Door::api,
                      .act = Act::read_nouns,
                      .handler = [kind](const Call& call) { return read(call, kind); },
                      .operation = "lire" + schema_name(kind),
                      .summary = "Une fiche",
                      .gives = schema_name(kind),
                      .versioned = true});
}

void add_writing(std::vector<Route>& routes, NounKind kind) {
    routes.push_back({.method = "POST",
                      .pattern = collection_path(kind),
                      .door = Door::api,
                      .act = Act::write_nouns,
                      .handler = [kind](const Call& call) { return create(call, kind); },
                      .operation = "creer" + schema_name(kind),
                      .summary = "Création",
                      .takes = schema_name(kind) + "Creation",
                      .gives = schema_name(kind),
                      .success = 201,
                      .versioned = true});
    routes.push_back({.method = "PATCH",
                      .pattern = collection_path(kind) + "/{id}",
                      .door = Door::api,
                      .act = Act::write_nouns,
                      .handler = [kind](const Call& call) { return change(call, kind); },
                      .operation = "modifier" + schema_name(kind),
                      .summary = "Change les champs donnés ; null retire un champ facultatif",
                      .takes = schema_name(kind) + "Modification",
                      .gives = schema_name(kind),
                      .versioned = true});
}

}  // namespace

std::vector<Route> noun_routes() {
    std::vector<Route> routes;
    for (const NounKind kind : {NounKind::organisation, NounKind::structure, NounKind::place,
                                NounKind::personne, NounKind::menage, NounKind::sejour}) {
        add_reading(routes, kind);
        add_writing(routes, kind);
    }
    return routes;
}

}  // namespace preavis::http
