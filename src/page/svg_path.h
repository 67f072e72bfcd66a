#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "page/pages.h"

namespace preavis::page {

struct Point {
    double x = 0;
    double y = 0;
};

/// x' = a x + c y + e, y' = b x + d y + f.
struct Affine {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    Point operator()(Point point) const;
    /// This after `inner`.
    Affine operator*(const Affine& inner) const;
    /// How much lengths grow, on average of the directions.
    double scale() const;
};

/// Reads numbers, separated by blanks and at most one comma, from the attributes of a drawing.
class NumberReader {
  public:
    explicit NumberReader(std::string_view text) : rest_(text) {}

    std::optional<double> number();
    /// "0" or "1", which in an arc may stand without a separator.
    std::optional<bool> flag();
    /// The next character that is not blank, taken; 0 at the end.
    char letter();
    bool at_number();
    bool at_end();

  private:
    void skip_blanks();
    void skip_separator();

    std::string_view rest_;
};

/// A path being drawn; all in the coordinates of its element.
class PathPen {
  public:
    PathPen() = default;
    explicit PathPen(std::vector<Shape::Segment> drawn) : segments_(std::move(drawn)) {}

    void move(Point to);
    void line(Point to);
    void cubic(Point first, Point second, Point to);
    void quadratic(Point control, Point to);
    /// Source of the conversion: SVG 1.1, appendix F.6.
    void arc(Point radii, double rotation, bool large, bool sweep, Point to);
    void close();
    Point at() const { return at_; }
    const std::vector<Shape::Segment>& segments() const { return segments_; }

  private:
    std::vector<Shape::Segment> segments_;
    Point at_;
    Point start_;
};

/// The commands of a path's `d`. On bad data, `problem` says what is wrong, in French.
std::vector<Shape::Segment> read_path_data(std::string_view data, std::string& problem);

/// The value of `transform`; nothing if it is not well formed.
std::optional<Affine> read_transform(std::string_view value);

std::vector<Shape::Segment> transformed(std::vector<Shape::Segment> path, const Affine& by);

}  // namespace preavis::page
