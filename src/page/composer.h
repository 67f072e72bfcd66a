#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/refusal.h"
#include "document/content.h"
#include "page/flow.h"
#include "page/fonts.h"
#include "page/layout.h"
#include "page/paragraph.h"

namespace preavis::page {

/// Where blocks are set: the column, its language, the element that holds them.
struct Frame {
    double left = 0;
    double right = 0;
    std::string_view language;
    std::size_t element = 0;
    std::size_t box = none;
    int depth = 0;

    double width() const { return right - left; }
};

enum class Align { start, end, centre };

/// How one text is set.
struct Setting {
    TextStyle style;
    double before = 0;
    bool whole = false;     ///< all its lines on one page
    bool balanced = false;  ///< lines of about the same width
    Align align = Align::start;
    Keep keep = Keep::loose;  ///< of its last line with what follows
};

/// Turns blocks into a flow of slabs and their structure. After the first refusal it goes on
/// without the text that was refused; the caller asks for `refusal` at the end.
class Composer {
  public:
    /// `body_height`: what a page can hold.
    Composer(const Fonts& fonts, const Pictograms& pictograms, const Look& look,
             double body_height);
    Composer(const Composer&) = delete;
    Composer& operator=(const Composer&) = delete;

    void blocks(const std::vector<document::Block>& all, const Frame& frame);
    /// Sets one text in an element that exists; as an artifact of `kind` if that is none.
    void text(const document::Inline& spans, const Frame& frame, const Setting& setting,
              Item::Artifact kind = Item::Artifact::none);
    std::size_t add_element(Role role, const Frame& frame, std::string_view tag = {});

    Flow& flow() { return flow_; }
    const std::optional<base::Refusal>& refusal() const { return refusal_; }

  private:
    using Blocks = std::vector<document::Block>;

    void block(const Blocks& all, std::size_t index, const Frame& frame);
    void heading(const document::Heading& heading, const Frame& frame, std::string_view tag);
    void paragraph(const Blocks& all, std::size_t index, const Frame& frame, std::string_view tag);
    void list(const document::List& list, const Frame& frame, std::string_view tag);
    void list_item(const Blocks& item, const ShapedText& label, const Frame& list, double indent);
    void label(const ShapedText& label, const Frame& frame, Slab& slab);
    void box(const document::Box& box, const Frame& frame, std::string_view tag);
    void address(const document::AddressWindow& window, const Frame& frame);
    bool address_lines(const document::AddressWindow& window, const Frame& frame, double size);

    /// In pictures.cpp.
    void figure(const document::Figure& figure, const Frame& frame, std::string_view tag);
    void picture(const Pictograms::Picture& picture, double width, double x, double top,
                 std::size_t element, Slab& slab);
    const Pictograms::Picture* find_picture(const std::string& name,
                                            const std::string& alternative);
    std::size_t picture_element(const std::string& alternative, const Frame& frame);
    Frame beside_pictograms(const Blocks& all, const Frame& frame) const;
    void hang_pictogram(const Pictograms::Picture& picture, std::size_t element, const Frame& frame,
                        std::size_t first, bool followed);
    void settle_pictogram();

    /// In signatures.cpp.
    void signatures(const document::SignatureBlock& block, const Frame& frame,
                    std::string_view tag);
    std::vector<Slab> party(const document::SignatureBlock::Party& party, const Frame& frame);

    /// In columns.cpp.
    void bilingual(const document::Bilingual& both, const Frame& frame);
    void pair(const Blocks& french, const Blocks& translated, const Frame& left,
              const Frame& right);
    /// Sets what `fill` adds into slabs of their own.
    template <class Fill>
    std::vector<Slab> apart(Fill fill) {
        std::vector<Slab> slabs;
        std::vector<Slab>* const outside = std::exchange(out_, &slabs);
        const Pending pending = std::exchange(pending_, {});
        fill();
        settle_pictogram();
        pending_ = pending;
        out_ = outside;
        return slabs;
    }
    /// Columns beside each other, cut into strips no higher than `limit` where slabs allow it.
    std::vector<Slab> side_by_side(std::vector<std::vector<Slab>> columns, double limit);

    /// In tables.cpp.
    struct Grid;
    void table(const document::Table& table, const Frame& frame, std::string_view tag);
    struct RowPlace {
        double limit;      ///< a row higher than this is cut
        std::size_t head;  ///< the head that is repeated above it, or none
    };
    bool shape_cells(Grid& grid);
    bool share_width(Grid& grid);
    void row(const Grid& grid, std::size_t index, const Frame& section, const RowPlace& place);
    void cell(const Grid& grid, std::size_t row, std::size_t column, const Frame& row_frame);

    std::optional<ShapedText> shape(const document::Inline& spans, std::string_view language,
                                    const TextStyle& style);
    void lines(const ShapedText& shaped, const Frame& frame, const Setting& setting,
               Item::Artifact kind);
    void add_line(Slab& slab, Line&& line, const ShapedText& shaped, double x, const Frame& frame,
                  std::vector<std::size_t>& stretch_elements, Item::Artifact kind);
    std::size_t stretch_element(const Stretch& stretch, const Frame& frame);
    bool is_narrow(const Frame& frame);
    double gap(double normal);
    TextStyle body(bool bold = false) const;
    void refuse(base::Refusal refusal);

    const Fonts& fonts_;
    const Pictograms& pictograms_;
    const Look& look_;
    double body_height_;
    Flow flow_;
    std::vector<Slab>* out_ = &flow_.slabs;
    std::optional<base::Refusal> refusal_;
    int heading_level_ = 0;  ///< of the last heading
    /// What the next block must heed.
    struct Pending {
        bool after_heading = false;  ///< nothing stands between a heading and the next block
        double owed = 0;             ///< blank added to the usual one
        std::optional<double> gap;   ///< blank instead of the usual one
        double overhang = 0;         ///< how far a pictogram hangs below the last slab
    } pending_;
};

}  // namespace preavis::page
