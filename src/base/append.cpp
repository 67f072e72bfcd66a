#include "base/append.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preavis::base {
namespace {

Appended append_to(int file, std::string_view bytes, std::int64_t most_bytes) {
    struct stat status = {};
    if (::fstat(file, &status) != 0) return Appended::failed;
    const auto size = static_cast<std::int64_t>(bytes.size());
    if (status.st_size + size > most_bytes) return Appended::full;
    return ::write(file, bytes.data(), bytes.size()) == size ? Appended::done : Appended::failed;
}

}  // namespace

Appended append_private(const std::filesystem::path& file, std::string_view bytes,
                        std::int64_t most_bytes) {
    const int opened =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (opened < 0) return Appended::failed;
    const Appended appended = append_to(opened, bytes, most_bytes);
    ::close(opened);
    return appended;
}

}  // namespace preavis::base
