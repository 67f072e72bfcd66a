#include "base/place_finder.h"

namespace preavis::base {
namespace {

/// The second to fourth bytes of a character in UTF-8.
bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

}  // namespace

Place PlaceFinder::at(std::size_t offset) {
    if (offset < offset_) {
        offset_ = 0;
        line_ = 1;
        column_ = 1;
    }
    for (; offset_ < offset && offset_ < text_.size(); ++offset_) {
        if (text_[offset_] == '\n') {
            ++line_;
            column_ = 1;
        } else if (!continues_character(text_[offset_])) {
            ++column_;
        }
    }
    return {file_, line_, column_};
}

}  // namespace preavis::base
