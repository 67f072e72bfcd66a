#pragma once

#include <filesystem>

namespace preavis::store {

/// Room kept aside on the disk beside a store (`STORE.reserve`). It is given up when the disk is
/// full, so that what must still be written (that it is full, that the service stops) finds some;
/// being able to take it again means that there is room for everybody.
class Reserve {
  public:
    explicit Reserve(const std::filesystem::path& store);

    /// False if there is not that much room.
    bool take();
    void give_up();

  private:
    std::filesystem::path file_;
};

}  // namespace preavis::store
