#pragma once

#include <string>
#include <string_view>

#include "base/failure.h"
#include "base/json.h"
#include "base/problem.h"
#include "base/refusal.h"
#include "http/message.h"
#include "service/outcome.h"

namespace preavis::http {

/// `application/json`.
Response json(int status, const base::Json& body);
/// The same for JSON that was written already.
Response json_text(int status, std::string body);

/// `application/problem+json` (RFC 9457) with a neutral `code` and a French sentence in `detail`.
Response problem(int status, std::string_view code, std::string_view detail);

/// A refusal: the status that its code calls for (422 for what the law says), with `rule`, `source`
/// and `missing`.
Response refused(const base::Refusal& refusal);
int status_of(const base::Refusal& refusal);

/// Input that cannot be read: 400, with `problems: [{line, column, message, hint}]`.
Response unreadable(const base::Problems& problems);

/// A Failure of the machine: 503 when trying later makes sense, else 500; nothing of its cause.
Response failed(const base::Failure& failure, const std::string& incident);
/// A bug: 500, a neutral sentence and the incident's number.
Response broken(const std::string& incident);

/// The answer of a use-case, with its ETag.
Response respond(const service::Outcome& outcome);

}  // namespace preavis::http
