#pragma once

#include <optional>
#include <string>

#include "page/pages.h"
#include "pdf/encoding.h"
#include "pdf/structure.h"

namespace preavis::pdf {

/// The content stream of one page: every piece is marked, either as content of an element or as an
/// artifact. Text runs are written in reading order whatever their direction.
class PageContent {
  public:
    PageContent(std::size_t page, Encoding& encoding, StructureTree& structure)
        : page_(page), encoding_(encoding), structure_(structure) {}

    void draw(const page::Item& item);
    /// The stream, not compressed.
    std::string finish();

  private:
    /// Who owns what is drawn; consecutive pieces of one owner share a marked-content sequence.
    struct Owner {
        std::size_t element;
        page::Item::Artifact kind;
        bool operator==(const Owner&) const = default;
    };

    void open(const Owner& owner);
    void close();
    void end_text();
    void draw_run(const page::Run& run);
    void show(const page::Run& run, double left);
    void draw_shape(const page::Shape& shape);
    void set_font(std::size_t face, double size);
    void set_fill(double grey);
    void real(double value);

    std::size_t page_;
    Encoding& encoding_;
    StructureTree& structure_;
    std::string out_;
    std::vector<PlacedCode> placed_;  // those of a run; x counted from its left edge
    std::optional<Owner> owner_;
    bool in_text_ = false;
    std::size_t face_ = 0;
    double size_ = 0;
    double fill_ = 0;
};

}  // namespace preavis::pdf
