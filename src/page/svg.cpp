#include "page/svg.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "page/svg_path.h"

namespace preavis::page {
namespace {

constexpr std::size_t largest_file = 256 * 1024;
constexpr std::size_t deepest = 32;
constexpr double least_side = 0.01;
constexpr double outside_share = 0.25;  ///< how far control points may leave the frame
constexpr std::string_view svg_namespace = "http://www.w3.org/2000/svg";

using Attributes = std::map<std::string, std::string, std::less<>>;

/// How shapes are painted; what a group says holds for what it contains.
struct Paint {
    std::optional<double> fill = 0.0;  ///< grey; nothing: not filled
    std::optional<double> stroke;
    double width = 1;
    bool even_odd = false;
    Affine transform;
};

class Reader {
  public:
    explicit Reader(const std::string& file)
        : file_(file), parser_(XML_ParserCreate(nullptr), &XML_ParserFree) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(
            parser_.get(),
            [](void* self, const char* name, const char** attributes) {
                static_cast<Reader*>(self)->open(name, attributes);
            },
            [](void* self, const char*) { static_cast<Reader*>(self)->close(); });
        XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int size) {
            static_cast<Reader*>(self)->characters({text, static_cast<std::size_t>(size)});
        });
        XML_SetStartDoctypeDeclHandler(
            parser_.get(), [](void* self, const char*, const char*, const char*, int) {
                static_cast<Reader*>(self)->stop("une déclaration DOCTYPE n’est pas admise");
            });
        XML_SetProcessingInstructionHandler(
            parser_.get(), [](void* self, const char*, const char*) {
                static_cast<Reader*>(self)->stop("une instruction de traitement n’est pas admise");
            });
    }

    base::Reading<Pictograms::Picture> read(std::string_view text) {
        if (text.size() > largest_file) {
            report("le fichier est trop gros", "256 Kio au plus");
        } else if (XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), 1) ==
                       XML_STATUS_ERROR &&
                   !stopped_) {
            report(std::string("XML mal formé : ") +
                   XML_ErrorString(XML_GetErrorCode(parser_.get())));
        }
        if (!problems_.empty()) return std::move(problems_);
        return std::move(picture_);
    }

  private:
    using Draw = void (Reader::*)(Attributes&, PathPen&);

    void open(const char* name, const char** list) {
        if (++depth_ > deepest) return stop("les groupes sont trop imbriqués");
        Attributes attributes;
        for (; *list != nullptr; list += 2) attributes.emplace(list[0], list[1]);
        element_ = name;
        const Paint outer = paints_.empty() ? Paint{} : paints_.back();
        paints_.push_back(outer);
        if (depth_ == 1 && element_ != "svg") return stop("la racine doit être svg");
        if (element_ == "svg" && depth_ == 1) {
            open_svg(attributes);
        } else if (element_ == "title" || element_ == "desc") {
            wordy_ = true;
        } else if (element_ == "g") {
            read_paint(attributes);
        } else {
            draw(attributes);
        }
        for (const auto& [key, value] : attributes) {
            report("attribut « " + key + " » inconnu dans « " + element_ + " »");
        }
    }

    void close() {
        --depth_;
        wordy_ = false;
        paints_.pop_back();
    }

    void characters(std::string_view text) {
        if (wordy_ || text.find_first_not_of(" \t\r\n") == std::string_view::npos) return;
        report("du texte n’est pas admis dans un dessin");
    }

    void open_svg(Attributes& attributes) {
        if (take(attributes, "xmlns").value_or("") != svg_namespace) {
            report("xmlns manque ou n’est pas celui de SVG",
                   "xmlns=\"" + std::string(svg_namespace) + "\"");
        }
        take(attributes, "width");
        take(attributes, "height");
        const std::string view_box = take(attributes, "viewBox").value_or("");
        NumberReader box(view_box);
        std::array<double, 4> numbers{};
        for (double& number : numbers) number = box.number().value_or(0);
        if (!box.at_end() || numbers[2] < least_side || numbers[3] < least_side) {
            report("viewBox manque ou est incorrect", "viewBox=\"0 0 48 48\"");
            return;
        }
        picture_.width = numbers[2];
        picture_.height = numbers[3];
        read_paint(attributes);
        // On the page y grows upwards.
        const Affine flip{1, 0, 0, -1, -numbers[0], numbers[1] + numbers[3]};
        paints_.back().transform = flip * paints_.back().transform;
    }

    void read_paint(Attributes& attributes) {
        Paint& paint = paints_.back();
        read_colour(attributes, "fill", paint.fill);
        read_colour(attributes, "stroke", paint.stroke);
        if (const auto rule = take(attributes, "fill-rule")) {
            if (*rule != "evenodd" && *rule != "nonzero") report("fill-rule est incorrect");
            paint.even_odd = *rule == "evenodd";
        }
        paint.width = number(attributes, "stroke-width", paint.width);
        if (const auto value = take(attributes, "transform")) {
            const std::optional<Affine> transform = read_transform(*value);
            if (!transform) report("transform est incorrect");
            paint.transform = paint.transform * transform.value_or(Affine{});
        }
    }

    void read_colour(Attributes& attributes, std::string_view key, std::optional<double>& into) {
        const auto value = take(attributes, key);
        if (!value) return;
        into = read_grey(*value);
        if (!into && *value != "none") {
            report(std::string(key) + " : la couleur « " + *value + " » n’est pas admise",
                   "none, black, white ou un gris comme #444");
        }
    }

    void draw(Attributes& attributes) {
        static const std::map<std::string_view, Draw> elements{
            {"path", &Reader::path},      {"rect", &Reader::rect},
            {"circle", &Reader::circle},  {"ellipse", &Reader::ellipse},
            {"line", &Reader::straight},  {"polyline", &Reader::corners},
            {"polygon", &Reader::corners}};
        const auto known = elements.find(element_);
        if (known == elements.end()) {
            attributes.clear();
            return report("élément « " + element_ + " » inconnu",
                          "svg, g, path, rect, circle, ellipse, line, polyline, polygon");
        }
        read_paint(attributes);
        PathPen pen;
        (this->*known->second)(attributes, pen);
        if (pen.segments().empty()) return;
        const Paint& paint = paints_.back();
        Shape shape;
        shape.path = transformed(pen.segments(), paint.transform);
        shape.even_odd = paint.even_odd;
        shape.line_width = paint.width * paint.transform.scale();
        if (picture_.width > 0 && !is_framed(shape))
            report("le dessin sort de son cadre (viewBox)");
        for (const bool fill : {true, false}) {
            const std::optional<double>& grey = fill ? paint.fill : paint.stroke;
            if (!grey) continue;
            shape.fill = fill;
            shape.grey = *grey;
            picture_.shapes.push_back(shape);
        }
    }

    /// What lies far outside would cover the text beside the picture.
    bool is_framed(const Shape& shape) const {
        const double greatest = std::max(picture_.width, picture_.height);
        const auto near = [margin = greatest * outside_share](double at, double side) {
            return at >= -margin && at <= side + margin;
        };
        const auto is_near = [&](const Shape::Segment& segment) {
            if (segment.kind == Shape::Segment::Kind::close) return true;
            const int first = segment.kind == Shape::Segment::Kind::curve ? 0 : 2;
            return std::all_of(segment.x + first, std::end(segment.x),
                               [&](double x) { return near(x, picture_.width); }) &&
                   std::all_of(segment.y + first, std::end(segment.y),
                               [&](double y) { return near(y, picture_.height); });
        };
        return shape.line_width <= greatest &&
               std::all_of(shape.path.begin(), shape.path.end(), is_near);
    }

    void path(Attributes& attributes, PathPen& pen) {
        std::string problem;
        const auto segments = read_path_data(take(attributes, "d").value_or(""), problem);
        if (!problem.empty()) report(problem);
        pen = PathPen(segments);
    }

    void rect(Attributes& attributes, PathPen& pen) {
        const double x = number(attributes, "x", 0);
        const double y = number(attributes, "y", 0);
        const double width = size(attributes, "width");
        const double height = size(attributes, "height");
        const double radius = std::min({number(attributes, "rx", 0), width / 2, height / 2});
        const Point round{radius, radius};
        const auto corner = [&](Point before, Point after) {
            pen.line(before);
            if (radius > 0) pen.arc(round, 0, false, true, after);
        };
        pen.move({x + radius, y});
        corner({x + width - radius, y}, {x + width, y + radius});
        corner({x + width, y + height - radius}, {x + width - radius, y + height});
        corner({x + radius, y + height}, {x, y + height - radius});
        corner({x, y + radius}, {x + radius, y});
        pen.close();
    }

    void circle(Attributes& attributes, PathPen& pen) {
        const double radius = size(attributes, "r");
        round(attributes, {radius, radius}, pen);
    }

    void ellipse(Attributes& attributes, PathPen& pen) {
        const Point radii{size(attributes, "rx"), size(attributes, "ry")};
        round(attributes, radii, pen);
    }

    void round(Attributes& attributes, Point radii, PathPen& pen) {
        const double x = number(attributes, "cx", 0);
        const double y = number(attributes, "cy", 0);
        pen.move({x + radii.x, y});
        pen.arc(radii, 0, false, true, {x - radii.x, y});
        pen.arc(radii, 0, false, true, {x + radii.x, y});
        pen.close();
    }

    void straight(Attributes& attributes, PathPen& pen) {
        pen.move({number(attributes, "x1", 0), number(attributes, "y1", 0)});
        pen.line({number(attributes, "x2", 0), number(attributes, "y2", 0)});
    }

    void corners(Attributes& attributes, PathPen& pen) {
        const std::string points = take(attributes, "points").value_or("");
        NumberReader reader(points);
        while (!reader.at_end()) {
            const std::optional<double> x = reader.number();
            const std::optional<double> y = reader.number();
            if (!x || !y) return report("points est incorrect");
            pen.segments().empty() ? pen.move({*x, *y}) : pen.line({*x, *y});
        }
        if (element_ == "polygon" && !pen.segments().empty()) pen.close();
    }

    double number(Attributes& attributes, std::string_view key, double otherwise) {
        const auto text = take(attributes, key);
        if (!text) return otherwise;
        NumberReader reader(*text);
        const std::optional<double> value = reader.number();
        if (value && reader.at_end()) return *value;
        report(std::string(key) + " : « " + *text + " » n’est pas un nombre");
        return otherwise;
    }

    double size(Attributes& attributes, std::string_view key) {
        const double value = number(attributes, key, 0);
        if (value <= 0) report(std::string(key) + " manque ou n’est pas positif");
        return value;
    }

    std::optional<std::string> take(Attributes& attributes, std::string_view key) {
        const auto found = attributes.find(key);
        if (found == attributes.end()) return std::nullopt;
        return std::move(attributes.extract(found).mapped());
    }

    void report(const std::string& message, const std::string& hint = {}) {
        const auto line = static_cast<int>(XML_GetCurrentLineNumber(parser_.get()));
        const auto column = static_cast<int>(XML_GetCurrentColumnNumber(parser_.get())) + 1;
        problems_.push_back({{file_, line, column}, message, hint});
    }

    void stop(const std::string& message) {
        report(message);
        stopped_ = true;
        XML_StopParser(parser_.get(), XML_FALSE);
    }

    std::string file_;
    std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
    Pictograms::Picture picture_;
    base::Problems problems_;
    std::vector<Paint> paints_;
    std::string element_;
    std::size_t depth_ = 0;
    bool wordy_ = false;
    bool stopped_ = false;
};

}  // namespace

base::Reading<Pictograms::Picture> read_svg(std::string_view text, const std::string& file) {
    return Reader(file).read(text);
}

}  // namespace preavis::page
