#include "store/list_cache.h"

#include <utility>

namespace preavis::store {
namespace {

constexpr std::size_t most_kept = 4096;

}  // namespace

ListCache::Lists ListCache::find(const std::string& dossier, std::int64_t version) const {
    const std::lock_guard lock(mutex_);
    const auto found = lists_.find(dossier);
    if (found == lists_.end() || found->second->version != version) return nullptr;
    return found->second;
}

void ListCache::keep(const std::string& dossier, Lists lists) {
    const std::lock_guard lock(mutex_);
    if (lists_.size() >= most_kept) lists_.clear();
    lists_.insert_or_assign(dossier, std::move(lists));
}

void ListCache::forget_all() {
    const std::lock_guard lock(mutex_);
    lists_.clear();
}

// Explanations as the store keeps them, without what their sentences name.
ListCache::Lists lists_of(const dossier::Dossier& dossier, std::int64_t version) {
    dossier::KeptLists lists{version, dossier.parties.personnes, dossier.parties.followers,
                             dossier.deadlines};
    for (dossier::Deadline& deadline : lists.deadlines) {
        for (law::Explanation& step : deadline.because) step.values.clear();
    }
    return std::make_shared<const dossier::KeptLists>(std::move(lists));
}

}  // namespace preavis::store
