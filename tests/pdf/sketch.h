#pragma once

#include <memory>
#include <string>

#include "page/fonts.h"
#include "page/pages.h"
#include "pdf/write.h"

namespace preavis::pdf {

/// Fonts and writer, made once for all tests.
std::shared_ptr<const page::Fonts> fonts();
const Writer& writer();

/// Pages put together by hand: what a layout would make, without its rules.
class Sketch {
  public:
    explicit Sketch(const std::string& language = "fr");

    std::size_t element(page::Role role, std::size_t parent = 0, const std::string& language = "");
    page::Element& at(std::size_t element) { return pages.elements.at(element); }
    /// A line of text of an element, below the one before.
    void line(std::size_t element, const std::string& text, page::Weight weight = {});
    /// More text on the same line.
    void more(std::size_t element, const std::string& text, page::Weight weight = {});
    void artifact(page::Item::Artifact kind, const std::string& text);
    void rule();
    /// A filled triangle, content of a figure.
    void triangle(std::size_t element);
    /// Makes the last text clickable.
    void link_area(std::size_t element);
    void new_page();

    page::Pages pages;

  private:
    page::Run shaped(const std::string& text, page::Weight weight) const;
    void put(std::size_t element, page::Item::Artifact kind, page::Run run);

    double x_ = 0;
    double y_ = 0;
};

/// A letter with everything that the writer knows: headings, list, table, figure, link, header,
/// footer, two pages.
Sketch letter();
/// The same in Arabic, from right to left, with a French name.
Sketch arabic_letter();
/// One paragraph in a language.
Sketch paragraph(const std::string& language, const std::string& text);

}  // namespace preavis::pdf
