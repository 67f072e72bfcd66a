#include "page/flow.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <utility>

namespace preavis::page {
namespace {

constexpr double mm(double millimetres) {
    return millimetres * points_per_mm;
}

constexpr Look standard{.margin = mm(20),
                        .size = 11,
                        .line_spacing = 1.25,
                        .heading_sizes = {17, 13, 11},
                        .heading_gaps = {18, 17, 13},
                        .after_heading = 5,
                        .paragraph_gap = 7,
                        .sentence_gap = 2,
                        .running_size = 8.5,
                        .pictogram = mm(10),
                        .pictogram_gap = mm(4),
                        .easy = false};

constexpr Look easy{.margin = mm(30),
                    .size = 14,
                    .line_spacing = 1.5,
                    .heading_sizes = {21, 16, 14},
                    .heading_gaps = {24, 24, 20},
                    .after_heading = 7,
                    .paragraph_gap = 12,
                    .sentence_gap = 4,
                    .running_size = 14,
                    .pictogram = mm(12),
                    .pictogram_gap = mm(5),
                    .easy = true};

constexpr double frame_width = 0.75;
constexpr double frame_grey = 0.35;
constexpr double ground_grey = 0.95;

struct Extent {
    double top = 0;     ///< below the ceiling
    double bottom = 0;  ///< below the ceiling
    bool drawn = false;
};

using Extents = std::map<std::size_t, Extent>;

Extents extents_of(const std::vector<PlacedSlab>& placed, const std::vector<BoxFrame>& boxes) {
    Extents extents;
    for (const PlacedSlab& one : placed) {
        double padding = box_padding;
        for (std::size_t box = one.slab->box; box != none; box = boxes[box].parent) {
            const double top = one.top - padding;
            const double bottom = one.top + one.slab->height + padding;
            const auto [found, first] = extents.try_emplace(box, Extent{top, bottom});
            found->second.top = std::min(found->second.top, top);
            found->second.bottom = std::max(found->second.bottom, bottom);
            padding += box_padding;
        }
    }
    return extents;
}

/// The outermost box first.
void draw_grounds(std::size_t box, const std::vector<BoxFrame>& boxes, double ceiling,
                  Extents& extents, std::vector<Item>& items) {
    if (box == none) return;
    Extent& extent = extents.at(box);
    if (extent.drawn) return;
    draw_grounds(boxes[box].parent, boxes, ceiling, extents, items);
    extent.drawn = true;
    Shape ground =
        rectangle(boxes[box].left, ceiling - extent.bottom, boxes[box].right, ceiling - extent.top);
    Shape frame = ground;
    ground.fill = true;
    ground.grey = ground_grey;
    frame.line_width = frame_width;
    frame.grey = frame_grey;
    items.push_back(artifact(std::move(ground)));
    items.push_back(artifact(std::move(frame)));
}

void draw_one(const PlacedSlab& one, double ceiling, std::vector<Element>& elements, Slab& onto) {
    const double dy = ceiling - one.top;
    std::vector<Item> items =
        one.slab->drawn_again ? one.slab->items : std::exchange(one.slab->items, {});
    for (Item& item : items) {
        shift(item, 0, dy);
        if (one.repeated) {
            item.element = Item::artifact;
            item.kind = Item::Artifact::layout;
        }
        onto.items.push_back(std::move(item));
    }
    if (one.repeated) return;
    for (LinkArea link : one.slab->links) {
        link.bottom += dy;
        link.top += dy;
        onto.links.push_back(link);
    }
    for (const std::size_t figure : one.slab->figures) {
        elements[figure].box[1] += dy;
        elements[figure].box[3] += dy;
        onto.figures.push_back(figure);
    }
}

}  // namespace

const Look& look_of(document::Style style) {
    return style == document::Style::easy ? easy : standard;
}

Slab draw(const std::vector<PlacedSlab>& placed, const std::vector<BoxFrame>& boxes, double ceiling,
          std::vector<Element>& elements) {
    Slab onto;
    Extents extents = extents_of(placed, boxes);
    for (const PlacedSlab& one : placed) {
        draw_grounds(one.slab->box, boxes, ceiling, extents, onto.items);
        draw_one(one, ceiling, elements, onto);
    }
    return onto;
}

Shape moved(Shape shape, double scale, double dx, double dy) {
    for (Shape::Segment& segment : shape.path) {
        for (double& x : segment.x) x = x * scale + dx;
        for (double& y : segment.y) y = y * scale + dy;
    }
    shape.line_width *= scale;
    return shape;
}

void shift(Item& item, double dx, double dy) {
    if (auto* run = std::get_if<Run>(&item.what)) {
        run->x += dx;
        run->y += dy;
    } else {
        Shape& shape = std::get<Shape>(item.what);
        shape = moved(std::move(shape), 1, dx, dy);
    }
}

static Shape polygon(std::initializer_list<std::pair<double, double>> corners) {
    using Kind = Shape::Segment::Kind;
    Shape shape;
    for (const auto& [x, y] : corners) {
        shape.path.push_back({shape.path.empty() ? Kind::move : Kind::line, {x, x, x}, {y, y, y}});
    }
    return shape;
}

Shape rectangle(double left, double bottom, double right, double top) {
    Shape shape = polygon({{left, bottom}, {right, bottom}, {right, top}, {left, top}});
    shape.path.push_back({Shape::Segment::Kind::close});
    return shape;
}

Shape rule(double left, double right, double y, double width, double grey) {
    Shape shape = polygon({{left, y}, {right, y}});
    shape.line_width = width;
    shape.grey = grey;
    return shape;
}

Item artifact(Shape shape) {
    return {Item::artifact, Item::Artifact::layout, std::move(shape)};
}

}  // namespace preavis::page
