#pragma once

#include "http/route.h"

namespace preavis::http {

/// A document as its PDF, the bytes as issued, and as the web page of the same content.
Response document_file(const Call& call);
Response document_page(const Call& call);

}  // namespace preavis::http
