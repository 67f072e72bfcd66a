#include "http/route.h"

#include "base/expects.h"
#include "base/text.h"

namespace preavis::http {

const dossier::Actor& Call::actor() const {
    expects(visitor.has_value());
    return visitor->actor;
}

const std::string& Call::id() const {
    expects(!captured.empty());
    return captured.front();
}

std::optional<std::vector<std::string>> match(const std::string& pattern, const std::string& path) {
    const auto wanted = base::split(pattern, '/');
    const auto given = base::split(path, '/');
    if (wanted.size() != given.size()) return std::nullopt;
    std::vector<std::string> captured;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{')) {
            if (given[i].empty()) return std::nullopt;
            captured.push_back(given[i]);
        } else if (wanted[i] != given[i]) {
            return std::nullopt;
        }
    }
    return captured;
}

std::vector<Route> all_routes() {
    std::vector<Route> all;
    for (const auto& part : {noun_routes(), workflow_routes(), dossier_routes(), document_routes(),
                             annex_routes(), deadline_routes(), reminder_routes(), service_routes(),
                             retention_routes(), clock_routes(), page_routes()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace preavis::http
