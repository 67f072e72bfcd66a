#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <variant>
#include <vector>

namespace preavis::page {

/// A laid-out document: positioned glyphs and the structure that a screen reader follows.
/// Made by `page/layout.h` from a content tree, written by `pdf`. A plain value.
/// Lengths are in points (1/72 inch), y grows upwards from the bottom of the page.

/// One glyph of a face, drawn at the pen plus its offset.
struct Glyph {
    std::uint32_t id = 0;  ///< in the face; 0 (.notdef) never occurs
    int advance = 0;       ///< in thousandths of the font size, after kerning
    int x_offset = 0;      ///< same unit
    int y_offset = 0;
};

/// The glyphs of one cluster. Nearly always there is just one, which needs no memory of its own.
class Glyphs {
  public:
    Glyphs() = default;
    Glyphs(std::initializer_list<Glyph> glyphs) : Glyphs(glyphs.begin(), glyphs.end()) {}
    Glyphs(const Glyph* first, const Glyph* last) {
        if (last - first == 1) {
            single_ = *first;
            is_single_ = true;
        } else {
            several_.assign(first, last);
        }
    }

    std::size_t size() const { return is_single_ ? 1 : several_.size(); }
    const Glyph* begin() const { return is_single_ ? &single_ : several_.data(); }
    const Glyph* end() const { return begin() + size(); }
    const Glyph& front() const { return *begin(); }

  private:
    Glyph single_;
    bool is_single_ = false;
    std::vector<Glyph> several_;
};

/// The smallest group of characters that is drawn as a whole: a letter, a ligature, a base with its
/// marks. What is copied or read aloud from the page is `text`.
struct Cluster {
    std::string text;  ///< UTF-8, in logical order; never empty; no bidi control
    Glyphs glyphs;     ///< in visual order from left to right; may be empty (ZWNJ)
};

/// Clusters of one face, size and direction on one line, in logical (reading) order.
struct Run {
    std::size_t face = 0;  ///< index in Fonts
    double size = 0;
    bool right_to_left = false;
    double x = 0;  ///< left edge of the run, whatever its direction
    double y = 0;  ///< base line
    double width = 0;
    std::vector<Cluster> clusters;
    bool white = false;  ///< drawn white on a dark ground; otherwise black
};

/// A filled or stroked shape: rules, frames, grounds, the paths of pictograms.
struct Shape {
    struct Segment {
        enum class Kind { move, line, curve, close };
        Kind kind;
        double x[3] = {};  ///< end point last; two control points first for a curve
        double y[3] = {};
    };
    std::vector<Segment> path;
    bool fill = false;
    bool even_odd = false;
    double line_width = 0.5;
    double grey = 0;  ///< 0 black to 1 white
};

/// PDF 1.7 structure types that we use (ISO 32000-1, 14.8.4).
enum class Role {
    document,
    section,
    heading1,
    heading2,
    heading3,
    paragraph,
    list,
    list_item,
    label,
    list_body,
    table,
    table_head,
    table_body,
    table_row,
    header_cell,
    data_cell,
    figure,
    link,
    span,
    division,
};

/// Bytes that a title, an alternative text or the target of a link may have: also in UTF-16 or with
/// every byte escaped, a PDF string of PDF/A (ISO 19005-2, 6.1.13) holds as many.
inline constexpr std::size_t longest_description = 8000;

/// A node of the structure tree. Node 0 is the document.
struct Element {
    Role role = Role::paragraph;
    std::size_t parent = 0;
    std::string language;       ///< BCP 47 where it differs from the parent's; else empty
    std::string alternative;    ///< of figures
    bool column_scope = false;  ///< header cell: of its column (else of its row)
    bool ordered = false;       ///< list: numbered
    std::string summary;        ///< of tables
    std::string target;         ///< of links
    double box[4] = {};         ///< figures: left, bottom, right, top
};

/// One thing drawn, in reading order. `element` is its owner, or `artifact` for what is only
/// decoration (rules, running headers, page numbers).
struct Item {
    static constexpr std::size_t artifact = static_cast<std::size_t>(-1);
    enum class Artifact { none, pagination_header, pagination_footer, layout };
    std::size_t element = artifact;
    Artifact kind = Artifact::none;
    std::variant<Run, Shape> what;
};

/// The clickable area of a link.
struct LinkArea {
    std::size_t element = 0;
    double left = 0, bottom = 0, right = 0, top = 0;
};

struct Page {
    double width = 595.276;
    double height = 841.89;
    std::vector<Item> items;
    std::vector<LinkArea> links;
};

struct Pages {
    std::string title;
    std::string subject;
    std::string author;
    std::string language;
    std::string issued_on;  ///< ISO date
    std::vector<Element> elements;
    std::vector<Page> pages;
};

}  // namespace preavis::page
