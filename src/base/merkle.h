#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::base {

// A tree of hashes over a list that only grows: its root stands for the whole list, and a short
// path shows that one entry is in it. Hashes are SHA-256, 32 raw bytes.
// Source: RFC 6962, section 2.1.

std::string leaf_hash(std::string_view entry);
std::string node_hash(std::string_view left, std::string_view right);

/// The tree of a list as it grows, entry by entry.
class GrowingTree {
  public:
    void add(std::string leaf);
    std::int64_t size() const { return size_; }
    /// Of what was added so far; the hash of nothing for an empty list.
    std::string root() const;

  private:
    std::int64_t size_ = 0;
    std::vector<std::string> whole_;  ///< roots of the whole subtrees, the largest first
};

/// The hashes beside the way from an entry (counted from 0) to the root of a list of that size, the
/// lowest first. `subtree` gives the root over `count` entries from `first` on.
std::vector<std::string> inclusion_path(
    std::int64_t index, std::int64_t size,
    const std::function<std::string(std::int64_t first, std::int64_t count)>& subtree);

/// The root to which this path leads from a leaf; nothing if the path is not as long as it must be.
std::optional<std::string> root_by_path(const std::string& leaf, std::int64_t index,
                                        std::int64_t size, const std::vector<std::string>& path);

/// Where a list of two entries or more is split: the largest power of two below its size.
std::int64_t split_of(std::int64_t size);

}  // namespace preavis::base
