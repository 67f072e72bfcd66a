#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "base/json.h"
#include "http/message.h"
#include "http/services.h"

namespace preavis::http {

/// How somebody shows who they are at a route.
enum class Door {
    open,  ///< not at all: nothing personal is behind it
    api,   ///< by `Authorization: Bearer`
    page,  ///< by the session cookie
};

/// One request at one route, by somebody who may be there.
struct Call {
    const Services& services;
    const Request& request;
    std::vector<std::string> captured;        ///< what stands at the pattern's `{}`, in order
    std::optional<service::Visitor> visitor;  ///< always there behind `api` and `page`
    const dossier::Actor& actor() const;      ///< expects a visitor
    const std::string& id() const;            ///< the first captured part
};

/// One parameter of an address: its name, what it means, its JSON Schema.
struct QueryParameter {
    std::string name;
    std::string description;
    base::Json schema;
};

/// One line of the route table, from which the dispatcher and the API's description are made.
struct Route {
    std::string method;
    std::string pattern;  ///< "/api/v1/dossiers/{id}"
    Door door = Door::open;
    std::optional<access::Act> act;  ///< always there behind `api` and `page`
    std::function<Response(const Call&)> handler;

    // For the description, and for the check of parameters.
    std::string operation = {};
    std::string summary = {};
    std::vector<QueryParameter> query = {};
    std::string takes = {};  ///< schema of the body; empty: none
    std::string gives = {};  ///< schema of the answer; empty: not JSON alone
    std::vector<std::string> media = {"application/json"};
    int success = 200;
    bool takes_file = false;  ///< the body is a PDF, larger than other bodies may be
    bool versioned = false;   ///< answers an ETag; a write takes If-Match

    bool is_write() const { return method != "GET"; }
};

/// The parts of `path` at the pattern's braces; nothing if it does not match.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path);

/// The whole table. Source of truth for who may do what at this door.
std::vector<Route> all_routes();

std::vector<Route> noun_routes();
std::vector<Route> workflow_routes();
std::vector<Route> dossier_routes();
std::vector<Route> document_routes();
std::vector<Route> annex_routes();
std::vector<Route> deadline_routes();
std::vector<Route> reminder_routes();
std::vector<Route> service_routes();    ///< alerts and downtimes
std::vector<Route> retention_routes();  ///< holds, erasures, rights of persons
std::vector<Route> account_routes();    ///< who asks, in which roles
std::vector<Route> emergency_routes();  ///< accesses in an emergency, consultations
std::vector<Route> clock_routes();
std::vector<Route> page_routes();

}  // namespace preavis::http
