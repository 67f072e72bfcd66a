#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace preavis::workflow {

/// How a state was first come to: from which, and by which of the choices there.
struct Origin {
    std::uint32_t parent;
    std::uint32_t choice;  ///< 0: time passed; else the rank of the event, from 1
};

/// The states that were come to, in the order in which they were; the first is the beginning.
class Graph {
  public:
    /// The state of this outline; true if nothing came to it before.
    std::pair<std::uint32_t, bool> reach(const std::string& outline, const Origin& origin,
                                         const std::string& name, bool is_end);
    std::size_t size() const { return origins_.size(); }
    const std::string& name(std::uint32_t rank) const { return names_[rank]; }
    const Origin& origin(std::uint32_t rank) const { return origins_[rank]; }
    /// The steps that first led there and on by `last`, from the beginning.
    std::vector<Origin> way_to(const Origin& last) const;
    /// The first state from which no end can be reached.
    std::optional<std::uint32_t> first_stuck() const;

  private:
    std::unordered_map<std::string, std::uint32_t> ranks_;  ///< by outline
    std::vector<Origin> origins_;
    std::vector<std::string> names_;
    std::vector<bool> ends_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_;
};

}  // namespace preavis::workflow
