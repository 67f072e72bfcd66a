#pragma once

#include <filesystem>

namespace preavis::store {

/// Holds `FILE.lock` for as long as it lives, with the number of the process inside, so that one
/// process at a time uses a store, whatever links lead to it. The system lets go of it when the
/// process ends, however it ends.
class LockFile {
  public:
    enum class Hold {
        alone,
        with_others,  ///< as many as like, as long as nobody holds it alone
    };

    /// Throws Failure (locked) if it is held already, even by this process.
    explicit LockFile(const std::filesystem::path& file, Hold hold = Hold::alone);
    ~LockFile();
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

  private:
    int file_;
};

}  // namespace preavis::store
