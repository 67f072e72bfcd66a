#include "http/readiness.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>

#include "base/failure.h"

namespace preavis::http {
namespace {

constexpr std::uint64_t the_end = 0;

epoll_event once(std::uint64_t name, Readiness::For what) {
    epoll_event event{};
    event.events = EPOLLONESHOT | (what == Readiness::For::reading ? EPOLLIN : EPOLLOUT);
    event.data.u64 = name;
    return event;
}

}  // namespace

Readiness::Readiness()
    : sockets_(::epoll_create1(EPOLL_CLOEXEC)), ending_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    epoll_event event{};  // told to every thread, again and again
    event.events = EPOLLIN;
    event.data.u64 = the_end;
    if (sockets_ < 0 || ending_ < 0 || ::epoll_ctl(sockets_, EPOLL_CTL_ADD, ending_, &event) != 0) {
        throw base::Failure(base::FailureCode::network,
                            "le système ne donne plus de descripteur de fichier");
    }
}

Readiness::~Readiness() {
    ::close(ending_);
    ::close(sockets_);
}

bool Readiness::watch(int socket, std::uint64_t name, For what) {
    epoll_event event = once(name, what);
    return ::epoll_ctl(sockets_, EPOLL_CTL_ADD, socket, &event) == 0;
}

void Readiness::again(int socket, std::uint64_t name, For what) {
    epoll_event event = once(name, what);
    ::epoll_ctl(sockets_, EPOLL_CTL_MOD, socket, &event);
}

std::optional<std::uint64_t> Readiness::next() {
    epoll_event event{};
    while (::epoll_wait(sockets_, &event, 1, -1) < 1) {
        if (errno != EINTR) return std::nullopt;
    }
    const std::uint64_t name = event.data.u64;
    return name == the_end ? std::nullopt : std::optional(name);
}

void Readiness::end() {
    const std::uint64_t one = 1;
    while (::write(ending_, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

}  // namespace preavis::http
