#include "document/common_words.h"

#include "base/expects.h"

namespace preavis::document {

std::string_view common_word(std::string_view name) {
    for (const CommonWord& word : common_words) {
        if (word.name == name) return word.french;
    }
    expects(false);
    return {};
}

}  // namespace preavis::document
