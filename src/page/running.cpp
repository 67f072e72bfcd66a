#include "page/running.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace preavis::page {
namespace {

constexpr double edge = 11 * points_per_mm;  ///< from the edge of the sheet to the first line
constexpr double mention_gap = 4;
constexpr double below_top = 5 * points_per_mm;
constexpr double highest = 45 * points_per_mm;  ///< of header and mention together
constexpr double line_spacing = 1.25;
constexpr double number_share = 0.4;  ///< of the width, for the page number
constexpr double footer_gap = 8;

double height_of(const std::vector<Slab>& slabs) {
    double sum = 0;
    for (const Slab& slab : slabs) sum += slab.height;
    return sum;
}

void draw_lines(const std::vector<Slab>& slabs, double top, std::size_t element,
                Item::Artifact kind, std::vector<Item>& items) {
    double y = page_height - top;
    for (const Slab& slab : slabs) {
        for (Item item : slab.items) {
            shift(item, 0, y);
            item.element = element;
            item.kind = element == none ? kind : Item::Artifact::none;
            items.push_back(std::move(item));
        }
        y -= slab.height;
    }
}

Frame whole_width(const Look& look, std::string_view language) {
    return {.left = look.margin,
            .right = page_width - look.margin,
            .language = language,
            .element = none};
}

}  // namespace

Running::Running(const document::Content& content, const Fonts& fonts, const Pictograms& pictograms,
                 const Look& look)
    : content_(content), look_(look), composer_(fonts, pictograms, look, page_height) {
    const Frame frame = whole_width(look, content.language);
    Setting setting{.style = {look.running_size, false, line_spacing}};
    header_ = set(content.header, frame, setting, Item::Artifact::pagination_header);
    Frame beside_number = frame;
    const bool rtl = find_language(content.language)->right_to_left;
    (rtl ? beside_number.left : beside_number.right) +=
        (rtl ? 1 : -1) * frame.width() * number_share;
    reference_ = set(content.reference, beside_number, setting, Item::Artifact::pagination_footer);
    setting.style.bold = true;
    setting.style.size = std::max(look.running_size, 10.0);
    mention_ = set(content.watermark_text, frame, setting, Item::Artifact::pagination_header);
    refusal_ = composer_.refusal();
    check();
}

std::vector<Slab> Running::set(const std::string& words, const Frame& frame, const Setting& setting,
                               Item::Artifact kind) {
    composer_.flow().slabs.clear();
    if (!words.empty()) {
        composer_.text({{.text = words, .isolate = true}}, frame, setting, kind);
    }
    return std::move(composer_.flow().slabs);
}

void Running::check() {
    const double footer_room = look_.margin - edge;
    const bool fits =
        height_of(header_) + height_of(mention_) <= highest && height_of(reference_) <= footer_room;
    if (!refusal_ && !fits) {
        refusal_ = {"entete_trop_long",
                    "L’en-tête, la mention ou la référence ne tient pas dans la marge."};
    }
}

Body Running::body() const {
    const double lines = height_of(header_) + height_of(mention_);
    const double top = lines > 0 ? edge + lines + mention_gap + below_top : 0;
    return {std::max(look_.margin, top), page_height - look_.margin - footer_gap};
}

void Running::draw_top(std::size_t mention_element, std::vector<Item>& items) const {
    draw_lines(header_, edge, none, Item::Artifact::pagination_header, items);
    const double top = edge + height_of(header_) + (header_.empty() ? 0 : mention_gap);
    draw_lines(mention_, top, mention_element, Item::Artifact::pagination_header, items);
}

void Running::draw_bottom(std::size_t page, std::size_t count, std::vector<Item>& items) {
    constexpr auto kind = Item::Artifact::pagination_footer;
    const bool french = content_.language.starts_with("fr");
    const std::string usual = french ? "page {{page}} sur {{pages}}" : "{{page}} / {{pages}}";
    const std::string& pattern = content_.page_number.empty() ? usual : content_.page_number;
    const std::string number =
        base::replaced(base::replaced(pattern, "{{page}}", std::to_string(page)), "{{pages}}",
                       std::to_string(count));
    const Frame frame = whole_width(look_, content_.language);
    const double bottom = page_height - edge;
    draw_lines(reference_, bottom - height_of(reference_), none, kind, items);
    const std::vector<Slab> set_number =
        set(number, frame,
            {.style = {look_.running_size, false, line_spacing}, .align = Align::end}, kind);
    draw_lines(set_number, bottom - height_of(set_number), none, kind, items);
}

}  // namespace preavis::page
