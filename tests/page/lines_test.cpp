#include <algorithm>
#include <map>

#include "base/text.h"
#include "page/samples.h"

namespace preavis::page {
namespace {

using samples::content;
using samples::expect_within_margins;
using samples::laid_out;
using samples::paragraph;
using samples::sentence;

TEST(Lines, a_word_of_ten_thousand_letters_never_overflows) {
    const std::map<std::string, std::string> letters{{"fr", "m"}, {"ar", "س"}, {"bn", "ক"},
                                                     {"ur", "ج"}, {"ti", "ደ"}, {"ru", "ж"}};
    for (const auto& [language, letter] : letters) {
        std::string word;
        for (int i = 0; i < 10000; ++i) word += letter;
        const Pages pages = laid_out(content({paragraph(word)}, language));
        expect_within_margins(pages);
        std::string read = samples::reading(pages);
        read.erase(std::remove(read.begin(), read.end(), ' '), read.end());
        EXPECT_EQ(read, word) << language;
    }
}

TEST(Lines, no_break_spaces_hold_and_do_not_overflow) {
    std::string text = "a";
    for (int i = 0; i < 3000; ++i) text += "\u00A0";
    expect_within_margins(laid_out(content({paragraph(text)})));
}

/// The text of each line of the body, trimmed.
std::vector<std::string> lines_of(const Pages& pages) {
    std::vector<std::string> lines;
    for (const Item& item : pages.pages.front().items) {
        const auto* run = std::get_if<page::Run>(&item.what);
        if (run != nullptr && item.element != Item::artifact) {
            lines.push_back(base::trimmed(samples::text_of(*run)));
        }
    }
    return lines;
}

TEST(Lines, french_keeps_signs_and_figures_with_their_word_across_plain_blanks) {
    for (const std::string held : {"loi n° 91-647", "dit « mot » dit", "soit 10 000 fois",
                                   "paie 12,50 € ici", "à 25 % près", "Pourquoi ? "}) {
        for (int filler = 60; filler < 100; ++filler) {
            const std::string text =
                std::string(static_cast<std::size_t>(filler), 'i') + " " + held;
            for (const std::string& line :
                 lines_of(laid_out(content({paragraph(text + " " + text + " " + text)})))) {
                EXPECT_FALSE(line.ends_with("°") || line.ends_with("«") || line.ends_with(" 10") ||
                             line.ends_with("12,50") || line.ends_with("25"))
                    << line;
                EXPECT_FALSE(line.starts_with("»") || line.starts_with("€") ||
                             line.starts_with("%") || line.starts_with("?"))
                    << line;
            }
        }
    }
}

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

TEST(Lines, a_day_stays_with_its_month_and_year_in_any_script) {
    for (const auto& [language, date] :
         std::vector<std::pair<std::string, std::string>>{{"fr", "20 mai 2026"},
                                                          {"ar", "20 مايو 2026"},
                                                          {"fa-AF", "20 می 2026"},
                                                          {"ti", "20 ግንቦት 2026"},
                                                          {"ru", "20 мая 2026"}}) {
        for (std::size_t filler = 60; filler < 100; ++filler) {
            const std::string text = std::string(filler, 'i') + " " + date + " ";
            std::map<double, std::string> lines;
            for (const Item& item :
                 laid_out(content({paragraph(text + text)}, language)).pages[0].items) {
                const auto* run = std::get_if<page::Run>(&item.what);
                if (run != nullptr) lines[run->y] += samples::text_of(*run);
            }
            for (const auto& [y, line] : lines) {
                EXPECT_EQ(count(line, "20"), 2 * count(line, "2026")) << language << ": " << line;
            }
        }
    }
}

TEST(Lines, a_narrow_no_break_space_keeps_french_punctuation_with_its_word) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "Pourquoi\u202F? ";
    const Pages pages = laid_out(content({paragraph(text)}));
    for (const Page& page : pages.pages) {
        for (const Item& item : page.items) {
            const auto* run = std::get_if<page::Run>(&item.what);
            if (run != nullptr && item.element != Item::artifact) {
                EXPECT_NE(run->clusters.front().text, "?");
            }
        }
    }
}

TEST(Lines, a_pen_that_adds_rounded_advances_ends_where_the_run_ends) {
    const Pages pages = laid_out(samples::letter());
    for (const Item& item : pages.pages.front().items) {
        const auto* run = std::get_if<page::Run>(&item.what);
        if (run == nullptr) continue;
        int advance = 0;
        for (const Cluster& cluster : run->clusters) {
            for (const Glyph& glyph : cluster.glyphs) {
                advance += glyph.advance;
                EXPECT_NE(glyph.id, 0u);
            }
        }
        EXPECT_NEAR(run->width, advance * run->size / 1000, 1e-6);
    }
}

TEST(Lines, a_sentence_of_easy_style_has_no_word_alone_on_its_last_line) {
    document::Content easy = content(
        {sentence("Votre dernière nuit à l’hôtel est la nuit du mardi 19 mai de l’année 2026.")});
    easy.style = document::Style::easy;
    const Pages pages = laid_out(easy);
    std::vector<double> widths;
    for (const Item& item : pages.pages.front().items) {
        const auto* run = std::get_if<page::Run>(&item.what);
        if (run != nullptr && item.element != Item::artifact) widths.push_back(run->width);
    }
    ASSERT_EQ(widths.size(), 2u);
    EXPECT_GT(widths[1], widths[0] * 0.6);
}

}  // namespace
}  // namespace preavis::page
