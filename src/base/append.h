#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace preavis::base {

/// What became of bytes that were to stand at the end of a file.
enum class Appended {
    done,
    full,    ///< the file would grow beyond its most: nothing was written
    failed,  ///< no such folder, no room, no right, a link in the file's place
};

/// Appends to a file that only its owner may read (0600), made if it is not there; a link is not
/// followed. Does not wait for the disk. Throws nothing: for logs, which never stop a service.
Appended append_private(const std::filesystem::path& file, std::string_view bytes,
                        std::int64_t most_bytes);

}  // namespace preavis::base
