#pragma once

#include <string>
#include <vector>

#include "document/content.h"
#include "document/template.h"

namespace preavis::document {

/// A line of an easy page, as its rules look at it.
struct Sentence {
    enum class Kind { sentence, item, title };
    struct Piece {
        std::string text;
        bool value = false;    ///< what somebody typed, or a sample of it
        bool address = false;  ///< a mail or web address
        bool strong = false;
    };
    Kind kind = Kind::sentence;
    std::vector<Piece> pieces;
    base::Place place;
    int level = 0;  ///< of a title
    std::string pictogram;
    std::string pictogram_text;
    std::size_t columns = 0;  ///< of a table's row
};

/// With samples for values: dates and hours as long as real ones.
std::vector<Sentence> sentences_of(const Text& text, const Template& of);
std::vector<Sentence> sentences_of(const Content& content);

}  // namespace preavis::document
