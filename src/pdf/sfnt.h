#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pdf/codes.h"

struct hb_face_t;

namespace preavis::pdf {

/// A TrueType font opened for the addition of glyphs composed of those that it has.
/// Source: OpenType 1.9, tables glyf, loca, hmtx, hhea, maxp, head.
class Sfnt {
  public:
    /// `face`: without variations; its tables are copied.
    explicit Sfnt(hb_face_t* face);

    std::uint16_t glyph_count() const { return glyph_count_; }
    /// Appends a glyph. `parts` name glyphs of this font, in its units; those that draw nothing are
    /// left out. Returns the new glyph's number.
    std::uint16_t append(const Composite& composite);
    /// The whole font with the new glyphs.
    std::string file();

  private:
    struct Box {
        int left, bottom, right, top;
    };
    std::size_t offset(std::size_t glyph) const;
    bool is_empty(std::uint32_t glyph) const;
    Box box(std::uint32_t glyph) const;

    std::string head_, hhea_, maxp_, glyf_, loca_, hmtx_;
    std::uint16_t glyph_count_ = 0;
    std::size_t most_parts_ = 1;
};

}  // namespace preavis::pdf
