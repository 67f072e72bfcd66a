#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::base {

/// The whole file. Throws Failure (storage) if it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// Writes beside, then renames: the file is there whole, and on the disk, or not at all. Throws
/// Failure.
/// `private_to_owner` gives it mode 0600 from its first byte.
void write_file(const std::filesystem::path& path, std::string_view bytes,
                bool private_to_owner = false);

/// Waits until the disk has what was written to a file, or the names in a folder. Throws Failure.
void sync(const std::filesystem::path& path);

/// The regular files below a folder with this ending (".yaml"), sorted by path; none if there is no
/// such folder. Throws Failure (storage) if a folder cannot be read.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               std::string_view ending);

}  // namespace preavis::base
