#pragma once

#include <cstdint>
#include <optional>

namespace preavis::http {

/// Tells many threads which sockets can be read or written without waiting: each readiness to one
/// thread, once, until that thread asks `again`. Linux's epoll; Poco's poll set tells all of them
/// to one thread, which then has to wake another for each request.
class Readiness {
  public:
    enum class For { reading, writing };

    /// Throws Failure (network) if the machine has no more of them.
    Readiness();
    ~Readiness();
    Readiness(const Readiness&) = delete;
    Readiness& operator=(const Readiness&) = delete;

    /// `name` is what `next` answers for this socket; 0 is not one. False if there is no room.
    bool watch(int socket, std::uint64_t name, For what);
    /// A socket that was closed meanwhile is not told any more.
    void again(int socket, std::uint64_t name, For what);

    /// Waits for one; nothing once `end` was called. Any number of threads.
    std::optional<std::uint64_t> next();
    void end();

  private:
    int sockets_;
    int ending_;
};

}  // namespace preavis::http
