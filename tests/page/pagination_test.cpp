#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "page/samples.h"

namespace preavis::page {
namespace {

using samples::content;
using samples::heading;
using samples::laid_out;
using samples::lines_by_page;
using samples::paragraph;
using samples::sentence;
using samples::sentences;
using samples::text_of;

TEST(Pagination, a_paragraph_never_leaves_one_line_alone) {
    for (int above = 0; above < 12; ++above) {
        for (int length = 3; length < 30; length += 3) {
            document::Content many = content({});
            for (int i = 0; i < 8; ++i) many.blocks.push_back(paragraph(sentences(8)));
            for (int i = 0; i < above; ++i) many.blocks.push_back(paragraph("Court."));
            many.blocks.push_back(paragraph(sentences(length)));
            many.blocks.push_back(paragraph(sentences(40)));
            const Pages pages = laid_out(many);
            for (std::size_t element = 1; element < pages.elements.size(); ++element) {
                const auto lines = lines_by_page(pages, element);
                std::size_t all = 0;
                for (const auto& page : lines) all += page.size();
                if (all < 2) continue;
                for (const auto& page : lines) EXPECT_NE(page.size(), 1u);
            }
        }
    }
}

TEST(Pagination, a_heading_stays_with_what_follows) {
    for (int above = 0; above < 60; ++above) {
        document::Content many = content({});
        for (int i = 0; i < above; ++i) many.blocks.push_back(paragraph("Court."));
        many.blocks.push_back(heading(1, "Titre"));
        many.blocks.push_back(paragraph(sentences(9)));
        const Pages pages = laid_out(many);
        for (const Page& page : pages.pages) {
            std::size_t last = 0;
            for (const Item& item : page.items) {
                if (item.element != Item::artifact) last = item.element;
            }
            EXPECT_NE(pages.elements[last].role, Role::heading1) << above;
        }
    }
}

TEST(Pagination, easy_style_never_splits_a_sentence_nor_shrinks_below_fourteen_points) {
    document::Content easy = content({}, "fr");
    easy.style = document::Style::easy;
    easy.header = "En-tête";
    for (int i = 0; i < 40; ++i) {
        easy.blocks.push_back(
            sentence("Voici la phrase numéro " + std::to_string(i) +
                         ", qui est si longue qu’elle tient sur deux lignes au moins.",
                     i % 3 == 0 ? "aide" : ""));
    }
    const Pages pages = laid_out(easy);
    EXPECT_GT(pages.pages.size(), 2u);
    for (std::size_t element = 1; element < pages.elements.size(); ++element) {
        const auto lines = lines_by_page(pages, element);
        EXPECT_LE(std::count_if(lines.begin(), lines.end(), [](auto& one) { return !one.empty(); }),
                  1);
    }
    for (const Page& page : pages.pages) {
        for (const Item& item : page.items) {
            if (const auto* run = std::get_if<page::Run>(&item.what)) {
                EXPECT_GE(run->size, 14);
                EXPECT_GE(run->x, 85);
            }
        }
    }
}

/// The words of the blocks that begin or end each page; empty where one page holds everything.
std::set<std::string> at_page_turns(const Pages& pages) {
    std::set<std::string> found;
    for (std::size_t i = 0; i + 1 < pages.pages.size(); ++i) {
        const auto words = [&](std::size_t page) {
            std::vector<std::string> all;
            for (const Item& item : pages.pages[page].items) {
                const auto* run = std::get_if<page::Run>(&item.what);
                if (run != nullptr && item.element != Item::artifact) all.push_back(text_of(*run));
            }
            return all;
        };
        found.insert("… " + words(i).back());
        found.insert(words(i + 1).front() + " …");
    }
    return found;
}

TEST(Pagination, what_announces_or_begins_something_is_not_torn_from_it) {
    std::set<std::string> turns;
    for (int above = 0; above < 60; ++above) {
        document::Content easy = content({heading(1, "Titre")});
        easy.style = document::Style::easy;
        for (int i = 0; i < above; ++i) easy.blocks.push_back(sentence("Court."));
        for (auto& block : {sentence("Dernière."), heading(2, "Section"), sentence("Première."),
                            sentence("Deuxième."), sentence("Appelez :"), sentence("le 115"),
                            sentence("Fin."), samples::items({"puce 1", "puce 2", "puce 3"}),
                            samples::table({{"Tête"}, {"rang 1"}, {"rang 2"}, {"rang 3"}})}) {
            easy.blocks.push_back(block);
        }
        turns.merge(at_page_turns(laid_out(easy)));
    }
    EXPECT_TRUE(turns.contains("… Court.")) << "pages do turn";
    EXPECT_TRUE(turns.contains("… rang 1") || turns.contains("rang 2 …"));
    for (const char* torn :
         {"… Section", "… Première.", "Dernière. …", "Deuxième. …", "… Appelez :", "le 115 …",
          "Fin. …", "… puce 1", "… puce 2", "rang 3 …", "… Tête"}) {
        EXPECT_FALSE(turns.contains(torn)) << torn;
    }
}

TEST(Pagination, boxes_and_signatures_stay_on_one_page) {
    for (int above = 30; above < 45; ++above) {
        document::Content many = content({});
        for (int i = 0; i < above; ++i) many.blocks.push_back(paragraph("Court."));
        many.blocks.push_back({document::Box{{paragraph("boîte un"), paragraph("boîte deux")}}});
        many.blocks.push_back({document::SignatureBlock{
            {{"Le SIAO", "A", "date"}, {"L’hôtel", "B", "date"}, {"Le ménage", "C", "date"}}}});
        const Pages pages = laid_out(many);
        std::map<std::string, std::set<std::size_t>> where;
        for (std::size_t i = 0; i < pages.pages.size(); ++i) {
            const std::string text = samples::reading_of_page(pages.pages[i]);
            for (const char* word : {"boîte un", "boîte deux", "Le SIAO", "Le ménage"}) {
                if (text.find(word) != std::string::npos) where[word].insert(i);
            }
        }
        EXPECT_EQ(where["boîte un"], where["boîte deux"]) << above;
        EXPECT_EQ(where["Le SIAO"], where["Le ménage"]) << above;
    }
}

TEST(Signatures, are_signed_side_by_side_on_the_same_line) {
    const Pages pages = laid_out(content({{document::SignatureBlock{
        {{"Le SIAO", "", "date"},
         {"La personne qui a noté la réponse du ménage, pour le directeur", "Hugo Brival",
          ""}}}}}));
    std::set<double> feet;
    for (const Item& item : pages.pages.front().items) {
        const auto* shape = std::get_if<Shape>(&item.what);
        if (shape != nullptr) feet.insert(std::round(shape->path.front().y[0] * 100));
    }
    EXPECT_EQ(feet.size(), 1u);
}

TEST(Pagination, pages_are_numbered_out_of_the_flow) {
    const Pages pages = laid_out(samples::long_table(100));
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        const std::string number =
            "page " + std::to_string(i + 1) + " sur " + std::to_string(pages.pages.size());
        const auto& items = pages.pages[i].items;
        EXPECT_TRUE(std::any_of(items.begin(), items.end(), [&](const Item& item) {
            const auto* run = std::get_if<page::Run>(&item.what);
            return run != nullptr && text_of(*run) == number &&
                   item.kind == Item::Artifact::pagination_footer;
        }));
    }
}

}  // namespace
}  // namespace preavis::page
