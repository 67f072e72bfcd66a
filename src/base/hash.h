#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace preavis::base {

/// SHA-256, as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// SHA-256, as 32 raw bytes.
std::string sha256(std::string_view bytes);

std::string hex(std::string_view bytes);
/// The bytes of an even number of hexadecimal digits; nothing for anything else.
std::optional<std::string> from_hex(std::string_view digits);

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

/// `count` bytes from the system's generator.
std::string random_bytes(std::size_t count);

/// 32 hexadecimal digits drawn at random: the identifier of anything that has one.
std::string random_id();

/// True if both are equal; takes the same time whatever they hold.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace preavis::base
