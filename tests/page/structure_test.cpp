#include "page/samples.h"

namespace preavis::page {
namespace {

using samples::content;
using samples::heading;
using samples::laid_out;
using samples::text_of;

TEST(Structure, heading_levels_are_never_skipped) {
    const Pages pages = laid_out(content(
        {heading(3, "a"), heading(3, "b"), heading(1, "c"), heading(3, "d"), heading(2, "e")}));
    std::vector<Role> roles;
    for (const Element& element : pages.elements) roles.push_back(element.role);
    EXPECT_EQ(roles, (std::vector<Role>{Role::document, Role::heading1, Role::heading2,
                                        Role::heading1, Role::heading2, Role::heading2}));
}

TEST(Structure, the_mention_is_read_once_and_seen_on_each_page) {
    document::Content draft = samples::long_table(40);
    draft.watermark_text = "Projet";
    const Pages pages = laid_out(draft);
    ASSERT_EQ(pages.pages.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        const Item& first = pages.pages[i].items.front();
        EXPECT_EQ(text_of(std::get<page::Run>(first.what)), "Projet");
        EXPECT_EQ(first.element == Item::artifact, i > 0);
    }
}

TEST(Structure, a_link_has_its_area_and_its_target) {
    const Pages pages = laid_out(samples::letter());
    ASSERT_EQ(pages.pages.front().links.size(), 1u);
    const LinkArea& area = pages.pages.front().links.front();
    EXPECT_EQ(pages.elements[area.element].role, Role::link);
    EXPECT_EQ(pages.elements[area.element].target, "https://www.telerecours.fr");
    EXPECT_LT(area.left, area.right);
    EXPECT_LT(area.bottom, area.top);
}

TEST(Structure, figures_know_their_place_and_their_text) {
    const Pages pages = laid_out(samples::easy_letter());
    int figures = 0;
    for (const Element& element : pages.elements) {
        if (element.role != Role::figure) continue;
        ++figures;
        EXPECT_FALSE(element.alternative.empty());
        EXPECT_GT(element.box[3] - element.box[1], 20);
        EXPECT_GT(element.box[1], 56);
        EXPECT_LT(element.box[3], 841.89 - 50);
    }
    EXPECT_EQ(figures, 15);
}

TEST(Letters, the_same_content_gives_the_same_pages) {
    EXPECT_EQ(samples::dump(laid_out(samples::letter())),
              samples::dump(laid_out(samples::letter())));
}

}  // namespace
}  // namespace preavis::page
