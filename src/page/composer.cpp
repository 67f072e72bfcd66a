#include "page/composer.h"

#include <algorithm>
#include <utility>

#include "base/expects.h"

namespace preavis::page {
namespace {

constexpr int deepest = 12;
constexpr double narrowest_ems = 2.5;
constexpr double tolerance = 0.01;
constexpr double underline_depth = 0.13;  ///< below the base line, of the size
constexpr double underline_width = 0.5;
constexpr double link_depth = 0.25;
constexpr double link_height = 0.85;
constexpr double beside_window = 88 * points_per_mm;  ///< right edge of a sender's lines

}  // namespace

Composer::Composer(const Fonts& fonts, const Pictograms& pictograms, const Look& look,
                   double body_height)
    : fonts_(fonts), pictograms_(pictograms), look_(look), body_height_(body_height) {
    flow_.elements.push_back({.role = Role::document});
}

void Composer::blocks(const Blocks& all, const Frame& frame) {
    if (is_narrow(frame)) return;
    const Frame text_frame = beside_pictograms(all, frame);
    // What stands above the recipient's address keeps out of the window of the envelope.
    const auto window = std::find_if(all.begin(), all.end(), [](const document::Block& block) {
        return std::holds_alternative<document::AddressWindow>(block.what);
    });
    const auto sender = window == all.end() ? 0 : window - all.begin();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool indented = std::holds_alternative<document::Paragraph>(all[i].what) ||
                              std::holds_alternative<document::List>(all[i].what);
        Frame own = indented ? text_frame : frame;
        if (static_cast<std::ptrdiff_t>(i) < sender) own.right = std::min(own.right, beside_window);
        block(all, i, own);
    }
    settle_pictogram();
}

void Composer::block(const Blocks& all, std::size_t index, const Frame& outer) {
    const document::Block& one = all[index];
    const std::string_view tag =
        one.language == outer.language ? std::string_view{} : std::string_view(one.language);
    Frame frame = outer;
    if (!tag.empty()) frame.language = tag;
    if (find_language(frame.language) == nullptr) return refuse(unknown_language(tag));
    const auto* sentence = std::get_if<document::Paragraph>(&one.what);
    if (sentence == nullptr || !sentence->pictogram.empty()) settle_pictogram();
    struct {
        Composer& to;
        const Blocks& all;
        std::size_t index;
        const Frame& frame;
        std::string_view tag;
        void operator()(const document::Heading& x) const { to.heading(x, frame, tag); }
        void operator()(const document::Paragraph&) const { to.paragraph(all, index, frame, tag); }
        void operator()(const document::List& x) const { to.list(x, frame, tag); }
        void operator()(const document::Table& x) const { to.table(x, frame, tag); }
        void operator()(const document::Figure& x) const { to.figure(x, frame, tag); }
        void operator()(const document::Box& x) const { to.box(x, frame, tag); }
        void operator()(const document::AddressWindow& x) const { to.address(x, frame); }
        void operator()(const document::SignatureBlock& x) const { to.signatures(x, frame, tag); }
        void operator()(const document::Bilingual& x) const { to.bilingual(x, frame); }
    } const visitor{*this, all, index, frame, tag};
    std::visit(visitor, one.what);
}

std::size_t Composer::add_element(Role role, const Frame& frame, std::string_view tag) {
    flow_.elements.push_back({.role = role, .parent = frame.element, .language = std::string(tag)});
    return flow_.elements.size() - 1;
}

std::optional<ShapedText> Composer::shape(const document::Inline& spans, std::string_view language,
                                          const TextStyle& style) {
    base::Answer<ShapedText> answer = ShapedText::shape(spans, language, style, fonts_);
    if (auto* refused = std::get_if<base::Refusal>(&answer)) {
        refuse(std::move(*refused));
        return std::nullopt;
    }
    return std::get<ShapedText>(std::move(answer));
}

void Composer::text(const document::Inline& spans, const Frame& frame, const Setting& setting,
                    Item::Artifact kind) {
    const std::optional<ShapedText> shaped = shape(spans, frame.language, setting.style);
    if (shaped) lines(*shaped, frame, setting, kind);
}

void Composer::lines(const ShapedText& shaped, const Frame& frame, const Setting& setting,
                     Item::Artifact kind) {
    std::vector<Line> set = shaped.lines(frame.width(), setting.balanced);
    std::vector<std::size_t> stretch_elements(shaped.stretches().size(), none);
    for (std::size_t i = 0; i < set.size(); ++i) {
        const double free = frame.width() - set[i].width;
        if (free < -tolerance) {
            refuse({"texte_trop_large", "Un caractère est plus large que la colonne de texte."});
        }
        const bool at_end = (setting.align == Align::end) != shaped.right_to_left();
        const double share = setting.align == Align::centre ? 0.5 : at_end ? 1 : 0;
        const bool last = i + 1 == set.size();
        const bool held = !last && (setting.whole || i == 0 || i + 2 == set.size());
        Slab& slab = out_->emplace_back();
        slab.before = i == 0 ? setting.before : 0;
        slab.height = shaped.line_height();
        slab.keep = last ? setting.keep : held ? Keep::must : Keep::loose;
        slab.box = frame.box;
        add_line(slab, std::move(set[i]), shaped, frame.left + free * share, frame,
                 stretch_elements, kind);
    }
}

std::size_t Composer::stretch_element(const Stretch& stretch, const Frame& frame) {
    if (frame.element == none || (stretch.tag.empty() && stretch.link.empty())) {
        return frame.element;
    }
    const Role role = stretch.link.empty() ? Role::span : Role::link;
    const std::size_t element = add_element(role, frame, stretch.tag);
    flow_.elements[element].target = stretch.link;
    return element;
}

void Composer::add_line(Slab& slab, Line&& line, const ShapedText& shaped, double x,
                        const Frame& frame, std::vector<std::size_t>& stretch_elements,
                        Item::Artifact kind) {
    const double y = -shaped.baseline();
    const double size = shaped.size();
    for (LinePart& part : line.parts) {
        const Stretch& stretch = shaped.stretches()[part.stretch];
        std::size_t& element = stretch_elements[part.stretch];
        if (element == none) element = stretch_element(stretch, frame);
        Run& run = part.run;
        run.x += x;
        run.y = y;
        if (element != none && !stretch.link.empty()) {
            const double right = run.x + run.width;
            slab.links.push_back(
                {element, run.x, y - link_depth * size, right, y + link_height * size});
            slab.items.push_back(
                artifact(rule(run.x, right, y - underline_depth * size, underline_width, 0)));
        }
        slab.items.push_back({element, kind, std::move(run)});
    }
}

bool Composer::is_narrow(const Frame& frame) {
    if (frame.depth <= deepest && frame.width() >= narrowest_ems * look_.size) return false;
    refuse({"imbrication_trop_profonde",
            "Des listes, cadres ou colonnes sont imbriqués trop profondément pour la page."});
    return true;
}

double Composer::gap(double normal) {
    const double usual = pending_.after_heading ? look_.after_heading : normal;
    const double chosen = pending_.gap.value_or(usual) + pending_.owed;
    pending_.after_heading = false;
    pending_.gap.reset();
    pending_.owed = 0;
    return chosen;
}

TextStyle Composer::body(bool bold) const {
    return {look_.size, bold, look_.line_spacing};
}

void Composer::refuse(base::Refusal refusal) {
    if (!refusal_) refusal_ = std::move(refusal);
}

}  // namespace preavis::page
