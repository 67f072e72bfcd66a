#include "http/message.h"

#include <algorithm>
#include <array>

#include "base/expects.h"
#include "base/text.h"

namespace preavis::http {
namespace {

constexpr std::size_t head_bytes = 1024;  // what most heads stay under

struct Reason {
    int status;
    std::string_view phrase;
};

constexpr std::array reasons = {
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"},
    Reason{421, "Misdirected Request"},
    Reason{422, "Unprocessable Content"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{503, "Service Unavailable"},
    Reason{505, "HTTP Version Not Supported"},
    Reason{507, "Insufficient Storage"},
};

/// On every answer, unless it sets the same header itself.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> standing_headers = {{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
     "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
}};

bool is_header_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7f;
    });
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
    expects(is_header_text(name) && is_header_text(value));
    head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::optional<std::string> find(const Parameters& parameters, std::string_view name) {
    for (const auto& [key, value] : parameters) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::string Request::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

std::string Request::parameter(std::string_view name) const {
    return find(query, name).value_or("");
}

std::string Request::cookie(std::string_view name) const {
    for (const std::string& part : base::split(header("cookie"), ';')) {
        const std::string pair = base::trimmed(part);
        const std::size_t equals = pair.find('=');
        if (equals != std::string::npos && pair.substr(0, equals) == name) {
            return pair.substr(equals + 1);
        }
    }
    return "";
}

Response& Response::with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

std::string_view reason_phrase(int status) {
    for (const Reason& reason : reasons) {
        if (reason.status == status) return reason.phrase;
    }
    return "Unknown";
}

std::string http_date(law::Instant instant) {
    constexpr std::array<const char*, 7> days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const law::LocalTime utc = law::local_of(instant, 0);
    const std::string iso = utc.date.iso();
    const auto day = static_cast<std::size_t>(utc.date.weekday()) - 1;
    const auto month = static_cast<std::size_t>(utc.date.month()) - 1;
    return std::string(days[day]) + ", " + iso.substr(8) + " " + months[month] + " " +
           iso.substr(0, 4) + " " + law::clock_iso(utc) + " GMT";
}

bool has_sound_headers(const Response& response) {
    return std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
        return is_header_text(header.first) && is_header_text(header.second);
    });
}

std::string to_bytes(const Response& response, bool with_body, Afterwards afterwards) {
    std::string bytes;
    bytes.reserve(head_bytes + response.body.size());
    bytes += "HTTP/1.1 " + std::to_string(response.status) + " ";
    bytes.append(reason_phrase(response.status)).append("\r\n");
    for (const auto& [name, value] : response.headers) add_header(bytes, name, value);
    for (const auto& [name, value] : standing_headers) {
        const bool set =
            std::any_of(response.headers.begin(), response.headers.end(),
                        [&sought = name](const auto& header) { return header.first == sought; });
        if (!set) add_header(bytes, name, value);
    }
    add_header(bytes, "Content-Length", std::to_string(response.body.size()));
    add_header(bytes, "Connection", afterwards == Afterwards::close ? "close" : "keep-alive");
    bytes += "\r\n";
    if (with_body) bytes += response.body;
    return bytes;
}

}  // namespace preavis::http
