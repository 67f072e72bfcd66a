#include "store/reserve.h"

#include <fcntl.h>
#include <unistd.h>

namespace preavis::store {
namespace {

constexpr off_t kept_bytes = off_t{4} << 20;

}  // namespace

Reserve::Reserve(const std::filesystem::path& store) : file_(store.string() + ".reserve") {}

bool Reserve::take() {
    const int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return false;
    const bool taken = ::posix_fallocate(file, 0, kept_bytes) == 0;
    ::close(file);
    if (!taken) give_up();
    return taken;
}

void Reserve::give_up() {
    ::unlink(file_.c_str());
}

}  // namespace preavis::store
