#pragma once

#include <utility>
#include <vector>

#include "page/pages.h"

namespace preavis::page {

struct Point {
    double x = 0;
    double y = 0;
};

Point operator+(Point left, Point right);
Point operator-(Point left, Point right);
Point operator*(double factor, Point point);

/// x' = a x + c y + e, y' = b x + d y + f.
struct Affine {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    Point operator()(Point point) const;
    /// This after `inner`.
    Affine operator*(const Affine& inner) const;
    /// How much lengths grow, on average of the directions.
    double scale() const;
};

/// Around the origin, from the x axis towards the y axis.
Affine rotation(double degrees);

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

std::vector<Shape::Segment> transformed(std::vector<Shape::Segment> path, const Affine& by);

}  // namespace preavis::page
