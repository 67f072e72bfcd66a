#include "page/paragraph.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/expects.h"
#include "base/text.h"

namespace preavis::page {
namespace {

constexpr double em = 1000;
/// The share of a face's own height that its lines take at least: tall scripts need air.
constexpr double face_height_share = 0.75;
constexpr std::size_t most_balanced_lines = 4;
constexpr std::int32_t balance_step = 100;  ///< thousandths of the size

}  // namespace

/// Clusters of one item and level on one line; shaped anew where the line cuts an item.
struct ShapedText::Part {
    std::uint32_t item = 0;
    std::uint8_t level = 0;
    Range range;
    std::optional<ShapedClusters> again;
    std::int32_t advance = 0;
};

ShapedText::ShapedText(Assembly text, const TextStyle& style, const Fonts& fonts)
    : text_(std::move(text)), style_(style), fonts_(&fonts) {}

base::Answer<ShapedText> ShapedText::shape(const document::Inline& spans, std::string_view language,
                                           const TextStyle& style, const Fonts& fonts) {
    base::Answer<Assembly> assembled = assemble(spans, language, style.bold);
    if (auto* refusal = std::get_if<base::Refusal>(&assembled)) return std::move(*refusal);
    ShapedText made(std::get<Assembly>(std::move(assembled)), style, fonts);
    const Language* own = find_language(language);
    expects(own != nullptr);
    if (auto refusal = made.shape_items(*own)) return std::move(*refusal);
    made.measure();
    return made;
}

std::optional<base::Refusal> ShapedText::shape_items(const Language& language) {
    Shaper& shaper = Shaper::of_this_thread();
    std::vector<std::uint8_t> levels;
    if (text_.bidirectional && !text_.text.empty()) shaper.resolve_levels(text_, levels);
    base::Answer<std::vector<TextItem>> items = itemise(text_, levels, *fonts_);
    if (auto* refusal = std::get_if<base::Refusal>(&items)) return std::move(*refusal);
    items_ = std::get<std::vector<TextItem>>(std::move(items));
    shaped_.clusters.reserve(text_.text.size());
    shaped_.glyphs.reserve(text_.text.size() + 8);
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
        shaper.shape(text_, items_[i], i, *fonts_, shaped_);
    }
    for (const ShapedCluster& cluster : shaped_.clusters) {
        for (std::uint32_t i = cluster.first_glyph; i < cluster.end_glyph; ++i) {
            if (shaped_.glyphs[i].id != 0) continue;
            const std::string drawn = visible_text(text_, cluster.start, cluster.end);
            return undrawable(base::code_points(drawn).front(), drawn);
        }
    }
    std::size_t next = 0;
    for (const BreakPoint& point : shaper.break_points(text_, language)) {
        while (next < shaped_.clusters.size() && shaped_.clusters[next].start < point.position) {
            ++next;
        }
        const bool forced = point.forced && point.position < static_cast<int>(text_.text.size());
        if (next > 0 && next < shaped_.clusters.size() &&
            shaped_.clusters[next - 1].end > point.position) {
            continue;  // inside a cluster
        }
        breaks_.push_back({next, forced});
    }
    return std::nullopt;
}

void ShapedText::measure() {
    edges_.reserve(shaped_.clusters.size() + 1);
    edges_.push_back(0);
    for (const ShapedCluster& cluster : shaped_.clusters) {
        edges_.push_back(edges_.back() + cluster.advance);
    }
    line_height_ = style_.size * style_.line_spacing;
    const Face* tallest = &fonts_->face(0);
    double most = 0;
    for (const TextItem& item : items_) {
        const Face& face = fonts_->face(item.face);
        const double height =
            style_.size * face_height_share * (face.ascent() - face.descent()) / em;
        if (height > most) tallest = &face;
        most = std::max(most, height);
    }
    line_height_ = std::max(line_height_, most);
    baseline_ = line_height_ / 2 + style_.size * (tallest->ascent() + tallest->descent()) / em / 2;
}

ShapedText::Range ShapedText::without_spaces(Range range) const {
    while (range.last > range.first && shaped_.clusters[range.last - 1].space) --range.last;
    return range;
}

double ShapedText::full_width() const {
    return span(without_spaces({0, shaped_.clusters.size()})) * style_.size / em;
}

double ShapedText::widest_word() const {
    std::int32_t widest = 0;
    std::size_t start = 0;
    for (const Break& point : breaks_) {
        widest = std::max(widest, span(without_spaces({start, point.cluster})));
        start = point.cluster;
    }
    return widest * style_.size / em;
}

bool ShapedText::is_cut(std::size_t cluster) const {
    const std::vector<ShapedCluster>& all = shaped_.clusters;
    return cluster > 0 && cluster < all.size() && all[cluster].unsafe &&
           all[cluster].item == all[cluster - 1].item;
}

bool ShapedText::fits(Range range, std::int32_t limit) const {
    const Range ink = without_spaces(range);
    if (!is_cut(range.first) && !is_cut(range.last)) return span(ink) <= limit;
    if (span(ink) > 2 * limit) return false;  // shaping again changes a letter or two
    std::int32_t width = 0;
    for (const Part& part : parts(ink)) width += part.advance;
    return width <= limit;
}

std::size_t ShapedText::last_that_fits(Range word, std::int32_t limit) const {
    std::size_t last = word.first + 1;
    while (last < word.last && span({word.first, last + 1}) <= limit) ++last;
    while (last > word.first + 1 && !fits({word.first, last}, limit)) --last;
    return last;
}

std::vector<ShapedText::Range> ShapedText::fill(std::int32_t limit) const {
    std::vector<Range> filled;
    std::size_t start = 0;
    std::size_t fitting = 0;
    for (const Break& point : breaks_) {
        while (point.cluster > start && !fits({start, point.cluster}, limit)) {
            if (fitting == start) fitting = last_that_fits({start, point.cluster}, limit);
            filled.push_back({start, fitting});
            start = fitting;
        }
        fitting = point.cluster;
        if (point.forced) {
            filled.push_back({start, fitting});
            start = fitting;
        }
    }
    if (start < shaped_.clusters.size()) filled.push_back({start, shaped_.clusters.size()});
    return filled;
}

std::int32_t ShapedText::balanced_limit(std::int32_t limit) const {
    const std::size_t count = fill(limit).size();
    if (count < 2 || count > most_balanced_lines) return limit;
    auto low = static_cast<std::int32_t>(std::ceil(widest_word() * em / style_.size));
    std::int32_t high = limit;
    while (high - low > balance_step) {
        const std::int32_t middle = low + (high - low) / 2;
        (fill(middle).size() <= count ? high : low) = middle;
    }
    return high;
}

std::vector<Line> ShapedText::lines(double width, bool balanced) const {
    std::vector<Line> result;
    auto limit = static_cast<std::int32_t>(std::floor(width * em / style_.size + 0.001));
    if (balanced) limit = balanced_limit(limit);
    for (const Range& range : fill(limit)) result.push_back(line(range));
    return result;
}

/// The parts of a line in reading order. A space at its end takes the paragraph's own direction
/// (UAX #9, L1).
std::vector<ShapedText::Part> ShapedText::parts(Range range) const {
    const std::vector<ShapedCluster>& all = shaped_.clusters;
    const std::size_t ink = without_spaces(range).last;
    const std::uint8_t base = text_.right_to_left ? 1 : 0;
    std::vector<Part> found;
    for (std::size_t i = range.first; i < range.last; ++i) {
        const std::uint8_t own = items_[all[i].item].level;
        const std::uint8_t level = i < ink || own % 2 == base ? own : base;
        if (found.empty() || found.back().item != all[i].item || found.back().level != level) {
            found.push_back({all[i].item, level, {i, i}, std::nullopt, 0});
        }
        found.back().range.last = i + 1;
    }
    for (Part& part : found) {
        part.advance = span(part.range);
        if (!is_cut(part.range.first) && !is_cut(part.range.last)) continue;
        TextItem item = items_[part.item];
        item.start = all[part.range.first].start;
        item.end = all[part.range.last - 1].end;
        item.level = part.level;
        part.again.emplace();
        Shaper::of_this_thread().shape(text_, item, part.item, *fonts_, *part.again);
        part.advance = 0;
        for (const ShapedCluster& cluster : part.again->clusters) part.advance += cluster.advance;
    }
    return found;
}

namespace {

/// Visual order by UAX #9, L2: from the highest level to the lowest odd one, reverse what is at
/// that level or higher.
std::vector<std::size_t> visual_order(const std::vector<std::uint8_t>& levels) {
    std::vector<std::size_t> order(levels.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto highest = levels.empty() ? 0 : *std::max_element(levels.begin(), levels.end());
    for (int level = highest; level > 0; --level) {
        for (std::size_t i = 0; i < order.size();) {
            std::size_t end = i;
            while (end < order.size() && levels[order[end]] >= level) ++end;
            std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i),
                         order.begin() + static_cast<std::ptrdiff_t>(end));
            i = std::max(end, i + 1);
        }
    }
    return order;
}

}  // namespace

Line ShapedText::line(Range range) const {
    const std::vector<Part> cut = parts(range);
    Line made;
    made.parts.reserve(cut.size());
    std::vector<std::uint8_t> levels;
    for (const Part& part : cut) {
        made.parts.push_back({run(part), items_[part.item].stretch});
        levels.push_back(part.level);
    }
    const Range ink = without_spaces(range);
    std::int32_t hanging = span({ink.last, range.last});
    // In a right-to-left line the hanging space lies left of the edge.
    std::int32_t pen = text_.right_to_left ? -hanging : 0;
    std::int32_t total = -hanging;
    for (const std::size_t index : visual_order(levels)) {
        made.parts[index].run.x = pen * style_.size / em;
        pen += cut[index].advance;
        total += cut[index].advance;
    }
    made.width = total * style_.size / em;
    return made;
}

Run ShapedText::run(const Part& part) const {
    const ShapedClusters& source = part.again ? *part.again : shaped_;
    const Range range = part.again ? Range{0, source.clusters.size()} : part.range;
    Run made;
    made.face = items_[part.item].face;
    made.size = style_.size;
    made.right_to_left = part.level % 2 == 1;
    made.width = part.advance * style_.size / em;
    made.clusters.reserve(range.last - range.first);
    for (std::size_t i = range.first; i < range.last; ++i) {
        const ShapedCluster& from = source.clusters[i];
        const Glyph* glyphs = source.glyphs.data();
        made.clusters.push_back({visible_text(text_, from.start, from.end),
                                 {glyphs + from.first_glyph, glyphs + from.end_glyph}});
    }
    return made;
}

}  // namespace preavis::page
