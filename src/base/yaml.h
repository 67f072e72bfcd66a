#pragma once

#include <string>
#include <string_view>

#include "base/node.h"

namespace preavis::base {

/// Reads one document of a strict subset of YAML: block and flow maps, lists and scalars.
/// Refused, with its place: a duplicate key, an anchor, an alias, a tag, a merge key, a second
/// document, a key that is not a scalar, a plain `on`, `off`, `yes`, `no` in any usual case (read
/// as booleans elsewhere), control characters, invalid UTF-8, more than `max_depth` levels.
Reading<Node> read_yaml(std::string_view text, const std::string& file_name, int max_depth = 32);

}  // namespace preavis::base
