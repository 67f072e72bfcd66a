#include <algorithm>
#include <utility>

#include "page/composer.h"

namespace preavis::page {
namespace {

constexpr double gutter = 8 * points_per_mm;
/// A pair of blocks higher than this share of a page may be cut.
constexpr double uncut_share = 0.3;

/// Slabs of one column that go into the same strip: at least one.
std::vector<PlacedSlab> take(std::vector<Slab>& column, std::size_t& next, double limit) {
    std::vector<PlacedSlab> taken;
    double top = 0;
    while (next < column.size()) {
        Slab& slab = column[next];
        const double above = taken.empty() ? 0 : slab.before;
        if (top + above + slab.height > limit && !taken.empty()) break;
        top += above;
        taken.push_back({&slab, top, false});
        top += slab.height;
        ++next;
    }
    return taken;
}

void merge(Slab&& part, Slab& strip) {
    std::move(part.items.begin(), part.items.end(), std::back_inserter(strip.items));
    strip.links.insert(strip.links.end(), part.links.begin(), part.links.end());
    strip.figures.insert(strip.figures.end(), part.figures.begin(), part.figures.end());
}

}  // namespace

std::vector<Slab> Composer::side_by_side(std::vector<std::vector<Slab>> columns, double limit) {
    std::vector<Slab> strips;
    std::vector<std::size_t> next(columns.size(), 0);
    for (bool more = true; more;) {
        Slab strip;
        more = false;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (next[i] == 0 && !columns[i].empty()) {
                strip.before = std::max(strip.before, columns[i].front().before);
            }
            const std::vector<PlacedSlab> taken = take(columns[i], next[i], limit);
            if (!taken.empty()) {
                const PlacedSlab& last = taken.back();
                strip.height = std::max(strip.height, last.top + last.slab->height);
                merge(draw(taken, flow_.boxes, 0, flow_.elements), strip);
            }
            more = more || next[i] < columns[i].size();
        }
        if (strip.height > 0) strips.push_back(std::move(strip));
    }
    return strips;
}

void Composer::bilingual(const document::Bilingual& both, const Frame& frame) {
    if (find_language(both.language) == nullptr) return refuse(unknown_language(both.language));
    Frame left = frame;
    Frame right = frame;
    ++left.depth;
    ++right.depth;
    left.language = "fr";
    right.language = both.language;
    left.element = add_element(Role::division, frame,
                               frame.language == left.language ? std::string_view{} : "fr");
    right.element = add_element(Role::division, frame, both.language);
    const int level = heading_level_;
    if (look_.easy) {
        blocks(both.french, left);
        heading_level_ = level;
        return blocks(both.translated, right);
    }
    left.right = (frame.left + frame.right - gutter) / 2;
    right.left = left.right + gutter;
    if (both.french.size() != both.translated.size()) {
        return pair(both.french, both.translated, left, right);
    }
    for (std::size_t i = 0; i < both.french.size(); ++i) {
        pair({both.french[i]}, {both.translated[i]}, left, right);
    }
}

void Composer::pair(const Blocks& french, const Blocks& translated, const Frame& left,
                    const Frame& right) {
    const Pending outside = pending_;
    const int level = heading_level_;
    const auto column = [&](const Blocks& all, const Frame& frame) {
        heading_level_ = level;
        return apart([&] {
            pending_.after_heading = outside.after_heading;
            blocks(all, frame);
        });
    };
    std::vector<std::vector<Slab>> columns;
    columns.push_back(column(french, left));
    columns.push_back(column(translated, right));
    std::vector<Slab> strips = side_by_side(std::move(columns), body_height_ * uncut_share);
    if (strips.empty()) return;
    strips.front().before = gap(strips.front().before);
    const bool leads =
        french.size() == 1 && std::holds_alternative<document::Heading>(french.front().what);
    for (Slab& strip : strips) {
        strip.box = left.box;
        strip.keep = leads ? Keep::must : Keep::loose;
        out_->push_back(std::move(strip));
    }
    pending_.after_heading = leads;
}

}  // namespace preavis::page
