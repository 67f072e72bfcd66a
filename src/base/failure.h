#pragma once

#include <stdexcept>
#include <string>

namespace preavis::base {

enum class FailureCode {
    configuration,  ///< a setting is missing or makes no sense
    storage,        ///< the disk or the database refuses
    storage_full,   ///< no room is left; reading still works
    corrupted,      ///< stored data is not what was written
    locked,         ///< another process holds the store
    network,        ///< a peer does not answer
    privilege,      ///< the operating system forbids it
};

/// Disk, database, mail or configuration let us down. Thrown by adapters; caught at the edge of
/// HTTP, in the loops and in `main`, nowhere else.
class Failure : public std::runtime_error {
  public:
    Failure(FailureCode code, const std::string& message)
        : std::runtime_error(message), code_(code) {}
    FailureCode code() const { return code_; }

  private:
    FailureCode code_;
};

}  // namespace preavis::base
