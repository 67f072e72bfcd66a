#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/node.h"
#include "http/message.h"
#include "http/route.h"
#include "service/outcome.h"

namespace preavis::http {

/// What most API handlers share: bodies, keys, versions, parameters, formats.

/// The body as JSON; or the answer that says why it is not (415, 400).
std::variant<base::Node, Response> json_body(const Request& request);

/// Who asks, with the `Idempotency-Key` and `If-Match` of the request; or 400 if one is malformed.
std::variant<service::Command, Response> command_of(const Call& call);

/// The answer of a use-case that may have made something, which gets its `Location` below
/// `collection`.
Response created(const service::Outcome& outcome, const std::string& collection);

/// Reads the body and the command, does the act, answers; a creation gets its `Location` below
/// `collection`.
Response write(
    const Call& call, const std::string& collection,
    const std::function<service::Outcome(const base::Node&, const service::Command&)>& act);

/// The parameters of a list, read strictly; every problem is kept.
class Query {
  public:
    Query(const Request& request, std::size_t usual_limit, std::size_t most);

    std::string text(const std::string& name, std::size_t longest = 200);
    /// One of `choices`, or "".
    std::string choice(const std::string& name, const std::vector<std::string>& choices);
    /// The start of a day, or an instant; local times are those of the territory.
    std::optional<law::Instant> instant(const std::string& name, const law::Territory& territory);
    std::size_t limit() const { return limit_; }
    std::string after() { return text("next"); }

    /// 400 with everything wrong, or nothing.
    std::optional<Response> refusal() const;

  private:
    void report(const std::string& name, const std::string& message);

    const Request& request_;
    std::size_t limit_;
    base::Problems problems_;
};

/// The best of `offered` (first one preferred) for the Accept header; nothing if none will do.
std::optional<std::string> negotiated(const Request& request,
                                      const std::vector<std::string>& offered);

/// Common parameters of lists, for the description.
std::vector<QueryParameter> paged(std::vector<QueryParameter> others, int usual, int most);

}  // namespace preavis::http
