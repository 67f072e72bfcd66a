#include "page/word_cache.h"

#include <utility>

namespace preavis::page {

const ShapedClusters* WordCache::find(std::u16string_view key) {
    if (const auto young = young_.find(key); young != young_.end()) return &young->second;
    const auto old = old_.find(key);
    if (old == old_.end()) return nullptr;
    return &keep(key, std::move(old->second));
}

const ShapedClusters& WordCache::keep(std::u16string_view key, ShapedClusters word) {
    if (young_.size() >= most_) old_ = std::exchange(young_, {});
    return young_.insert_or_assign(std::u16string(key), std::move(word)).first->second;
}

}  // namespace preavis::page
