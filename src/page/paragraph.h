#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "document/content.h"
#include "page/assembly.h"
#include "page/fonts.h"
#include "page/pages.h"
#include "page/shaping.h"

namespace preavis::page {

/// How a paragraph is set.
struct TextStyle {
    double size = 11;
    bool bold = false;
    double line_spacing = 1.25;  ///< of the size; tall scripts take more
};

/// A part of a line: a run and the stretch (language, link) that it belongs to.
struct LinePart {
    Run run;  ///< x from the left edge of the line; y not set
    std::size_t stretch = 0;
};

/// One line of a paragraph, its parts in reading order. A space at its end hangs over: it is there
/// to be read and copied, and does not count in `width`.
struct Line {
    std::vector<LinePart> parts;
    double width = 0;
};

/// A paragraph shaped once, then broken into lines of any width.
/// Views into the inline text and the fonts that it was made from.
class ShapedText {
  public:
    /// Refuses as `assemble` and `itemise` do.
    static base::Answer<ShapedText> shape(const document::Inline& spans, std::string_view language,
                                          const TextStyle& style, const Fonts& fonts);

    /// Filled greedily, never hyphenated; a word wider than the line is broken between clusters.
    /// No line is wider than `width`, unless one single cluster is. `balanced`: no more lines than
    /// needed, but of about the same width, so that no word is left alone on the last.
    std::vector<Line> lines(double width, bool balanced = false) const;

    bool empty() const { return shaped_.clusters.empty(); }
    /// The width of the widest part that offers no break.
    double widest_word() const;
    /// The width on one line.
    double full_width() const;
    double line_height() const { return line_height_; }
    /// From the top of a line to its base line.
    double baseline() const { return baseline_; }
    double size() const { return style_.size; }
    bool right_to_left() const { return text_.right_to_left; }
    const std::vector<Stretch>& stretches() const { return text_.stretches; }

  private:
    /// Clusters [first, last) of the paragraph.
    struct Range {
        std::size_t first = 0;
        std::size_t last = 0;
    };
    struct Part;

    explicit ShapedText(Assembly text, const TextStyle& style, const Fonts& fonts);
    std::optional<base::Refusal> shape_items(const Language& language);
    void measure();
    std::int32_t span(Range range) const { return edges_[range.last] - edges_[range.first]; }
    Range without_spaces(Range range) const;
    std::vector<Range> fill(std::int32_t limit) const;
    std::int32_t balanced_limit(std::int32_t limit) const;
    bool fits(Range range, std::int32_t limit) const;
    std::size_t last_that_fits(Range word, std::int32_t limit) const;
    bool is_cut(std::size_t cluster) const;
    std::vector<Part> parts(Range range) const;
    Line line(Range range) const;
    Run run(const Part& part) const;

    Assembly text_;
    TextStyle style_;
    const Fonts* fonts_;
    std::vector<TextItem> items_;
    ShapedClusters shaped_;
    std::vector<std::int32_t> edges_;  ///< sums of advances before each cluster
    struct Break {
        std::size_t cluster;
        bool forced;
    };
    std::vector<Break> breaks_;
    double line_height_ = 0;
    double baseline_ = 0;
};

}  // namespace preavis::page
