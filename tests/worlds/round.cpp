#include "worlds/round.h"

#include <algorithm>

#include "base/text.h"
#include "http/route.h"
#include "http/url.h"
#include "worlds/targets.h"

namespace preavis::worlds {
namespace {

constexpr int forbidden = 403;

/// Filters that pages read without declaring them.
const std::vector<std::string>& filters_of_pages() {
    static const std::vector<std::string> filters = {"q",      "menage",   "next",
                                                     "status", "workflow", "dossier"};
    return filters;
}

std::vector<std::string> filters_of(const http::Route& route) {
    if (route.door == http::Door::page) {
        return route.pattern.find('{') == std::string::npos ? filters_of_pages()
                                                            : std::vector<std::string>{};
    }
    std::vector<std::string> filters;
    for (const auto& parameter : route.query) filters.push_back(parameter.name);
    return filters;
}

bool is_refused_by_role(const http::Response& response) {
    return response.status == forbidden && response.body.find("rôle") != std::string::npos;
}

/// One route in somebody's name.
class Visit {
  public:
    Visit(Watch& watch, Targets& targets, const Account* who, const http::Route& route)
        : watch_(watch), targets_(targets), who_(who), route_(route) {}

    void everything() {
        const auto addresses = targets_.addresses(route_.pattern);
        for (const Target& address : addresses) {
            if (!read(address.id, address.affair)) return;
        }
        if (route_.pattern.find('{') != std::string::npos && route_.door == http::Door::page) {
            return;
        }
        if (addresses.empty()) return;
        const Target& first = addresses.front();
        for (const std::string& filter : filters_of(route_)) {
            for (const std::string& value : targets_.values(filter)) {
                read(first.id + "?" + filter + "=" + http::percent_encoded(value), first.affair);
            }
        }
    }

  private:
    /// In every form that the route offers. False if the role alone is refused: the rest is alike.
    bool read(const std::string& target, std::optional<std::size_t> affair) {
        for (const std::string& type : route_.media) {
            const auto response =
                watch_.ask({.who = who_, .target = target, .accept = type, .affair = affair});
            if (is_refused_by_role(response)) return false;
        }
        return true;
    }

    Watch& watch_;
    Targets& targets_;
    const Account* who_;
    const http::Route& route_;
};

std::vector<http::Route> routes_to_read() {
    auto routes = http::all_routes();
    std::erase_if(routes, [](const auto& route) { return route.method != "GET"; });
    for (const char* own : {"/healthz", "/readyz", "/metrics", "/api/v1/openapi.json"}) {
        routes.push_back({.method = "GET", .pattern = own});
    }
    return routes;
}

}  // namespace

void walk(Town& town, Watch& watch) {
    Targets targets(town);
    const auto routes = routes_to_read();
    for (const http::Route& route : routes) Visit(watch, targets, nullptr, route).everything();
    for (const Account& account : town.census.accounts) {
        for (const http::Route& route : routes) {
            Visit(watch, targets, &account, route).everything();
        }
    }
}

void overhear(Town& town, Watch& watch) {
    for (const std::string& line : town.stage.reports) watch.read("signalé", line, nothing);
}

}  // namespace preavis::worlds
