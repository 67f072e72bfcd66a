#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "law/instant.h"

namespace preavis::identity {

/// The 31 bits that the event-based one-time code of this counter is made of; the code is their
/// remainder by ten to the power of its number of digits.
/// Source: RFC 4226, section 5.3 (HMAC-SHA-1, dynamic truncation).
std::uint32_t one_time_number(std::string_view key, std::uint64_t counter);

/// The code of that counter in six digits, leading zeros kept.
std::string one_time_code(std::string_view key, std::uint64_t counter);

/// How many steps of 30 s have begun since 1970. Source: RFC 6238, section 4.
std::int64_t time_step(law::Instant instant);

}  // namespace preavis::identity
