#pragma once

#include <string_view>

namespace preavis::page {

/// What the typesetter must know of a language.
struct Language {
    std::string_view tag;     ///< BCP 47, as our table writes it
    std::string_view script;  ///< ISO 15924; "Aran" for languages read in the Nastaliq hand
    bool right_to_left = false;
};

/// The language of a BCP 47 tag; its longest known prefix counts ("ar-MA" is "ar").
/// Null if we have no font for it or do not know it.
const Language* find_language(std::string_view tag);

}  // namespace preavis::page
