#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "store/cipher.h"

namespace preavis::store {

/// The versions of a master key (key-encryption key) that are in force: one, or two while a
/// rotation is under way.
///
/// Kept in a file of its own, mode 0400, one line for each version: its number, a blank, 64
/// hexadecimal digits; lines that begin with # are remarks.
class MasterKey {
  public:
    /// Throws Failure: no such file (`configuration`), readable for others (`privilege`), not in
    /// this form (`corrupted`).
    static MasterKey read(const std::filesystem::path& file);
    /// Draws the first version and keeps it. The folder must exist.
    static MasterKey create(const std::filesystem::path& file);

    int newest() const { return versions_.rbegin()->first; }
    /// Null for a version that is not in force.
    const Key* version(int number) const;

    /// One more version, drawn; the older ones stay in force. On the disk when it returns.
    void add_version();
    /// Only the newest stays in force. On the disk when it returns.
    void drop_older_versions();

  private:
    MasterKey(std::filesystem::path file, std::map<int, Key> versions);
    void save() const;

    std::filesystem::path file_;
    std::map<int, Key> versions_;  ///< never empty
};

}  // namespace preavis::store
