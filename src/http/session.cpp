#include "http/session.h"

#include <algorithm>

#include "base/hash.h"
#include "http/multipart.h"
#include "http/url.h"

namespace preavis::http {
namespace {

constexpr const char* form_type = "application/x-www-form-urlencoded";

bool is_same_origin(const Request& request) {
    const std::string site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const std::string origin = request.header("origin");
    // Browsers send "null" from a page whose referrer policy is no-referrer, as ours are.
    if (origin.empty() || origin == "null") return true;
    const std::string host = request.header("host");
    return origin == "http://" + host || origin == "https://" + host;
}

}  // namespace

std::string cookie_of(const std::string& value) {
    return std::string(session_cookie) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax";
}

std::string cookie_that_ends() {
    return cookie_of("") + "; Max-Age=0";
}

void make_cookies_secure(Response& response) {
    for (auto& [name, value] : response.headers) {
        if (name == "Set-Cookie") value += "; Secure";
    }
}

std::string safe_way_back(const std::string& path) {
    // Browsers leave tabs and line breaks out of an address, and read a backslash as a slash.
    const bool sound = std::none_of(path.begin(), path.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == '\x7f';
    });
    const bool ours = sound && path.size() > 1 && path[0] == '/' && path[1] != '/';
    return ours && path != "/connexion" && path != "/deconnexion" ? path : "/";
}

Response ask_to_log_in(const Request& request) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const std::string back = reads ? safe_way_back(request.path) : "/";
    const std::string query = back == "/" ? "" : "?suite=" + percent_encoded(back);
    return Response{303, {{"Location", "/connexion" + query}}, ""};
}

std::optional<Parameters> form_of(const Request& request) {
    const std::string type = request.header("content-type");
    if (auto upload = read_upload(request)) return std::move(upload->fields);
    if (type.substr(0, type.find(';')) != form_type) return std::nullopt;
    return read_parameters(request.body, true);
}

bool comes_from_our_page(const Call& call) {
    if (!is_same_origin(call.request)) return false;
    if (!call.visitor) return true;
    const auto form = form_of(call.request);
    if (!form) return false;
    const std::string token = find(*form, "csrf").value_or("");
    return base::equal_in_constant_time(token, call.visitor->csrf);
}

}  // namespace preavis::http
