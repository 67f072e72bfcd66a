#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pdf/codes.h"

struct hb_face_t;

namespace preavis::pdf {

/// A TrueType font with only the glyphs that a code space needs.
struct Subset {
    std::string font;                   ///< an sfnt file without layout tables
    std::vector<std::uint16_t> glyphs;  ///< glyph of each code in `font`, code 1 first
    std::string tag;                    ///< six capitals drawn from what the subset holds
};

/// Cuts the face down by hb-subset and appends the composites as glyphs of its own.
/// `prepared`: the face of `codes`, through hb_subset_preprocess.
/// Throws Failure (configuration) if HarfBuzz cannot subset the face.
Subset subset_of(const Codes& codes, hb_face_t* prepared);

}  // namespace preavis::pdf
