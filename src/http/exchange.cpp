#include "http/exchange.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "http/errors.h"

namespace preavis::http {
namespace {

constexpr std::size_t longest_key = 200;

bool is_visible_ascii(std::string_view text) {
    return !text.empty() && text.size() <= longest_key &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || rest != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

/// « "7" » gives 7.
std::optional<std::int64_t> version_of(std::string_view etag) {
    if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return std::nullopt;
    const auto version = number<std::int64_t>(etag.substr(1, etag.size() - 2));
    return version && *version > 0 ? version : std::nullopt;
}

/// « "7", W/"8" » gives 7: a weak one never matches. Nothing if one of them is none of ours.
/// Source: RFC 9110, 13.1.1.
std::optional<std::vector<std::int64_t>> versions_of(const std::string& if_match) {
    constexpr std::string_view weak = "W/";
    std::vector<std::int64_t> versions;
    for (const std::string& part : base::split(if_match, ',')) {
        const std::string etag = base::trimmed(part);
        const bool is_weak = etag.starts_with(weak);
        const auto version =
            version_of(is_weak ? std::string_view(etag).substr(weak.size()) : etag);
        if (!version) return std::nullopt;
        if (!is_weak) versions.push_back(*version);
    }
    return versions;
}

bool is_json(const std::string& content_type) {
    const auto parts = base::split(content_type, ';');
    if (parts.empty() || base::trimmed(parts[0]) != "application/json") return false;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::string parameter = base::trimmed(parts[i]);
        if (parameter != "charset=utf-8" && parameter != "charset=UTF-8") return false;
    }
    return true;
}

/// How well one range of Accept (« text/*;q=0.5 ») fits a type: its q in thousandths, with how
/// precisely it names it; -1 if it does not.
struct Fit {
    int precision = -1;
    int quality = 0;
};

Fit fit(const std::string& range, const std::string& type) {
    const auto parts = base::split(range, ';');
    const std::string name = base::trimmed(parts.empty() ? "" : parts[0]);
    const std::string family = type.substr(0, type.find('/')) + "/*";
    Fit result;
    if (name == type) result.precision = 2;
    if (name == family) result.precision = 1;
    if (name == "*/*") result.precision = 0;
    result.quality = 1000;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::string parameter = base::trimmed(parts[i]);
        if (!parameter.starts_with("q=")) continue;
        const auto q = number<double>(std::string_view(parameter).substr(2));
        result.quality = q ? static_cast<int>(std::clamp(*q, 0.0, 1.0) * 1000) : 0;
    }
    return result;
}

int quality_of(const std::vector<std::string>& ranges, const std::string& type) {
    Fit best;
    for (const std::string& range : ranges) {
        const Fit one = fit(range, type);
        if (one.precision > best.precision) best = one;
    }
    return best.quality;
}

}  // namespace

std::variant<base::Node, Response> json_body(const Request& request) {
    if (!is_json(request.header("content-type"))) {
        return problem(415, "format_non_lu", "Le corps doit être en JSON (application/json).");
    }
    auto reading = base::read_json(request.body, "corps");
    if (const auto* problems = std::get_if<base::Problems>(&reading)) return unreadable(*problems);
    auto& node = std::get<base::Node>(reading);
    if (node.kind != base::Node::Kind::map) {
        return unreadable(
            {{node.place, "un objet est attendu, pas " + base::kind_in_french(node), "{ ... }"}});
    }
    return std::move(node);
}

std::variant<service::Command, Response> command_of(const Call& call) {
    const Request& request = call.request;
    service::Command command{.actor = call.actor()};
    if (request.headers.contains("idempotency-key")) {
        command.idempotency_key = request.header("idempotency-key");
        if (!is_visible_ascii(command.idempotency_key)) {
            return problem(400, "cle_invalide",
                           "Idempotency-Key : 1 à 200 caractères ASCII visibles, sans espace.");
        }
    }
    // The same person in another role asks for something else.
    const std::string role =
        std::string(dossier::name_of(command.actor.role)) + "/" + command.actor.organisation;
    command.request_hash =
        base::sha256_hex(role + " " + request.method + " " + request.target + "\n" + request.body);
    const std::string if_match = base::trimmed(request.header("if-match"));
    if (request.headers.contains("if-match") && if_match != "*") {
        command.if_match = versions_of(if_match);
        if (!command.if_match) {
            return problem(400, "version_invalide",
                           "If-Match : un ou plusieurs ETag entre guillemets, ou *.");
        }
    }
    return command;
}

Response created(const service::Outcome& outcome, const std::string& collection) {
    Response response = respond(outcome);
    const auto* reply = std::get_if<service::Reply>(&outcome);
    if (reply != nullptr && reply->status == 201 && reply->body.contains("id")) {
        response.with("Location", collection + "/" + reply->body["id"].get<std::string>());
    }
    return response;
}

Response write(
    const Call& call, const std::string& collection,
    const std::function<service::Outcome(const base::Node&, const service::Command&)>& act) {
    const auto body = json_body(call.request);
    if (const auto* refusal = std::get_if<Response>(&body)) return *refusal;
    const auto command = command_of(call);
    if (const auto* refusal = std::get_if<Response>(&command)) return *refusal;
    return created(act(std::get<base::Node>(body), std::get<service::Command>(command)),
                   collection);
}

Query::Query(const Request& request, std::size_t usual_limit, std::size_t most)
    : request_(request), limit_(usual_limit) {
    const auto given = find(request.query, "limit");
    if (!given) return;
    const auto value = number<std::size_t>(*given);
    if (value && *value >= 1 && *value <= most) {
        limit_ = *value;
    } else {
        report("limit", "un nombre de 1 à " + std::to_string(most) + " est attendu");
    }
}

void Query::report(const std::string& name, const std::string& message) {
    problems_.push_back({{"adresse", 0, 0}, "« " + name + " » : " + message, ""});
}

std::string Query::text(const std::string& name, std::size_t longest) {
    const std::string value = request_.parameter(name);
    if (value.size() > longest) {
        report(name, "pas plus de " + std::to_string(longest) + " octets");
        return "";
    }
    return value;
}

std::string Query::choice(const std::string& name, const std::vector<std::string>& choices) {
    const auto value = find(request_.query, name);
    if (!value || std::find(choices.begin(), choices.end(), *value) != choices.end()) {
        return value.value_or("");
    }
    report(name, "l'un de : " + base::joined(choices, ", ") + " est attendu");
    return "";
}

std::optional<law::Instant> Query::instant(const std::string& name,
                                           const law::Territory& territory) {
    const auto value = find(request_.query, name);
    if (!value) return std::nullopt;
    // An unescaped "+02:00" reads as a space.
    const auto when = law::parse_when(base::replaced(*value, " ", "+"), territory);
    if (const auto* refusal = base::refusal_of(when)) {
        report(name, refusal->message);
        return std::nullopt;
    }
    const auto& read = std::get<law::When>(when);
    return read.instant ? *read.instant : territory.start_of_day(read.date);
}

std::optional<Response> Query::refusal() const {
    if (problems_.empty()) return std::nullopt;
    return unreadable(problems_);
}

std::optional<std::string> negotiated(const Request& request,
                                      const std::vector<std::string>& offered) {
    const std::string accept = request.header("accept");
    if (base::trimmed(accept).empty()) return offered.front();
    const auto ranges = base::split(accept, ',');
    std::optional<std::string> best;
    int best_quality = 0;
    for (const std::string& type : offered) {
        const int quality = quality_of(ranges, type);
        if (quality > best_quality) {
            best = type;
            best_quality = quality;
        }
    }
    return best;
}

std::vector<QueryParameter> paged(std::vector<QueryParameter> others, int usual, int most) {
    others.push_back(
        {"limit",
         "Nombre d'éléments par page",
         {{"type", "integer"}, {"minimum", 1}, {"maximum", most}, {"default", usual}}});
    others.push_back(
        {"next", "Curseur donné par la page précédente", {{"type", "string"}, {"maxLength", 200}}});
    return others;
}

}  // namespace preavis::http
