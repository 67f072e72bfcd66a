#include "http/openapi.h"

#include "base/text.h"

namespace preavis::http {
namespace {

using base::Json;

constexpr std::string_view api = "/api/v1/";

Json schema_reference(const std::string& name) {
    return {{"$ref", "#/components/schemas/" + name}};
}

Json problem_response(const std::string& description) {
    return {
        {"description", description},
        {"content", {{"application/problem+json", {{"schema", schema_reference("Probleme")}}}}}};
}

Json header(const std::string& name, const std::string& description, const std::string& pattern) {
    return {{"name", name},
            {"in", "header"},
            {"description", description},
            {"schema", {{"type", "string"}, {"pattern", pattern}}}};
}

/// What stands between braces in a pattern.
std::vector<std::string> path_names(const std::string& pattern) {
    std::vector<std::string> names;
    for (const std::string& part : base::split(pattern, '/')) {
        if (part.starts_with('{')) names.push_back(part.substr(1, part.size() - 2));
    }
    return names;
}

Json parameters_of(const Route& route) {
    Json parameters = Json::array();
    for (const std::string& name : path_names(route.pattern)) {
        parameters.push_back(
            {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
    }
    for (const QueryParameter& parameter : route.query) {
        parameters.push_back({{"name", parameter.name},
                              {"in", "query"},
                              {"description", parameter.description},
                              {"schema", parameter.schema}});
    }
    if (route.door == Door::api) {
        parameters.push_back(header("Preavis-Role",
                                    "Pour qui tient plusieurs rôles : celui de la demande, par son "
                                    "nom tel que /account le donne ; sans lui, le premier",
                                    "^[!-~]{1,200}$"));
    }
    if (route.is_write()) {
        parameters.push_back(header("Idempotency-Key",
                                    "La même clé avec le même corps donne la même réponse, "
                                    "pendant 72 heures",
                                    "^[!-~]{1,200}$"));
    }
    if (route.is_write() && route.versioned && route.success == 200) {
        parameters.push_back(header("If-Match", "ETag de la version qui a été lue, ou plusieurs",
                                    R"(^(\*|(W/)?"[0-9]+"(, *(W/)?"[0-9]+")*)$)"));
    }
    return parameters;
}

Json content_of(const Route& route) {
    Json content = Json::object();
    for (const std::string& type : route.media) {
        if (type == "application/json" && !route.gives.empty()) {
            content[type] = {{"schema", schema_reference(route.gives)}};
        } else if (type == "application/json") {
            content[type] = {{"schema", {{"type", "object"}}}};
        } else if (type == "application/pdf") {
            content[type] = Json::object();
        } else {
            content[type] = {{"schema", {{"type", "string"}}}};
        }
    }
    return content;
}

Json success_of(const Route& route) {
    Json response = {{"description", route.summary}, {"content", content_of(route)}};
    Json headers = Json::object();
    const auto add = [&headers](const char* name) {
        headers[name] = {{"schema", {{"type", "string"}}}};
    };
    if (route.versioned) add("ETag");
    if (route.success == 201) add("Location");
    if (!headers.empty()) response["headers"] = std::move(headers);
    return response;
}

Json responses_of(const Route& route) {
    Json responses = Json::object();
    responses[std::to_string(route.success)] = success_of(route);
    responses["400"] = problem_response("Demande mal formée : chaque problème avec sa place");
    if (route.door == Door::api) {
        responses["401"] = problem_response("Jeton absent ou sans valeur");
        responses["403"] = problem_response("Le rôle ne le permet pas");
    }
    if (!path_names(route.pattern).empty()) {
        responses["404"] = problem_response("Introuvable, ou hors de la portée du rôle");
    }
    if (route.is_write()) {
        responses["409"] = problem_response("Clé déjà utilisée avec un autre corps, ou déjà connu");
        responses["412"] = problem_response("La version donnée est périmée");
        responses["422"] = problem_response("Refusé par une règle, avec sa source");
    }
    return responses;
}

Json operation_of(const Route& route) {
    Json operation = {{"operationId", route.operation}, {"summary", route.summary}};
    operation["tags"] = {base::split(route.pattern.substr(api.size()), '/').front()};
    Json parameters = parameters_of(route);
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    if (!route.takes.empty()) {
        operation["requestBody"] = {
            {"required", true},
            {"content", route.takes_file ? Json{{"application/pdf", Json::object()}}
                                         : Json{{"application/json",
                                                 {{"schema", schema_reference(route.takes)}}}}}};
    }
    operation["responses"] = responses_of(route);
    return operation;
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

}  // namespace

Json openapi(const std::vector<Route>& routes, const dossier::Nouns& nouns) {
    Json paths = Json::object();
    for (const Route& route : routes) {
        if (!route.pattern.starts_with(api) || route.operation.empty()) continue;
        Json& path = paths["/" + route.pattern.substr(api.size())];
        path[lower(route.method)] = operation_of(route);
    }
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", "préavis"},
              {"version", "1"},
              {"description",
               "Les procédures d'un SIAO : dossiers, événements, échéances et documents. Les "
               "erreurs sont des « problem details » (RFC 9457)."},
              {"license", {{"name", "Voir le dépôt"}, {"identifier", "LicenseRef-preavis"}}}}},
            {"servers", Json::array({{{"url", "/api/v1"}}})},
            {"security", Json::array({{{"jeton", Json::array()}}})},
            {"paths", std::move(paths)},
            {"components",
             {{"securitySchemes", {{"jeton", {{"type", "http"}, {"scheme", "bearer"}}}}},
              {"schemas", openapi_schemas(nouns)}}}};
}

}  // namespace preavis::http
