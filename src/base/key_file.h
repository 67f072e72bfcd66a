#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace preavis::base {

/// The bytes of a file that holds a secret. Throws Failure: there is no such file (configuration),
/// somebody other than its owner may read or write it (privilege); the message says how to mend it.
std::string read_key_file(const std::filesystem::path& path);

/// Writes a secret for its owner to read only (mode 0400), whole or not at all. Throws Failure.
void write_key_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace preavis::base
