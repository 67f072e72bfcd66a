#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/failure.h"
#include "base/hash.h"

namespace preavis::base {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
    const auto code = errno == ENOSPC ? FailureCode::storage_full : FailureCode::storage;
    throw Failure(code, path.string() + " : " + what + " (" + std::strerror(errno) + ")");
}

void write_all(int file, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(path, "écriture impossible");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// A new file, filled and on the disk. The caller removes it if this throws.
void write_new(const std::filesystem::path& beside, std::string_view bytes, mode_t mode,
               const std::filesystem::path& path) {
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) fail(path, "création impossible");
    try {
        write_all(file, bytes, path);
        if (::fsync(file) != 0) fail(path, "écriture impossible");
    } catch (...) {
        ::close(file);
        throw;
    }
    ::close(file);
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
    std::error_code ignored;
    errno = 0;
    std::ifstream input(path, std::ios::binary);
    if (std::filesystem::is_directory(path, ignored)) errno = EISDIR;
    if (!input || errno == EISDIR) fail(path, "lecture impossible");
    std::ostringstream content;
    content << input.rdbuf();
    if (input.bad()) fail(path, "lecture interrompue");
    return std::move(content).str();
}

void write_file(const std::filesystem::path& path, std::string_view bytes, bool private_to_owner) {
    const std::filesystem::path beside = path.string() + "." + random_id() + ".nouveau";
    try {
        write_new(beside, bytes, private_to_owner ? 0600 : 0644, path);
        if (::rename(beside.c_str(), path.c_str()) != 0) fail(path, "création impossible");
        sync(std::filesystem::absolute(path).parent_path());
    } catch (...) {
        ::unlink(beside.c_str());
        throw;
    }
}

void sync(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) fail(path, "ouverture impossible");
    const int result = ::fsync(file);
    ::close(file);
    if (result != 0) fail(path, "écriture impossible");
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               std::string_view ending) {
    std::vector<std::filesystem::path> found;
    try {
        if (!std::filesystem::is_directory(folder)) return found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file() && entry.path().string().ends_with(ending)) {
                found.push_back(entry.path());
            }
        }
    } catch (const std::filesystem::filesystem_error& error) {
        errno = error.code().value();
        fail(folder, "lecture impossible");
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace preavis::base
