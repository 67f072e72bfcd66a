#pragma once

#include <string>
#include <string_view>

namespace preavis::base {

/// A text as it may stand in a log: one line, whatever a fault or its author wrote. What would
/// break the line, move the cursor or turn the direction of reading becomes a space; from the first
/// byte that is no UTF-8 on, nothing is kept but « [...] ».
std::string log_line(std::string_view text);

}  // namespace preavis::base
