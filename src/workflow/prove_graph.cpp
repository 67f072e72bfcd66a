#include "workflow/prove_graph.h"

#include <algorithm>

namespace preavis::workflow {

std::pair<std::uint32_t, bool> Graph::reach(const std::string& outline, const Origin& origin,
                                            const std::string& name, bool is_end) {
    const auto rank = static_cast<std::uint32_t>(origins_.size());
    const auto [found, is_new] = ranks_.emplace(outline, rank);
    if (rank != 0) edges_.emplace_back(origin.parent, found->second);
    if (is_new) {
        origins_.push_back(origin);
        names_.push_back(name);
        ends_.push_back(is_end);
    }
    return {found->second, is_new};
}

std::vector<Origin> Graph::way_to(const Origin& last) const {
    std::vector<Origin> way = {last};
    for (std::uint32_t rank = last.parent; rank != 0; rank = way.back().parent) {
        way.push_back(origins_[rank]);
    }
    std::reverse(way.begin(), way.end());
    return way;
}

/// Backwards from the ends.
std::optional<std::uint32_t> Graph::first_stuck() const {
    std::vector<std::vector<std::uint32_t>> before(origins_.size());
    for (const auto& [from, to] : edges_) before[to].push_back(from);
    std::vector<bool> can = ends_;
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t rank = 0; rank < can.size(); ++rank) {
        if (can[rank]) waiting.push_back(rank);
    }
    while (!waiting.empty()) {
        const std::uint32_t rank = waiting.back();
        waiting.pop_back();
        for (const std::uint32_t earlier : before[rank]) {
            if (can[earlier]) continue;
            can[earlier] = true;
            waiting.push_back(earlier);
        }
    }
    const auto stuck = std::find(can.begin(), can.end(), false);
    if (stuck == can.end()) return std::nullopt;
    return static_cast<std::uint32_t>(stuck - can.begin());
}

}  // namespace preavis::workflow
