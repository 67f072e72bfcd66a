#pragma once

#include "http/message.h"
#include "http/route.h"

namespace preavis::http {

inline constexpr const char* session_cookie = "preavis_session";

/// The cookie that begins a session, and the one that ends it.
std::string cookie_of(const std::string& value);
std::string cookie_that_ends();
/// Adds `Secure` to every cookie set.
void make_cookies_secure(Response& response);

/// 303 to the log-in page, with the way back.
Response ask_to_log_in(const Request& request);
/// The path to go to after the log-in: one of ours, else "/".
std::string safe_way_back(const std::string& path);

/// True if a POST comes from one of our own pages: the browser says so where it can (Origin,
/// Sec-Fetch-Site), and in a session the form carries its token.
bool comes_from_our_page(const Call& call);

/// The fields of a form; nothing if the body is not one.
std::optional<Parameters> form_of(const Request& request);

}  // namespace preavis::http
