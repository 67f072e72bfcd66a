#include <algorithm>
#include <utility>

#include "page/samples.h"

namespace preavis::page {
namespace {

using samples::content;
using samples::expect_within_margins;
using samples::laid_out;
using samples::lines_by_page;
using samples::sentences;
using samples::text_of;

TEST(Tables, five_hundred_rows_repeat_their_head_as_an_artifact) {
    const Pages pages = laid_out(samples::long_table(500));
    EXPECT_GT(pages.pages.size(), 10u);
    std::size_t tagged = 0;
    for (const Page& page : pages.pages) {
        std::size_t heads = 0;
        for (const Item& item : page.items) {
            const auto* run = std::get_if<page::Run>(&item.what);
            if (run == nullptr || text_of(*run) != "Objet") continue;
            ++heads;
            if (item.element != Item::artifact) ++tagged;
        }
        EXPECT_EQ(heads, 1u);
    }
    EXPECT_EQ(tagged, 1u);
    const std::string text = samples::reading(pages);
    EXPECT_NE(text.find(" 499 Sac bon 500 Sac bon"), std::string::npos);
    for (std::size_t element = 1; element < pages.elements.size(); ++element) {
        const auto lines = lines_by_page(pages, element);
        EXPECT_LE(std::count_if(lines.begin(), lines.end(), [](auto& one) { return !one.empty(); }),
                  1);
    }
}

TEST(Tables, a_row_higher_than_a_page_goes_on_below_its_head) {
    const Pages pages =
        laid_out(content({samples::table({{"Tête", "Autre"}, {sentences(400), "b"}})}));
    EXPECT_GT(pages.pages.size(), 2u);
    expect_within_margins(pages);
    const std::string text = samples::reading(pages);
    std::size_t at = 0;
    for (int i = 0; i < 400; ++i) at = text.find("numéro " + std::to_string(i) + ".", at);
    EXPECT_NE(at, std::string::npos) << "all sentences, in order";
}

TEST(Tables, columns_give_room_to_the_longest_word) {
    document::Table table{.widths = {1, 9}};
    table.rows = {{samples::words("Anticonstitutionnellement"), samples::words("b")}};
    table.header_rows = 0;
    const Pages pages = laid_out(content({{table}}));
    EXPECT_EQ(samples::reading(pages), "Anticonstitutionnellement b");
}

TEST(Tables, cells_know_whether_they_head_a_column_or_a_row) {
    document::Table table{.header_rows = 1, .header_column = true, .summary = "Résumé"};
    table.rows = {{samples::words("a"), samples::words("b")},
                  {samples::words("c"), samples::words("d")}};
    const Pages pages = laid_out(content({{table}}));
    std::vector<std::pair<Role, bool>> cells;
    for (const Element& element : pages.elements) {
        if (element.role == Role::header_cell || element.role == Role::data_cell) {
            cells.emplace_back(element.role, element.column_scope);
        }
        if (element.role == Role::table) {
            EXPECT_EQ(element.summary, "Résumé");
        }
    }
    EXPECT_EQ(cells, (std::vector<std::pair<Role, bool>>{{Role::header_cell, true},
                                                         {Role::header_cell, true},
                                                         {Role::header_cell, false},
                                                         {Role::data_cell, false}}));
}

}  // namespace
}  // namespace preavis::page
