#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "page/pages.h"

namespace preavis::page {

/// A cluster of a paragraph; its glyphs are a range in left-to-right order.
struct ShapedCluster {
    std::int32_t start = 0;
    std::int32_t end = 0;
    std::uint32_t first_glyph = 0;
    std::uint32_t end_glyph = 0;
    std::int32_t advance = 0;  ///< thousandths of the font size
    std::uint32_t item = 0;
    bool space = false;   ///< U+0020, which may hang over the end of a line
    bool unsafe = false;  ///< a line cannot begin here without shaping both sides again
};

/// Clusters in logical order, and their glyphs.
struct ShapedClusters {
    std::vector<ShapedCluster> clusters;
    std::vector<Glyph> glyphs;
};

/// Words already shaped, by everything that their shape depends on. Letters repeat their words: a
/// page of them shapes few new ones. Holds two generations: when the young one is full the old one
/// is forgotten, but for the words that were asked for meanwhile.
class WordCache {
  public:
    /// `most`: words in a generation.
    explicit WordCache(std::size_t most) : most_(most) {}

    /// Null if the word is not there. Valid until the next `keep`.
    const ShapedClusters* find(std::u16string_view key);
    /// Keeps a word that is not there.
    const ShapedClusters& keep(std::u16string_view key, ShapedClusters word);
    std::size_t size() const { return young_.size() + old_.size(); }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::u16string_view key) const {
            return std::hash<std::u16string_view>{}(key);
        }
    };
    using Words = std::unordered_map<std::u16string, ShapedClusters, Hash, std::equal_to<>>;

    std::size_t most_;
    Words young_;
    Words old_;
};

}  // namespace preavis::page
