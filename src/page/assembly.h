#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "document/content.h"
#include "page/fonts.h"
#include "page/language.h"

namespace preavis::page {

/// A part of a paragraph in one language and weight, perhaps a link.
struct Stretch {
    const Language* language = nullptr;
    std::string_view tag;   ///< its language as the content says it; empty: that of the block
    std::string_view link;  ///< empty: none
    Weight weight = Weight::regular;
    std::size_t end = 0;  ///< in UTF-16 units of the paragraph; starts where the one before ends
};

/// A paragraph's spans as one text for bidi, shaping and line breaking.
/// White space is collapsed, forced line breaks are U+2028, and where two directions meet each
/// interpolated value or foreign span stands between isolates (UAX #9).
/// Views into the inline text that it was made from.
struct Assembly {
    std::u16string text;
    std::vector<Stretch> stretches;
    bool right_to_left = false;
    bool bidirectional = false;  ///< some character is not plainly left-to-right
};

/// Refuses text that is not UTF-8 or is overloaded with marks (`texte_illisible`), a control
/// character (`caractere_sans_glyphe`) and an unknown language (`langue_inconnue`).
/// Bidi controls pasted into an interpolated value are left out: they could close its isolate.
base::Answer<Assembly> assemble(const document::Inline& spans, std::string_view language,
                                bool bold);

/// True for a combining mark, which belongs to the letter before it.
bool is_mark(char32_t point);

/// True for what is neither drawn nor coded: bidi controls, zero width space, forced line break.
bool is_invisible(char32_t point);

/// "« 漢 » (U+6F22)", or the number alone for what cannot be shown.
std::string name_of(char32_t point);

/// The refusal of a character that no face draws, with the text where it stands.
base::Refusal undrawable(char32_t point, std::string_view text);

base::Refusal unknown_language(std::string_view tag);

}  // namespace preavis::page
