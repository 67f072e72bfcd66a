#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "page/composer.h"

namespace preavis::page {
namespace {

constexpr double heading_line_spacing = 1.25;
constexpr double list_indent_ems = 1.4;
constexpr double label_gap_ems = 0.5;
constexpr double item_gap_share = 0.45;  ///< of the gap between paragraphs
constexpr double pictured_gap = 2;       ///< times the gap between sentences
constexpr double box_gap_share = 1.4;

// What the window of a French envelope shows of A4 folded in three, wherever the sheet has slid: DL
// (110 x 220 mm) and C6/5 (114 x 229 mm), whose window of 100 mm by 35 or 45 ends 20 mm from the
// right and from the bottom. The sheet's top 99 mm move by up to 15 mm there.
constexpr double window_left = 113 * points_per_mm;
constexpr double window_right = 190 * points_per_mm;
constexpr double window_bottom = 78.5 * points_per_mm;
constexpr double window_height = 24 * points_per_mm;
constexpr double below_window = 16 * points_per_mm;
constexpr double least_address_size = 8;
constexpr double address_line_spacing = 1.2;

bool is_blank(const document::Inline& spans) {
    return std::all_of(spans.begin(), spans.end(), [](const document::Span& span) {
        return span.text.find_first_not_of(" \t\n") == std::string::npos;
    });
}

const document::Paragraph* paragraph_at(const std::vector<document::Block>& all,
                                        std::size_t index) {
    return index < all.size() ? std::get_if<document::Paragraph>(&all[index].what) : nullptr;
}

bool ends_with_colon(const document::Inline& spans) {
    std::string text;
    for (const document::Span& span : spans) text += span.text;
    text.resize(text.find_last_not_of(" \t\n") + 1);
    return text.ends_with(':') || text.ends_with("：");
}

/// A paragraph that leads to a list, a table or signatures, or announces the next one, stays with
/// their beginning.
bool leads_on(const std::vector<document::Block>& all, std::size_t index) {
    if (index + 1 >= all.size()) return false;
    const auto& next = all[index + 1].what;
    return std::holds_alternative<document::List>(next) ||
           std::holds_alternative<document::Table>(next) ||
           std::holds_alternative<document::SignatureBlock>(next) ||
           (std::holds_alternative<document::Paragraph>(next) &&
            ends_with_colon(std::get<document::Paragraph>(all[index].what).text));
}

bool is_sentence(const std::vector<document::Block>& all, std::size_t index) {
    const document::Paragraph* paragraph = paragraph_at(all, index);
    return paragraph != nullptr && paragraph->sentence;
}

/// How a paragraph holds on to the next block. A page neither ends after the first sentence of a
/// section nor begins with its last.
Keep keep_of(const std::vector<document::Block>& all, std::size_t index, bool after_heading) {
    if (leads_on(all, index)) return Keep::must;
    const bool among_sentences = is_sentence(all, index) && is_sentence(all, index + 1);
    return among_sentences && (after_heading || !is_sentence(all, index + 2)) ? Keep::wish
                                                                              : Keep::loose;
}

}  // namespace

void Composer::heading(const document::Heading& heading, const Frame& frame, std::string_view tag) {
    if (is_blank(heading.text)) return;
    constexpr std::array roles{Role::heading1, Role::heading2, Role::heading3};
    const int shown = std::clamp(heading.level, 1, 3);
    // Whoever jumps from heading to heading must not miss a level (PDF/UA-1, 7.4.2).
    heading_level_ = std::min(shown, heading_level_ + 1);
    Frame inside = frame;
    inside.element = add_element(roles[static_cast<std::size_t>(heading_level_ - 1)], frame, tag);
    Setting setting{.style = {look_.heading_sizes[shown - 1], true, heading_line_spacing},
                    .before = gap(look_.heading_gaps[shown - 1]),
                    .whole = true,
                    .balanced = true,
                    .keep = Keep::must};
    text(heading.text, inside, setting);
    pending_.after_heading = true;
}

void Composer::paragraph(const Blocks& all, std::size_t index, const Frame& frame,
                         std::string_view tag) {
    const auto& paragraph = std::get<document::Paragraph>(all[index].what);
    if (is_blank(paragraph.text)) return;
    const Pictograms::Picture* picture = nullptr;
    std::size_t figure = none;
    if (!paragraph.pictogram.empty()) {
        picture = find_picture(paragraph.pictogram, paragraph.pictogram_text);
        if (picture == nullptr) return;
        figure = picture_element(paragraph.pictogram_text, frame);
    }
    Frame inside = frame;
    inside.element = add_element(Role::paragraph, frame, tag);
    const document::Paragraph* before = index > 0 ? paragraph_at(all, index - 1) : nullptr;
    const bool close = paragraph.sentence && before != nullptr && before->sentence;
    const double close_gap = look_.sentence_gap * (picture == nullptr ? 1 : pictured_gap);
    const std::size_t first = out_->size();
    const Keep keep = keep_of(all, index, pending_.after_heading);
    text(paragraph.text, inside,
         {.style = body(),
          .before = gap(close ? close_gap : look_.paragraph_gap),
          .whole = paragraph.sentence || look_.easy,
          .balanced = paragraph.sentence,
          .keep = keep});
    if (first == out_->size()) return;
    const document::Paragraph* after = paragraph_at(all, index + 1);
    const bool followed = after != nullptr && after->sentence && after->pictogram.empty();
    if (picture != nullptr) {
        hang_pictogram(*picture, figure, frame, first, followed);
    } else if (pending_.overhang > 0) {
        for (std::size_t i = first; i < out_->size(); ++i) {
            pending_.overhang -= (*out_)[i].before + (*out_)[i].height;
        }
    }
    if (pending_.overhang > 0 && followed) out_->back().keep = Keep::must;
}

void Composer::list(const document::List& list, const Frame& frame, std::string_view tag) {
    if (list.items.empty()) return;
    Frame inside = frame;
    inside.element = add_element(Role::list, frame, tag);
    flow_.elements[inside.element].ordered = list.ordered;
    const auto label_of = [&](std::size_t number) {
        const std::string label = list.ordered ? std::to_string(number) + "." : "•";
        return shape({{.text = label}}, frame.language, body());
    };
    const std::optional<ShapedText> widest = label_of(list.items.size());
    if (!widest) return;
    const double indent =
        std::max(list_indent_ems * look_.size, widest->full_width() + label_gap_ems * look_.size);
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const std::optional<ShapedText> own = list.ordered ? label_of(i + 1) : std::nullopt;
        pending_.gap = gap(i == 0 ? look_.paragraph_gap * item_gap_share * 1.5
                                  : look_.paragraph_gap * item_gap_share);
        list_item(list.items[i], own ? *own : *widest, inside, indent);
        const bool at_an_end = i == 0 || i + 2 == list.items.size();
        if (at_an_end && i + 1 < list.items.size()) hold_on(out_->back());
    }
}

void Composer::list_item(const Blocks& item, const ShapedText& shown, const Frame& list,
                         double indent) {
    Frame inside = list;
    inside.element = add_element(Role::list_item, list);
    Frame label_frame = inside;
    label_frame.element = add_element(Role::label, inside);
    inside.element = add_element(Role::list_body, inside);
    ++inside.depth;
    (shown.right_to_left() ? inside.right : inside.left) +=
        shown.right_to_left() ? -indent : indent;
    const std::size_t first = out_->size();
    blocks(item, inside);
    if (first == out_->size()) {
        const double before = gap(look_.paragraph_gap);
        Slab& slab = out_->emplace_back();
        slab.before = before;
        slab.height = shown.line_height();
        slab.box = list.box;
    }
    label(shown, label_frame, (*out_)[first]);
}

void Composer::label(const ShapedText& shown, const Frame& frame, Slab& slab) {
    std::vector<Line> set = shown.lines(frame.width());
    const double x = shown.right_to_left() ? frame.right - set.front().width : frame.left;
    Slab drawn;
    std::vector<std::size_t> elements(shown.stretches().size(), none);
    add_line(drawn, std::move(set.front()), shown, x, frame, elements, Item::Artifact::none);
    slab.items.insert(slab.items.begin(), std::make_move_iterator(drawn.items.begin()),
                      std::make_move_iterator(drawn.items.end()));
}

void Composer::box(const document::Box& box, const Frame& frame, std::string_view tag) {
    Frame inside = frame;
    inside.left += box_padding;
    inside.right -= box_padding;
    ++inside.depth;
    inside.element = add_element(Role::division, frame, tag);
    inside.box = flow_.boxes.size();
    flow_.boxes.push_back({frame.left, frame.right, frame.box});
    const std::size_t first = out_->size();
    pending_.gap = gap(look_.paragraph_gap * box_gap_share) + box_padding;
    blocks(box.blocks, inside);
    if (first == out_->size()) return;
    for (std::size_t i = first; i + 1 < out_->size(); ++i) hold_on((*out_)[i]);
    pending_.owed += box_padding;
}

void Composer::address(const document::AddressWindow& window, const Frame& frame) {
    Frame inside = frame;
    inside.left = window_left;
    inside.right = window_right;
    double size = look_.size;
    while (size >= least_address_size && !address_lines(window, inside, size)) size -= 1;
    if (size < least_address_size) {
        refuse({"adresse_trop_longue",
                "L’adresse du destinataire ne tient pas dans la fenêtre de l’enveloppe."});
    }
}

/// Sets the address at this size; false, and nothing set, if it is too high for the window.
bool Composer::address_lines(const document::AddressWindow& window, const Frame& frame,
                             double size) {
    document::Inline spans;
    for (const std::string& line : window.lines) {
        spans.push_back({.text = spans.empty() ? line : "\n" + line});
    }
    const auto shaped = shape(spans, frame.language, {size, false, address_line_spacing});
    if (!shaped || shaped->empty()) return true;
    const std::vector<Line> measured = shaped->lines(frame.width());
    const double height = static_cast<double>(measured.size()) * shaped->line_height();
    if (height > window_height) return false;
    Frame inside = frame;
    inside.element = add_element(Role::paragraph, frame);
    const double before = gap(look_.paragraph_gap);
    std::vector<Slab> lines_apart =
        apart([&] { lines(*shaped, inside, {.style = {size}}, Item::Artifact::none); });
    std::vector<PlacedSlab> placed;
    double top = 0;
    for (Slab& slab : lines_apart) {
        placed.push_back({&slab, top, false});
        top += slab.height;
    }
    Slab whole = draw(placed, flow_.boxes, 0, flow_.elements);
    whole.before = before;
    whole.height = height + below_window;
    whole.from_top = window_bottom - height;
    out_->push_back(std::move(whole));
    return true;
}

}  // namespace preavis::page
