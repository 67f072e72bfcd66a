#include "document/courtesy.h"

#include "base/expects.h"
#include "document/common_words.h"

namespace preavis::document {
namespace {

const std::string between = " · ";

/// The notice's sentences, by their names.
std::vector<std::string> notice_of(const Translation& translation) {
    std::vector<std::string> names = {"traduction", "fait_foi", "garder"};
    if (!translation.reviewed) names.insert(names.end(), {"courtoisie", "non_relue"});
    return names;
}

std::string in_both(const Translation& translation, const std::string& name) {
    // The mark keeps the French full stop at its end inside a page from right to left.
    constexpr const char* left_to_right_mark = "\u200E";
    return translation.common.at(name) + between + std::string(common_word(name)) +
           left_to_right_mark;
}

Block sentence(std::string text, std::string language) {
    return {Paragraph{{{std::move(text)}}, true}, std::move(language)};
}

/// One sentence a line for the reader; the French together, for who helps them.
Block notice(const Translation& translation) {
    const std::string language(translation.language->tag);
    Box box;
    std::string french;
    for (const std::string& name : notice_of(translation)) {
        box.blocks.push_back(sentence(translation.common.at(name), language));
        french += (french.empty() ? "" : " ") + std::string(common_word(name));
    }
    box.blocks.push_back(sentence(french, "fr"));
    return {std::move(box)};
}

}  // namespace

void say_what_a_translation_is(Content& content, const Translation& translation, bool bilingual) {
    const std::string tag(translation.language->tag);
    if (!bilingual) content.language = tag;
    content.page_number = bilingual ? "" : translation.common.at("page");
    content.title = translation.title + " (" + translation.common.at("langage_simplifie") + ")";
    content.header = in_both(translation, "langage_simplifie");
    const bool draft = !content.watermark_text.empty();
    content.watermark_text = in_both(translation, "fait_foi");
    if (draft)
        content.watermark_text = in_both(translation, "projet") + "\n" + content.watermark_text;
    expects(!content.blocks.empty());
    content.blocks.insert(content.blocks.begin() + 1, notice(translation));
}

std::vector<Block> side_by_side(std::vector<Block> french, std::vector<Block> translated,
                                const Translation& translation) {
    expects(french.size() == translated.size());
    std::vector<Block> pairs;
    for (std::size_t i = 0; i < french.size(); ++i) {
        const std::string clause = french[i].clause;
        pairs.push_back({Bilingual{{std::move(french[i])},
                                   {std::move(translated[i])},
                                   std::string(translation.language->tag)},
                         "", clause});
    }
    return pairs;
}

}  // namespace preavis::document
