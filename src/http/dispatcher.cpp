#include "http/dispatcher.h"

#include <algorithm>
#include <exception>

#include "base/expects.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log_line.h"
#include "base/text.h"
#include "http/errors.h"
#include "http/exchange.h"
#include "http/openapi.h"
#include "http/page.h"
#include "http/session.h"

namespace preavis::http {
namespace {

constexpr std::string_view bearer = "Bearer ";
constexpr std::size_t incident_digits = 8;

bool is_api(const Request& request) {
    return request.path.starts_with("/api/");
}

Response plain(int status, const std::string& text) {
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, text};
}

/// HEAD is served where GET is.
bool serves(const Route& route, const std::string& method) {
    return route.method == method || (method == "HEAD" && route.method == "GET");
}

std::optional<Response> unknown_parameters(const Route& route, const Request& request) {
    base::Problems problems;
    std::vector<std::string> known;
    for (const QueryParameter& parameter : route.query) known.push_back(parameter.name);
    for (const auto& [name, value] : request.query) {
        const auto same = [&sought = name](const auto& other) { return other.first == sought; };
        const bool asked = std::find(known.begin(), known.end(), name) != known.end();
        const bool twice = std::count_if(request.query.begin(), request.query.end(), same) > 1;
        if (asked && !twice) continue;
        const std::string near = asked ? "" : base::closest(name, known);
        problems.push_back(
            {{"adresse", 0, 0},
             "« " + name + " » : " + (asked ? "paramètre donné deux fois" : "paramètre inconnu"),
             near});
    }
    if (problems.empty()) return std::nullopt;
    return unreadable(problems);
}

std::map<std::string, Response> read_files(const std::filesystem::path& web) {
    std::map<std::string, Response> files;
    const std::array<std::pair<std::string, std::string>, 2> types = {
        {{".css", "text/css; charset=utf-8"}, {".svg", "image/svg+xml"}}};
    for (const auto& [ending, type] : types) {
        for (const std::filesystem::path& file : base::files_below(web, ending)) {
            Response response{200, {{"Content-Type", type}}, base::read_file(file)};
            response.with("Cache-Control", "public, max-age=600");
            files.emplace("/web/" + file.filename().string(), std::move(response));
        }
    }
    return files;
}

/// How long the oldest passing waits to be noted.
std::int64_t timer_lag_s(const service::Office& office) {
    const law::Instant now = office.clock.now();
    const auto next = office.store.next_due();
    return next && *next < now ? (now.ms - next->ms) / 1000 : 0;
}

}  // namespace

Dispatcher::Dispatcher(const Services& services, const std::filesystem::path& web, bool behind_tls)
    : services_(services), behind_tls_(behind_tls), routes_(all_routes()), files_(read_files(web)) {
    for (Route& own : own_routes()) routes_.push_back(std::move(own));
    description_ = openapi(routes_, services.office.library.nouns).dump(1);
}

std::vector<Route> Dispatcher::own_routes() const {
    const auto open = [](const char* pattern, std::function<Response(const Call&)> handler) {
        return Route{.method = "GET", .pattern = pattern, .handler = std::move(handler)};
    };
    return {
        open("/healthz", [](const Call&) { return plain(200, "ok\n"); }),
        open("/readyz",
             [](const Call& call) {
                 const auto troubles = call.services.troubles();
                 const bool seals = call.services.office.sealer != nullptr;
                 const std::string note = seals ? "" : "les documents sortent sans sceau\n";
                 if (troubles.empty()) return plain(200, "prêt\n" + note);
                 return plain(503, "pas prêt\n" + base::joined(troubles, "\n") + "\n");
             }),
        open("/metrics", [this](const Call& call) { return metrics(call.request); }),
        open("/api/v1/openapi.json",
             [this](const Call&) {
                 return Response{200, {{"Content-Type", "application/json"}}, description_};
             }),
    };
}

Response Dispatcher::metrics(const Request& request) const {
    if (!request.from_loopback)
        return problem(404, "introuvable", "Il n'y a rien à cette adresse.");
    std::string text;
    const auto line = [&text](const std::string& name, std::int64_t value) {
        text += name + " " + std::to_string(value) + "\n";
    };
    text += "# TYPE preavis_http_responses_total counter\n";
    for (std::size_t group = 1; group < answered_.size(); ++group) {
        line("preavis_http_responses_total{status=\"" + std::to_string(group) + "xx\"}",
             answered_[group]);
    }
    const auto gauge = [&](const std::string& name, std::int64_t value) {
        text += "# TYPE " + name + " gauge\n";
        line(name, value);
    };
    const auto troubles = services_.troubles();
    gauge("preavis_ready", troubles.empty() ? 1 : 0);
    gauge("preavis_troubles", static_cast<std::int64_t>(troubles.size()));
    gauge("preavis_store_writable", services_.office.store.trouble() ? 0 : 1);
    try {
        const auto counts = services_.office.store.counts();
        gauge("preavis_dossiers", counts.dossiers);
        gauge("preavis_deadlines_open", counts.open_deadlines);
        gauge("preavis_outbox_jobs", counts.jobs);
        gauge("preavis_journal_entries", counts.journal);
        gauge("preavis_timer_lag_seconds", timer_lag_s(services_.office));
    } catch (const base::Failure& failure) {
        services_.report(std::string("metrics : ") + failure.what());
    }
    return {200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, text};
}

bool Dispatcher::takes_file(const Request& request) const {
    return std::any_of(routes_.begin(), routes_.end(), [&request](const Route& route) {
        return route.takes_file && route.method == request.method &&
               match(route.pattern, request.path);
    });
}

Response Dispatcher::answer(const Request& request) {
    // A header that is none is a bug of ours: an incident here, and not the end of the reception.
    Response response = guarded(request, [&] {
        Response made = route(request);
        expects(has_sound_headers(made));
        return made;
    });
    const auto group = static_cast<std::size_t>(response.status / 100);
    if (group < answered_.size()) ++answered_[group];
    response.with("Date", http_date(services_.office.door_clock.now()));
    return response;
}

Response Dispatcher::guarded(const Request& request, const std::function<Response()>& act) {
    const std::string incident = base::random_id().substr(0, incident_digits);
    const auto told = [&](const std::string& what, Response response) {
        services_.report("incident " + incident + " : " + request.method + " : " +
                         base::log_line(what));
        return is_api(request) ? response : error_page(response);
    };
    try {
        return act();
    } catch (const base::Failure& failure) {
        return told(failure.what(), failed(failure, incident));
    } catch (const std::exception& bug) {
        return told(bug.what(), broken(incident));
    }
}

Response Dispatcher::route(const Request& request) {
    if (const auto file = files_.find(request.path); file != files_.end()) {
        const bool reads = request.method == "GET" || request.method == "HEAD";
        if (reads) return file->second;
        return problem(405, "methode_non_permise", "Ce fichier se lit seulement.")
            .with("Allow", "GET, HEAD");
    }
    std::vector<std::string> allowed;
    for (const Route& candidate : routes_) {
        auto captured = match(candidate.pattern, request.path);
        if (!captured) continue;
        if (serves(candidate, request.method)) {
            return run(candidate, request, *std::move(captured));
        }
        allowed.push_back(candidate.method);
        if (candidate.method == "GET") allowed.emplace_back("HEAD");
    }
    Response response =
        allowed.empty()
            ? problem(404, "introuvable", "Il n'y a rien à cette adresse.")
            : problem(405, "methode_non_permise", "Cette adresse ne se prête pas à cette méthode.")
                  .with("Allow", base::joined(allowed, ", "));
    return is_api(request) ? response : error_page(response);
}

Response Dispatcher::run(const Route& route, const Request& request,
                         std::vector<std::string> captured) {
    Call call{services_, request, std::move(captured), std::nullopt};
    if (is_api(request)) return run_api(route, std::move(call));
    return run_page(route, std::move(call));
}

Response Dispatcher::run_api(const Route& route, Call call) {
    if (route.door == Door::api) {
        const std::string authorization = call.request.header("authorization");
        if (authorization.starts_with(bearer)) {
            call.visitor = services_.gate.by_token(authorization.substr(bearer.size()));
        }
        if (!call.visitor) {
            return problem(401, "jeton_requis",
                           "Un jeton valable est demandé : Authorization: "
                           "Bearer JETON.");
        }
        if (call.request.headers.contains("preavis-role") &&
            !services_.gate.act_as(*call.visitor, call.request.header("preavis-role"))) {
            return problem(403, "acces_refuse",
                           "Preavis-Role : ce compte ne tient pas ce rôle ; les siens sont à "
                           "/api/v1/account.");
        }
        expects(route.act.has_value());
        if (!access::may(call.actor().role, *route.act)) {
            return problem(403, "acces_refuse",
                           "Votre rôle ne permet pas ceci : " +
                               std::string(access::name_of(*route.act)) + ".");
        }
    }
    if (auto refusal = unknown_parameters(route, call.request)) return *refusal;
    const bool only_json = !route.gives.empty() && route.media.size() == 1;
    if (only_json && !negotiated(call.request, {"application/json", "application/problem+json"})) {
        return problem(406, "format_indisponible", "La réponse existe en application/json.");
    }
    return route.handler(call);
}

Response Dispatcher::run_page(const Route& route, Call call) {
    call.visitor = services_.gate.by_session(call.request.cookie(session_cookie));
    if (route.door == Door::page) {
        if (!call.visitor) return ask_to_log_in(call.request);
        expects(route.act.has_value());
        if (!access::may(call.actor().role, *route.act)) {
            return error_page(call, problem(403, "acces_refuse",
                                            "Votre rôle ne permet pas ceci : " +
                                                std::string(access::name_of(*route.act)) + "."));
        }
    }
    if (call.request.method == "POST" && !comes_from_our_page(call)) {
        return error_page(call, problem(403, "origine_refusee",
                                        "Ce formulaire ne vient pas d'une page ouverte dans votre "
                                        "session. Rechargez la page et recommencez."));
    }
    Response response = route.handler(call);
    if (behind_tls_) make_cookies_secure(response);
    return response;
}

}  // namespace preavis::http
