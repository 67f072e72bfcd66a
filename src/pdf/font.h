#pragma once

#include <array>
#include <string>

#include "pdf/codes.h"
#include "pdf/deflate.h"
#include "pdf/haru.h"

struct hb_face_t;

namespace preavis::pdf {

/// All that a file holds to show text in one code space, ready to be written.
struct Font {
    std::string name;  ///< "ABCDEF+NotoSans-Regular"
    std::array<int, 4> box{};
    int ascent = 0;
    int descent = 0;
    int cap_height = 0;
    int stem = 0;
    std::size_t program_size = 0;  ///< before compression
    std::string program;           ///< the subset; this and the next two as zlib streams
    std::string glyph_map;         ///< /CIDToGIDMap
    std::string to_unicode;        ///< /ToUnicode
    std::string widths;            ///< the entry /W
};

/// Subsets and compresses. `prepared` as in subset_of.
Font font_of(const Codes& codes, hb_face_t* prepared, Effort effort);

/// Adds the font's objects to a file. Returns the Type 0 font that pages name in their resources.
/// Source: ISO 32000-1, 9.7.
Dict write_font(Haru& file, const Font& font);

}  // namespace preavis::pdf
