#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "document/content.h"
#include "page/pages.h"

namespace preavis::page {

inline constexpr double points_per_mm = 72 / 25.4;
inline constexpr double page_width = 595.276;
inline constexpr double page_height = 841.89;
inline constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Sizes and distances of a style, in points.
struct Look {
    double margin;
    double size;
    double line_spacing;
    double heading_sizes[3];
    double heading_gaps[3];  ///< above a heading
    double after_heading;
    double paragraph_gap;
    double sentence_gap;
    double running_size;  ///< of headers and footers
    double pictogram;     ///< its greatest side
    double pictogram_gap;
    bool easy;
};

const Look& look_of(document::Style style);

/// How firmly a slab holds on to the next: `wish` gives way when both do not fit on a page.
enum class Keep { loose, wish, must };

/// A strip of the page that is never cut: a line, a row of a table, a figure.
/// Vertical positions inside it are measured from its top, upwards: they are negative.
struct Slab {
    double before = 0;  ///< blank above; none at the top of a page
    double height = 0;
    Keep keep = Keep::loose;
    std::size_t box = none;               ///< the innermost box that it stands in
    std::size_t head = none;              ///< table whose head is repeated above it on a new page
    std::optional<double> from_top = {};  ///< on the first page it stands here, from the edge
    std::vector<Item> items;
    std::vector<LinkArea> links;
    std::vector<std::size_t> figures;  ///< elements whose place is known once this is drawn
    bool drawn_again = false;          ///< a table's head: further pages repeat it
};

/// Keeps it with the next slab where a page can hold both.
inline void hold_on(Slab& slab) {
    slab.keep = std::max(slab.keep, Keep::wish);
}

/// A frame and ground drawn behind the slabs of a box, on each page where it has some.
struct BoxFrame {
    double left = 0;
    double right = 0;
    std::size_t parent = none;  ///< the box around it
};

/// The slabs of a table's head, by index.
struct TableHead {
    std::size_t first = 0;
    std::size_t last = 0;  ///< exclusive
    double height = 0;
};

/// A document as one endless column, before it is cut into pages.
struct Flow {
    std::vector<Element> elements;
    std::vector<Slab> slabs;
    std::vector<BoxFrame> boxes;
    std::vector<TableHead> heads;
};

/// A slab and how far below the top of the page (or of a strip) it stands.
struct PlacedSlab {
    Slab* slab = nullptr;
    double top = 0;
    bool repeated = false;  ///< the head of a table on a further page: an artifact
};

/// Draws placed slabs in order below `ceiling`, with the grounds of their boxes, and notes in
/// `elements` where figures stand. Takes what it draws out of the slabs, but for heads of tables.
Slab draw(const std::vector<PlacedSlab>& placed, const std::vector<BoxFrame>& boxes, double ceiling,
          std::vector<Element>& elements);

/// The same shape elsewhere and larger or smaller.
Shape moved(Shape shape, double scale, double dx, double dy);
void shift(Item& item, double dx, double dy);

Shape rectangle(double left, double bottom, double right, double top);
Shape rule(double left, double right, double y, double width, double grey);
Item artifact(Shape shape);

/// Blank between the edge of a box and its text.
inline constexpr double box_padding = 9;

}  // namespace preavis::page
