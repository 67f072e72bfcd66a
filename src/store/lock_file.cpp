#include "store/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "base/failure.h"

namespace preavis::store {
namespace {

using base::Failure;
using base::FailureCode;

std::string holder_in(int file) {
    std::array<char, 32> digits{};
    const ssize_t count = ::pread(file, digits.data(), digits.size() - 1, 0);
    const std::string pid(digits.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    return pid.substr(0, pid.find('\n'));
}

[[noreturn]] void refuse(int file, const std::filesystem::path& locked) {
    const std::string pid = holder_in(file);
    ::close(file);
    throw Failure(FailureCode::locked, locked.string() + " : ce fichier est déjà ouvert" +
                                           (pid.empty() ? "" : " par le processus " + pid) +
                                           " ; un seul processus à la fois peut s'en servir");
}

}  // namespace

LockFile::LockFile(const std::filesystem::path& file, Hold hold)
    : file_(::open((std::filesystem::weakly_canonical(file).string() + ".lock").c_str(),
                   O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) {
        throw Failure(FailureCode::storage,
                      file.string() + ".lock : création impossible (" + std::strerror(errno) + ")");
    }
    const int kind = hold == Hold::alone ? LOCK_EX : LOCK_SH;
    if (::flock(file_, kind | LOCK_NB) != 0) refuse(file_, file);
    // Only said to whom is refused: a full disk must not keep a store from being read.
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file_, 0) == 0 && ::pwrite(file_, pid.data(), pid.size(), 0) < 0) return;
}

LockFile::~LockFile() {
    ::close(file_);
}

}  // namespace preavis::store
