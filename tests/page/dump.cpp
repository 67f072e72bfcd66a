#include <gtest/gtest.h>

#include <array>
#include <cstdio>

#include "page/samples.h"

namespace preavis::page::samples {
namespace {

std::string role_of(const Pages& pages, const Item& item) {
    constexpr std::array names{"document", "section", "H1",     "H2",    "H3",    "P",     "L",
                               "LI",       "Lbl",     "LBody",  "Table", "THead", "TBody", "TR",
                               "TH",       "TD",      "Figure", "Link",  "Span",  "Div"};
    constexpr std::array kinds{"?", "(top)", "(foot)", "(decor)"};
    if (item.element == Item::artifact) return kinds.at(static_cast<std::size_t>(item.kind));
    const Element& element = pages.elements[item.element];
    std::string role = names.at(static_cast<std::size_t>(element.role));
    if (!element.language.empty()) role += "[" + element.language + "]";
    return role + "#" + std::to_string(item.element);
}

std::string format(const char* pattern, auto... values) {
    std::array<char, 160> line{};
    std::snprintf(line.data(), line.size(), pattern, values...);
    return line.data();
}

std::string dump(const Pages& pages, std::size_t page, const Item& item) {
    const std::string role = role_of(pages, item);
    if (const auto* run = std::get_if<Run>(&item.what)) {
        return format("%zu %7.2f %7.2f %6.2f %5.1f %-24s %c %-10s ", page, run->x, run->y,
                      run->width, run->size, fonts().face(run->face).postscript_name().c_str(),
                      run->right_to_left ? '<' : '>', role.c_str()) +
               "|" + text_of(*run) + "|\n";
    }
    const Shape& shape = std::get<Shape>(item.what);
    const Shape::Segment& first = shape.path.front();
    return format("%zu %7.2f %7.2f %-13s %s, grey %.2f, %zu segments\n", page, first.x[2],
                  first.y[2], role.c_str(), shape.fill ? "filled" : "drawn", shape.grey,
                  shape.path.size());
}

}  // namespace

std::string dump(const Pages& pages) {
    std::string text = "page x y width size face direction role |text|\n";
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        for (const Item& item : pages.pages[i].items) text += dump(pages, i + 1, item);
    }
    return text;
}

std::string text_of(const Run& run) {
    std::string text;
    for (const Cluster& cluster : run.clusters) text += cluster.text;
    return text;
}

std::vector<std::set<double>> lines_by_page(const Pages& pages, std::size_t element) {
    std::vector<std::set<double>> lines(pages.pages.size());
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        for (const Item& item : pages.pages[i].items) {
            const auto* run = std::get_if<Run>(&item.what);
            if (run != nullptr && item.element == element) lines[i].insert(run->y);
        }
    }
    return lines;
}

void expect_within_margins(const Pages& pages) {
    constexpr double margin = 56.69;
    constexpr double hanging_space = 4;
    for (const Page& page : pages.pages) {
        for (const Item& item : page.items) {
            const auto* run = std::get_if<Run>(&item.what);
            if (run == nullptr || item.element == Item::artifact) continue;
            EXPECT_GE(run->x, margin - hanging_space) << text_of(*run);
            EXPECT_LE(run->x + run->width, page.width - margin + hanging_space) << text_of(*run);
            EXPECT_GE(run->y, margin) << text_of(*run);
        }
    }
}

std::string sentences(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "Ceci est la phrase numéro " + std::to_string(i) + ". ";
    return text;
}

std::string single_blanks(const std::string& text) {
    std::string single;
    for (const char byte : text) {
        const bool blank = byte == ' ' || byte == '\n' || byte == '\t';
        if (!blank) single += byte;
        if (blank && !single.empty() && single.back() != ' ') single += ' ';
    }
    while (!single.empty() && single.back() == ' ') single.pop_back();
    return single;
}

std::string reading_of_page(const Page& page) {
    std::string text;
    std::size_t last = Item::artifact;
    for (const Item& item : page.items) {
        const auto* run = std::get_if<Run>(&item.what);
        if (run == nullptr || item.element == Item::artifact) continue;
        if (item.element != last) text += ' ';
        last = item.element;
        text += text_of(*run);
    }
    return text;
}

std::string reading(const Pages& pages) {
    std::string text;
    for (const Page& page : pages.pages) text += reading_of_page(page) + " ";
    return single_blanks(text);
}

}  // namespace preavis::page::samples
