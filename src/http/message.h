#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "law/instant.h"

namespace preavis::http {

/// Names and values in the order sent, decoded: of a query, of a form.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// A request that passed the gate: whole, bounded, without anything ambiguous in it.
struct Request {
    std::string method;                          ///< upper case
    std::string target;                          ///< as sent: "/api/v1/dossiers?limit=5"
    std::string path;                            ///< decoded, UTF-8, begins with "/"
    Parameters query;                            ///< decoded, UTF-8, no control character
    std::map<std::string, std::string> headers;  ///< names in lower case, each sent once
    std::string body;                            ///< complete
    bool from_loopback = false;                  ///< the peer itself, not behind a proxy

    /// The header's value, or "".
    std::string header(const std::string& name) const;
    /// The first value of a query parameter, or "".
    std::string parameter(std::string_view name) const;
    /// The value of a cookie, or "".
    std::string cookie(std::string_view name) const;
};

/// What goes back. `to_bytes` adds what every answer carries.
struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    Response& with(std::string name, std::string value);
};

/// « Not Found » for 404: the reason phrase of a status line.
std::string_view reason_phrase(int status);

/// "Mon, 04 May 2026 08:00:00 GMT": how the header Date says it.
std::string http_date(law::Instant instant);

/// True if no name or value of a header could be read as a line of its own.
bool has_sound_headers(const Response& response);

/// What becomes of the connection after an answer.
enum class Afterwards { stay, close };

/// The bytes for the wire. Adds Content-Length, the
/// security headers that the answer does not set itself, and `no-store` unless it says otherwise.
/// A value with a control character (a line break would forge a header) is a bug: throws Bug.
std::string to_bytes(const Response& response, bool with_body, Afterwards afterwards);

/// The value of a name, or nothing; `count` tells how often it was sent.
std::optional<std::string> find(const Parameters& parameters, std::string_view name);

}  // namespace preavis::http
