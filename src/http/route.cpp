#include "http/route.h"

#include <algorithm>

#include "base/expects.h"

namespace preavis::http {
namespace {

/// The part of a path before its first slash, which goes with it.
std::string_view take_segment(std::string_view& path) {
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
    return segment;
}

}  // namespace

const dossier::Actor& Call::actor() const {
    expects(visitor.has_value());
    return visitor->actor;
}

const std::string& Call::id() const {
    expects(!captured.empty());
    return captured.front();
}

std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    const auto slashes = std::count(pattern.begin(), pattern.end(), '/');
    if (slashes != std::count(path.begin(), path.end(), '/')) return std::nullopt;
    std::vector<std::string> captured;
    for (auto left = slashes; left >= 0; --left) {
        const std::string_view wanted = take_segment(pattern);
        const std::string_view given = take_segment(path);
        const bool captures = wanted.starts_with('{');
        if (captures ? given.empty() : wanted != given) return std::nullopt;
        if (captures) captured.emplace_back(given);
    }
    return captured;
}

std::vector<Route> all_routes() {
    std::vector<Route> all;
    for (const auto& part :
         {noun_routes(), workflow_routes(), dossier_routes(), document_routes(), annex_routes(),
          deadline_routes(), reminder_routes(), service_routes(), retention_routes(),
          account_routes(), emergency_routes(), clock_routes(), page_routes()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace preavis::http
