#include <algorithm>
#include <utility>

#include "page/composer.h"

namespace preavis::page {
namespace {

constexpr std::size_t parties_in_a_row = 2;
constexpr double gutter = 8 * points_per_mm;
constexpr double blank_height = 24 * points_per_mm;
constexpr double blank_gap = 4;
constexpr double blank_line = 0.6;
constexpr double blank_grey = 0.45;
constexpr double mention_share = 0.85;  ///< of the body's size, where style allows smaller text

double height_of(const std::vector<Slab>& slabs) {
    double height = 0;
    for (const Slab& slab : slabs) height += slab.before + slab.height;
    return height;
}

/// The blanks to sign in begin and end on the same line, however long what stands above them.
void level(std::vector<std::vector<Slab>>& columns) {
    double highest = 0;
    for (const auto& column : columns) highest = std::max(highest, height_of(column));
    for (auto& column : columns) {
        if (column.size() < 2) continue;
        column.back().before += highest - height_of(column);
    }
}

}  // namespace

void Composer::signatures(const document::SignatureBlock& block, const Frame& frame,
                          std::string_view tag) {
    if (block.parties.empty()) return;
    Frame inside = frame;
    ++inside.depth;
    inside.element = add_element(Role::division, frame, tag);
    const std::size_t first = out_->size();
    const double above = gap(look_.paragraph_gap * 2);
    const Language* language = find_language(frame.language);
    const double width = (frame.width() - gutter) / parties_in_a_row;
    for (std::size_t i = 0; i < block.parties.size(); i += parties_in_a_row) {
        std::vector<std::vector<Slab>> columns;
        for (std::size_t j = i; j < std::min(i + parties_in_a_row, block.parties.size()); ++j) {
            Frame column = inside;
            const bool second = (j - i == 1) != language->right_to_left;
            column.left = second ? frame.right - width : frame.left;
            column.right = column.left + width;
            columns.push_back(party(block.parties[j], column));
        }
        level(columns);
        for (Slab& strip : side_by_side(std::move(columns), body_height_)) {
            strip.before = i == 0 ? above : look_.paragraph_gap * 2;
            strip.box = frame.box;
            strip.keep = Keep::wish;
            out_->push_back(std::move(strip));
        }
    }
    if (out_->size() > first) out_->back().keep = Keep::loose;
}

std::vector<Slab> Composer::party(const document::SignatureBlock::Party& party,
                                  const Frame& frame) {
    Frame inside = frame;
    if (is_narrow(frame)) return {};
    inside.element = add_element(Role::division, frame);
    return apart([&] {
        const auto set = [&](const std::string& words, const TextStyle& style) {
            if (words.empty()) return;
            Frame own = inside;
            own.element = add_element(Role::paragraph, inside);
            text({{.text = words}}, own, {.style = style});
        };
        set(party.quality, body());
        set(party.name, body(true));
        TextStyle small = body();
        if (!look_.easy) small.size *= mention_share;
        set(party.mention, small);
        Slab& blank = out_->emplace_back();
        blank.before = blank_gap;
        blank.height = blank_height;
        Shape frame_shape = rectangle(frame.left, -blank_height, frame.right, 0);
        frame_shape.line_width = blank_line;
        frame_shape.grey = blank_grey;
        blank.items.push_back(artifact(std::move(frame_shape)));
    });
}

}  // namespace preavis::page
