#include "page/path_pen.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace preavis::page {
namespace {

using Kind = Shape::Segment::Kind;

}  // namespace

Point operator+(Point left, Point right) {
    return {left.x + right.x, left.y + right.y};
}

Point operator-(Point left, Point right) {
    return {left.x - right.x, left.y - right.y};
}

Point operator*(double factor, Point point) {
    return {factor * point.x, factor * point.y};
}

Affine rotation(double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    return {std::cos(angle), std::sin(angle), -std::sin(angle), std::cos(angle), 0, 0};
}

Point Affine::operator()(Point point) const {
    return {a * point.x + c * point.y + e, b * point.x + d * point.y + f};
}

Affine Affine::operator*(const Affine& inner) const {
    const Point origin = (*this)({inner.e, inner.f});
    return {a * inner.a + c * inner.b,
            b * inner.a + d * inner.b,
            a * inner.c + c * inner.d,
            b * inner.c + d * inner.d,
            origin.x,
            origin.y};
}

double Affine::scale() const {
    return std::sqrt(std::abs(a * d - b * c));
}

void PathPen::move(Point to) {
    segments_.push_back({Kind::move, {to.x, to.x, to.x}, {to.y, to.y, to.y}});
    at_ = start_ = to;
}

void PathPen::line(Point to) {
    segments_.push_back({Kind::line, {to.x, to.x, to.x}, {to.y, to.y, to.y}});
    at_ = to;
}

void PathPen::cubic(Point first, Point second, Point to) {
    segments_.push_back({Kind::curve, {first.x, second.x, to.x}, {first.y, second.y, to.y}});
    at_ = to;
}

void PathPen::quadratic(Point control, Point to) {
    const Point from = at_;
    cubic(from + (2.0 / 3) * (control - from), to + (2.0 / 3) * (control - to), to);
}

void PathPen::arc(Point radii, double degrees, bool large, bool sweep, Point to) {
    double rx = std::abs(radii.x);
    double ry = std::abs(radii.y);
    const Point from = at_;
    if (rx == 0 || ry == 0 || (from.x == to.x && from.y == to.y)) return line(to);
    const Affine turn = rotation(degrees);
    const Point half = rotation(-degrees)(0.5 * (from - to));
    const double reach = half.x * half.x / (rx * rx) + half.y * half.y / (ry * ry);
    if (reach > 1) {
        rx *= std::sqrt(reach);
        ry *= std::sqrt(reach);
    }
    const double denominator = rx * rx * half.y * half.y + ry * ry * half.x * half.x;
    const double factor =
        std::sqrt(std::max(0.0, (rx * rx * ry * ry - denominator) / denominator)) *
        (large == sweep ? -1 : 1);
    const Point centre{factor * rx * half.y / ry, -factor * ry * half.x / rx};
    const double start = std::atan2((half.y - centre.y) / ry, (half.x - centre.x) / rx);
    double extent = std::atan2((-half.y - centre.y) / ry, (-half.x - centre.x) / rx) - start;
    if (sweep && extent < 0) extent += 2 * std::numbers::pi;
    if (!sweep && extent > 0) extent -= 2 * std::numbers::pi;
    const Point middle = turn(centre) + 0.5 * (from + to);
    const Affine place = Affine{1, 0, 0, 1, middle.x, middle.y} * turn * Affine{rx, 0, 0, ry, 0, 0};
    const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(extent) / 1.58)));
    const double step = extent / pieces;
    const double pull = 4.0 / 3 * std::tan(step / 4);
    for (int i = 0; i < pieces; ++i) {
        const double one = start + i * step;
        const double two = one + step;
        const Point head{std::cos(one), std::sin(one)};
        const Point tail{std::cos(two), std::sin(two)};
        cubic(place({head.x - pull * head.y, head.y + pull * head.x}),
              place({tail.x + pull * tail.y, tail.y - pull * tail.x}),
              i + 1 == pieces ? to : place(tail));
    }
}

void PathPen::close() {
    segments_.push_back({Kind::close});
    at_ = start_;
}

std::vector<Shape::Segment> transformed(std::vector<Shape::Segment> path, const Affine& by) {
    for (Shape::Segment& segment : path) {
        for (std::size_t i = 0; i < 3; ++i) {
            const Point point = by({segment.x[i], segment.y[i]});
            segment.x[i] = point.x;
            segment.y[i] = point.y;
        }
    }
    return path;
}

}  // namespace preavis::page
