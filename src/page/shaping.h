#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "page/assembly.h"
#include "page/fonts.h"
#include "page/word_cache.h"

namespace preavis::page {

/// A stretch of text that is shaped at once: one face, script, direction and stretch.
struct TextItem {
    std::int32_t start = 0;  ///< in UTF-16 units of the paragraph
    std::int32_t end = 0;
    std::uint8_t level = 0;   ///< of embedding; odd: right-to-left
    std::int32_t script = 0;  ///< ICU's UScriptCode
    std::size_t face = 0;
    std::size_t stretch = 0;
};

/// Where a line may end: before the character at `position`.
struct BreakPoint {
    std::int32_t position = 0;
    bool forced = false;
};

/// The shaping and breaking tools of one thread, opened once: HarfBuzz's buffer, ICU's bidi and
/// line breakers by language.
class Shaper {
  public:
    static Shaper& of_this_thread();

    /// Embedding levels by UTF-16 unit.
    void resolve_levels(const Assembly& text, std::vector<std::uint8_t>& levels);
    /// Shapes one item and adds its clusters, marks merged with their bases; `item_index` is noted
    /// in each. Words between blanks are shaped each by itself, and once: nothing in our languages
    /// reaches across a blank, but for the sloping Nastaliq hand. What stands between no blanks has
    /// the paragraph around it as context.
    void shape(const Assembly& text, const TextItem& item, std::uint32_t item_index,
               const Fonts& fonts, ShapedClusters& shaped);
    /// In order; the end of the text is the last one.
    std::vector<BreakPoint> break_points(const Assembly& text, const Language& language);

    Shaper(const Shaper&) = delete;
    Shaper& operator=(const Shaper&) = delete;
    ~Shaper();

  private:
    Shaper();
    void add_word(const Assembly& text, const TextItem& word, std::uint32_t item_index,
                  const Fonts& fonts, ShapedClusters& shaped);
    void shape_anew(const Assembly& text, const TextItem& item, std::uint32_t item_index,
                    const Fonts& fonts, ShapedClusters& shaped);
    void collect(const TextItem& item, std::uint32_t item_index, std::uint32_t space_glyph,
                 ShapedClusters& shaped);

    struct Tools;
    std::unique_ptr<Tools> tools_;
};

/// Cuts a paragraph into items of one face, script, level and stretch. Invisible characters belong
/// to none. A refusal if no face draws some character.
base::Answer<std::vector<TextItem>> itemise(const Assembly& text,
                                            const std::vector<std::uint8_t>& levels,
                                            const Fonts& fonts);

/// The paragraph's text from `start` to `end` as UTF-8, without invisible characters.
std::string visible_text(const Assembly& text, std::int32_t start, std::int32_t end);

}  // namespace preavis::page
