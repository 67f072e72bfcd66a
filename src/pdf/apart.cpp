#include "pdf/apart.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>

#include "base/failure.h"

namespace preavis::pdf {
namespace {

using Steady = std::chrono::steady_clock;

[[noreturn]] void no_process(const char* what) {
    throw base::Failure(base::FailureCode::configuration,
                        std::string("le système ne donne pas de processus (") + what + ")");
}

/// The address space that this process takes now; a sanitiser's alone is terabytes.
rlim_t space_taken() {
    std::ifstream statm("/proc/self/statm");
    rlim_t pages = 0;
    statm >> pages;
    return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

void limit(decltype(RLIMIT_AS) resource, rlim_t most) {
    const rlimit both{most, most};
    setrlimit(resource, &both);
}

void send(int to, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t count = write(to, bytes.data() + sent, bytes.size() - sent);
        if (count < 0) _exit(2);
        sent += static_cast<std::size_t>(count);
    }
}

/// The child. It leaves by _exit: no destructor of the service's may run here.
[[noreturn]] void live(const std::function<std::string()>& work, const ApartLimits& limits,
                       rlim_t space, int to) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, static_cast<rlim_t>(limits.processor_seconds));
    limit(RLIMIT_AS, space + static_cast<rlim_t>(limits.memory_bytes));
    try {
        send(to, work());
        _exit(0);
    } catch (...) {
        _exit(1);
    }
}

int milliseconds_until(Steady::time_point end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Steady::now());
    return left.count() > 0 ? static_cast<int>(left.count()) : 0;
}

/// Everything that comes until the other end closes; nothing if that takes longer than allowed.
std::optional<std::string> receive(int from, Steady::time_point end) {
    std::string received;
    std::array<char, 1 << 16> chunk{};
    for (;;) {
        pollfd waiting{from, POLLIN, 0};
        if (poll(&waiting, 1, milliseconds_until(end)) <= 0) return std::nullopt;
        const ssize_t count = read(from, chunk.data(), chunk.size());
        if (count < 0) return std::nullopt;
        if (count == 0) return received;
        received.append(chunk.data(), static_cast<std::size_t>(count));
    }
}

bool ended_well(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::optional<std::string> run_apart(const std::function<std::string()>& work,
                                     const ApartLimits& limits) {
    const auto end = Steady::now() + std::chrono::seconds(limits.wall_seconds);
    const rlim_t space = space_taken();
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) no_process("pipe");
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        live(work, limits, space, ends[1]);
    }
    close(ends[1]);
    auto received = child > 0 ? receive(ends[0], end) : std::nullopt;
    close(ends[0]);
    if (child < 0) no_process("fork");
    if (!received) kill(child, SIGKILL);
    return ended_well(child) ? received : std::nullopt;
}

}  // namespace preavis::pdf
