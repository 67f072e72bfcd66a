#pragma once

#include <optional>
#include <string>

#include "http/message.h"

namespace preavis::http {

/// What a form with a file sends: its fields, and the one file.
struct Upload {
    Parameters fields;
    std::string file;  ///< bytes; empty if none was chosen
};

/// Reads the body of a form that was sent as `multipart/form-data`; nothing for another type, or a
/// body that two programs could read in two ways: parts without an end, unknown part headers, more
/// than 20 fields, a second file, a field that is not UTF-8 or holds control characters.
/// Source: RFC 7578.
std::optional<Upload> read_upload(const Request& request);

}  // namespace preavis::http
