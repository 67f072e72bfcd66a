#pragma once

#include <filesystem>
#include <string>

#include "base/failure.h"

namespace preavis::seal {

/// A folder of its own, removed with all that it holds.
class Scratch {
  public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path path(const std::string& name) const { return folder_ / name; }

  private:
    std::filesystem::path folder_;
};

/// What `act` throws as a Failure; empty if it throws none.
template <class Act>
std::string failure_of(Act act) {
    try {
        act();
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return {};
}

}  // namespace preavis::seal
