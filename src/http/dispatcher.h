#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "http/route.h"
#include "http/services.h"

namespace preavis::http {

/// From a request to its answer: finds the route, asks who it is, checks the route's act, runs the
/// handler. One of the three places that catch exceptions: nothing of their text leaves.
class Dispatcher {
  public:
    /// Reads the files of `web` that are served: .css and .svg, nothing else.
    Dispatcher(const Services& services, const std::filesystem::path& web, bool behind_tls);

    Response answer(const Request& request);
    /// Whether the route of this request takes a file.
    bool takes_file(const Request& request) const;
    const std::vector<Route>& routes() const { return routes_; }

  private:
    Response guarded(const Request& request, const std::function<Response()>& act);
    Response route(const Request& request);
    Response run(const Route& route, const Request& request, std::vector<std::string> captured);
    Response run_api(const Route& route, Call call);
    Response run_page(const Route& route, Call call);
    std::vector<Route> own_routes() const;
    Response metrics(const Request& request) const;

    const Services& services_;
    bool behind_tls_;
    std::vector<Route> routes_;
    std::map<std::string, Response> files_;                ///< by path
    std::string description_;                              ///< openapi.json
    std::array<std::atomic<std::int64_t>, 6> answered_{};  ///< by class of status
};

}  // namespace preavis::http
