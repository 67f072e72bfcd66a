#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace preavis::pdf {

/// What work in a process of its own may use.
struct ApartLimits {
    std::int64_t memory_bytes;  ///< beyond what the service holds already
    int processor_seconds;
    int wall_seconds;  ///< however busy the machine is
};

/// Does work on bytes that others made in a child process, and answers what it returned. Nothing if
/// it threw, crashed or went beyond a limit: whatever the bytes are, the service goes on.
/// `work` sees memory as it was at the call and cannot change it; it must touch neither the store
/// nor a connection. Throws Failure (configuration) if the system gives no process.
std::optional<std::string> run_apart(const std::function<std::string()>& work,
                                     const ApartLimits& limits);

}  // namespace preavis::pdf
