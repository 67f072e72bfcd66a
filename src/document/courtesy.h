#pragma once

#include <vector>

#include "document/content.h"
#include "document/translation.h"

namespace preavis::document {

/// What makes a translated page honest: in its language and in French, that only the French text is
/// binding and, while nobody reviewed it, that it is a courtesy copy. A notice after the title, and
/// a line on each page. The title is that of the French document, described already.
void say_what_a_translation_is(Content& content, const Translation& translation, bool bilingual);

/// French and the reader's language, block beside block. Expects both to come from one template and
/// the same facts.
std::vector<Block> side_by_side(std::vector<Block> french, std::vector<Block> translated,
                                const Translation& translation);

}  // namespace preavis::document
