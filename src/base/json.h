#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/node.h"

namespace preavis::base {

/// What we write: keys in the order in which they were set.
using Json = nlohmann::ordered_json;

struct JsonLimits {
    std::size_t bytes = 1 << 20;
    int depth = 16;
    std::size_t values = 20000;
};

/// Reads one JSON value with the place of each part.
/// Refused, with its place: malformed text, a duplicate key, invalid UTF-8, an integer that does
/// not fit 64 bits, a text with control characters other than line feed and tab, anything over the
/// limits.
Reading<Node> read_json(std::string_view text, const std::string& file_name,
                        const JsonLimits& limits = {});

/// The same value for writing. Plain YAML scalars stay texts.
Json to_json(const Node& node);

}  // namespace preavis::base
