#include "page/svg_path.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>

namespace preavis::page {
namespace {

using Kind = Shape::Segment::Kind;

constexpr double most = 1e6;  ///< no coordinate of a picture is larger

/// Runs the commands of one path.
class PathReader {
  public:
    explicit PathReader(std::string_view data) : numbers_(data) {}

    std::vector<Shape::Segment> read(std::string& problem) {
        char command = 0;
        while (!numbers_.at_end()) {
            if (!numbers_.at_number()) {
                command = numbers_.letter();
            } else if (command == 0 || std::tolower(command) == 'z') {
                problem = "un nombre sans commande dans le tracé";
                return {};
            }
            if (pen_.segments().empty() && std::tolower(command) != 'm') {
                problem = "un tracé commence par M";
                return {};
            }
            if (!run(command)) {
                problem = std::string("la commande ") + command + " du tracé est incorrecte";
                return {};
            }
            // Further pairs after a move are lines.
            if (command == 'm') command = 'l';
            if (command == 'M') command = 'L';
        }
        return pen_.segments();
    }

  private:
    bool run(char command) {
        const bool relative = std::islower(command) != 0;
        origin_ = relative ? pen_.at() : Point{};
        good_ = true;
        const int kind = std::tolower(command);
        switch (kind) {
            case 'm': with_points<1>([&](auto& p) { pen_.move(p[0]); }); break;
            case 'l': with_points<1>([&](auto& p) { pen_.line(p[0]); }); break;
            case 'h': pen_.line({number() + origin_.x, pen_.at().y}); break;
            case 'v': pen_.line({pen_.at().x, number() + origin_.y}); break;
            case 'c': with_points<3>([&](auto& p) { cubic(p[0], p[1], p[2]); }); break;
            case 's': with_points<2>([&](auto& p) { cubic(reflected("cs"), p[0], p[1]); }); break;
            case 'q': with_points<2>([&](auto& p) { quadratic(p[0], p[1]); }); break;
            case 't': with_points<1>([&](auto& p) { quadratic(reflected("qt"), p[0]); }); break;
            case 'a': arc(); break;
            case 'z': pen_.close(); break;
            default: return false;
        }
        last_ = static_cast<char>(kind);
        return good_;
    }

    template <std::size_t count, class Act>
    void with_points(Act act) {
        std::array<Point, count> points;
        for (Point& point : points) {
            point.x = number() + origin_.x;
            point.y = number() + origin_.y;
        }
        if (good_) act(points);
    }

    double number() {
        const std::optional<double> read = numbers_.number();
        good_ = good_ && read.has_value();
        return read.value_or(0);
    }

    void cubic(Point first, Point second, Point to) {
        control_ = second;
        pen_.cubic(first, second, to);
    }

    void quadratic(Point control, Point to) {
        control_ = control;
        pen_.quadratic(control, to);
    }

    /// The control point of the curve before, on the other side; the pen itself after a line.
    Point reflected(std::string_view kinds) const {
        const bool after_curve = kinds.find(last_) != std::string_view::npos;
        return after_curve ? 2 * pen_.at() - control_ : pen_.at();
    }

    void arc() {
        const Point radii{number(), number()};
        const double rotation = number();
        const std::optional<bool> large = numbers_.flag();
        const std::optional<bool> sweep = numbers_.flag();
        good_ = good_ && large && sweep;
        with_points<1>([&](auto& p) { pen_.arc(radii, rotation, *large, *sweep, p[0]); });
    }

    NumberReader numbers_;
    PathPen pen_;
    Point origin_;
    Point control_;
    char last_ = 0;
    bool good_ = true;
};

}  // namespace

void NumberReader::skip_blanks() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0) {
        rest_.remove_prefix(1);
    }
}

void NumberReader::skip_separator() {
    skip_blanks();
    if (!rest_.empty() && rest_.front() == ',') rest_.remove_prefix(1);
    skip_blanks();
}

std::optional<double> NumberReader::number() {
    skip_blanks();
    if (rest_.starts_with('+')) rest_.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{} || !(std::abs(value) <= most)) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    skip_separator();
    return value;
}

std::optional<bool> NumberReader::flag() {
    skip_blanks();
    if (rest_.empty() || (rest_.front() != '0' && rest_.front() != '1')) return std::nullopt;
    const bool value = rest_.front() == '1';
    rest_.remove_prefix(1);
    skip_separator();
    return value;
}

char NumberReader::letter() {
    skip_blanks();
    if (rest_.empty()) return 0;
    const char taken = rest_.front();
    rest_.remove_prefix(1);
    skip_blanks();
    return taken;
}

bool NumberReader::at_number() {
    skip_blanks();
    return !rest_.empty() &&
           std::string_view("+-.0123456789").find(rest_.front()) != std::string_view::npos;
}

bool NumberReader::at_end() {
    skip_blanks();
    return rest_.empty();
}

std::vector<Shape::Segment> read_path_data(std::string_view data, std::string& problem) {
    return PathReader(data).read(problem);
}

std::optional<double> read_grey(std::string_view value) {
    static const std::map<std::string_view, double> names{
        {"black", 0.0}, {"white", 1.0}, {"grey", 0.5}, {"gray", 0.5}};
    if (const auto named = names.find(value); named != names.end()) return named->second;
    if (!value.starts_with('#') || (value.size() != 4 && value.size() != 7)) return std::nullopt;
    const std::string_view part = value.substr(1, value.size() / 3);
    for (std::size_t at = 1; at < value.size(); at += part.size()) {
        if (value.substr(at, part.size()) != part) return std::nullopt;  // a colour
    }
    unsigned level = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), level, 16);
    if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
    return level / (part.size() == 1 ? 15.0 : 255.0);
}

std::optional<Affine> read_transform(std::string_view value) {
    Affine all;
    while (value.find_first_not_of(" \t\r\n,") != std::string_view::npos) {
        value.remove_prefix(value.find_first_not_of(" \t\r\n,"));
        const std::size_t open = value.find('(');
        const std::size_t close = value.find(')');
        if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
            return std::nullopt;
        }
        const std::string_view name = value.substr(0, open);
        NumberReader reader(value.substr(open + 1, close - open - 1));
        std::vector<double> n;
        while (!reader.at_end()) {
            const std::optional<double> number = reader.number();
            if (!number || n.size() == 6) return std::nullopt;
            n.push_back(*number);
        }
        if (name == "translate" && (n.size() == 1 || n.size() == 2)) {
            all = all * Affine{1, 0, 0, 1, n[0], n.size() == 2 ? n[1] : 0};
        } else if (name == "scale" && (n.size() == 1 || n.size() == 2)) {
            all = all * Affine{n[0], 0, 0, n.back(), 0, 0};
        } else if (name == "rotate" && n.size() == 1) {
            all = all * rotation(n[0]);
        } else if (name == "rotate" && n.size() == 3) {
            all = all * Affine{1, 0, 0, 1, n[1], n[2]} * rotation(n[0]) *
                  Affine{1, 0, 0, 1, -n[1], -n[2]};
        } else if (name == "matrix" && n.size() == 6) {
            all = all * Affine{n[0], n[1], n[2], n[3], n[4], n[5]};
        } else {
            return std::nullopt;
        }
        value.remove_prefix(close + 1);
    }
    return all;
}

}  // namespace preavis::page
