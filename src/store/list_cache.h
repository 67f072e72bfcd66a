#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "dossier/dossier.h"

namespace preavis::store {

/// The lists of the dossiers that were read or written last, so that an event need not read again
/// what the one before it wrote. They hold identifiers and time limits, no fact of a household.
/// What it knows of a version is never wrong: whatever changes a list changes the version too.
/// Any number of threads.
class ListCache {
  public:
    using Lists = std::shared_ptr<const dossier::KeptLists>;

    /// Null unless it knows them at this version.
    Lists find(const std::string& dossier, std::int64_t version) const;
    void keep(const std::string& dossier, Lists lists);
    void forget_all();

  private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Lists> lists_;
};

/// The lists of a dossier as the store has them at this version.
ListCache::Lists lists_of(const dossier::Dossier& dossier, std::int64_t version);

}  // namespace preavis::store
