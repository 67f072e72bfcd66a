#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "page/composer.h"

namespace preavis::page {
namespace {

constexpr double side_padding = 5;
constexpr double row_padding = 3.5;
constexpr double narrowest_column_ems = 2.5;
constexpr double row_rule = 0.5;
constexpr double row_grey = 0.6;
constexpr double head_rule = 0.9;
constexpr double head_ground = 0.92;
constexpr double below_table = 4;
/// A head higher than this share of the page is not repeated: rows would find no room.
constexpr double repeated_share = 0.4;

base::Refusal too_wide() {
    return {"tableau_trop_large",
            "Un tableau a trop de colonnes pour la largeur de la page : il faut le diviser."};
}

}  // namespace

/// A table measured: its cells shaped, its columns placed.
struct Composer::Grid {
    struct Column {
        double wanted = 0;  ///< its share of the width, in points
        double least = 0;   ///< where its widest word fits
        double left = 0;
        double right = 0;
    };
    const document::Table& table;
    Frame frame;
    std::vector<Column> columns;
    std::vector<std::vector<ShapedText>> cells;

    bool is_head(std::size_t row) const { return static_cast<int>(row) < table.header_rows; }
};

void Composer::table(const document::Table& table, const Frame& frame, std::string_view tag) {
    if (table.rows.empty() || table.rows.front().empty()) return;
    Grid grid{table, frame, {}, {}};
    grid.frame.element = add_element(Role::table, frame, tag);
    flow_.elements[grid.frame.element].summary = table.summary;
    if (!shape_cells(grid) || !share_width(grid)) return;
    const std::size_t heads =
        std::min(static_cast<std::size_t>(std::max(table.header_rows, 0)), table.rows.size());
    TableHead repeated{out_->size(), out_->size(), 0};
    Frame section = grid.frame;
    if (heads > 0) section.element = add_element(Role::table_head, grid.frame);
    pending_.gap = gap(look_.paragraph_gap);
    for (std::size_t i = 0; i < heads; ++i) row(grid, i, section, {body_height_, none});
    repeated.last = out_->size();
    for (std::size_t i = repeated.first; i < repeated.last; ++i) {
        repeated.height += (*out_)[i].height;
        (*out_)[i].drawn_again = true;
    }
    RowPlace place{body_height_, none};
    const bool repeats =
        out_ == &flow_.slabs && heads > 0 && repeated.height < body_height_ * repeated_share;
    if (repeats) {
        place = {body_height_ - repeated.height, flow_.heads.size()};
        flow_.heads.push_back(repeated);
    }
    section.element = grid.frame.element;
    if (heads < table.rows.size()) section.element = add_element(Role::table_body, grid.frame);
    for (std::size_t i = heads; i < table.rows.size(); ++i) {
        row(grid, i, section, place);
        if (i + 2 == table.rows.size()) hold_on(out_->back());
    }
    pending_.owed += below_table;
}

bool Composer::shape_cells(Grid& grid) {
    const document::Table& table = grid.table;
    const std::size_t count = table.rows.front().size();
    grid.columns.resize(count);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i].size() != count) {
            refuse({"tableau_irregulier",
                    "Les lignes d’un tableau n’ont pas toutes le même nombre de cases."});
            return false;
        }
        auto& cells = grid.cells.emplace_back();
        for (std::size_t j = 0; j < count; ++j) {
            const bool bold = grid.is_head(i) || (table.header_column && j == 0);
            auto shaped = shape(table.rows[i][j], grid.frame.language, body(bold));
            if (!shaped) return false;
            double& least = grid.columns[j].least;
            least = std::max(least, shaped->widest_word() + 2 * side_padding);
            cells.push_back(std::move(*shaped));
        }
    }
    return true;
}

/// The widths asked for, but room for the widest word of each column wherever the others can spare
/// it. Where words must be cut, columns share what is left by what they need.
bool Composer::share_width(Grid& grid) {
    std::vector<Grid::Column>& columns = grid.columns;
    const double width = grid.frame.width();
    const double floor = narrowest_column_ems * look_.size + 2 * side_padding;
    const auto count = static_cast<double>(columns.size());
    if (floor * count > width) {
        refuse(too_wide());
        return false;
    }
    double weights = 0;
    double needed = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool given = i < grid.table.widths.size();
        columns[i].wanted = given ? std::max(grid.table.widths[i], 1) : 1;
        columns[i].least = std::max(columns[i].least, floor);
        weights += columns[i].wanted;
        needed += columns[i].least;
    }
    const double spare = width - floor * count;
    const double excess = needed - floor * count;
    const double squeeze = needed > width ? spare / excess : 1;
    double over = 0;   // what the columns below their least lack
    double slack = 0;  // what the others can spare
    for (Grid::Column& column : columns) {
        column.wanted *= width / weights;
        column.least = floor + (column.least - floor) * squeeze;
        (column.wanted < column.least ? over : slack) += std::abs(column.wanted - column.least);
    }
    const bool rtl = grid.cells.front().front().right_to_left();
    double left = rtl ? grid.frame.right : grid.frame.left;
    for (Grid::Column& column : columns) {
        const double own = column.wanted - column.least;
        const double given =
            own <= 0 ? column.least : column.wanted - (slack > 0 ? own * over / slack : 0);
        column.left = rtl ? left - given : left;
        column.right = column.left + given;
        left = rtl ? column.left : column.right;
    }
    return true;
}

void Composer::row(const Grid& grid, std::size_t index, const Frame& section,
                   const RowPlace& place) {
    Frame frame = section;
    frame.element = add_element(Role::table_row, section);
    std::vector<std::vector<Slab>> columns;
    for (std::size_t j = 0; j < grid.columns.size(); ++j) {
        columns.push_back(apart([&] { cell(grid, index, j, frame); }));
    }
    std::vector<Slab> strips = side_by_side(std::move(columns), place.limit - 2 * row_padding);
    if (strips.empty()) strips.push_back({.height = look_.size});
    const bool head = grid.is_head(index);
    for (Slab& strip : strips) {
        for (Item& item : strip.items) shift(item, 0, -row_padding);
        strip.height += 2 * row_padding;
        strip.before = &strip == &strips.front() && index == 0 ? gap(0) : 0;
        strip.box = section.box;
        strip.head = place.head;
        strip.keep = head ? Keep::must : Keep::loose;
        std::vector<Item> drawn;
        if (head) {
            Shape ground = rectangle(section.left, -strip.height, section.right, 0);
            ground.fill = true;
            ground.grey = head_ground;
            drawn.push_back(artifact(std::move(ground)));
        }
        drawn.push_back(artifact(rule(section.left, section.right, -strip.height,
                                      head ? head_rule : row_rule, head ? 0 : row_grey)));
        strip.items.insert(strip.items.begin(), std::make_move_iterator(drawn.begin()),
                           std::make_move_iterator(drawn.end()));
        for (LinkArea& link : strip.links) {
            link.bottom -= row_padding;
            link.top -= row_padding;
        }
        out_->push_back(std::move(strip));
    }
}

void Composer::cell(const Grid& grid, std::size_t row, std::size_t column, const Frame& row_frame) {
    const bool head = grid.is_head(row) || (grid.table.header_column && column == 0);
    Frame frame = row_frame;
    frame.element = add_element(head ? Role::header_cell : Role::data_cell, row_frame);
    flow_.elements[frame.element].column_scope = grid.is_head(row);
    frame.left = grid.columns[column].left + side_padding;
    frame.right = grid.columns[column].right - side_padding;
    frame.box = none;
    lines(grid.cells[row][column], frame, {.style = body()}, Item::Artifact::none);
}

}  // namespace preavis::page
