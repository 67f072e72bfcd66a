#include "pdf/codes.h"

#include <hb.h>

#include "base/expects.h"
#include "base/text.h"

namespace preavis::pdf {
namespace {

constexpr std::size_t most_codes = 0xfffe;

bool one_character(std::string_view utf8) {
    std::size_t characters = 0;
    for (const char byte : utf8) characters += (byte & 0xc0) != 0x80 ? 1 : 0;
    return characters == 1;
}

/// Drawn by its own glyph, without any move above the base line.
bool is_plain(const page::Cluster& cluster, bool right_to_left) {
    return cluster.glyphs.size() == 1 && cluster.glyphs.front().y_offset == 0 &&
           (!right_to_left || one_character(cluster.text));
}

int advance_of(const page::Cluster& cluster) {
    int advance = 0;
    for (const page::Glyph& glyph : cluster.glyphs) advance += glyph.advance;
    return advance;
}

/// The cluster's glyphs as one, its origin moved by `shift`.
Composite composite_of(const page::Cluster& cluster, int shift, int advance) {
    Composite composite{{}, advance};
    int pen = shift;
    for (const page::Glyph& glyph : cluster.glyphs) {
        composite.parts.push_back({glyph.id, pen + glyph.x_offset, glyph.y_offset});
        pen += glyph.advance;
    }
    return composite;
}

}  // namespace

Codes::Codes(const page::Face& face)
    : face_(&face), first_of_glyph_(hb_face_get_glyph_count(face.hb_face())) {}

void Codes::place(const page::Cluster& cluster, bool right_to_left,
                  std::vector<PlacedCode>& placed) {
    expects(!cluster.text.empty());
    if (is_plain(cluster, right_to_left)) {
        const page::Glyph& glyph = cluster.glyphs.front();
        const std::uint16_t code = plain(glyph.id, cluster.text);
        placed.push_back({code, glyph.x_offset, codes_[code - 1u].width});
    } else if (right_to_left) {
        place_by_character(cluster, placed);
    } else {
        place_composed(cluster, placed);
    }
}

std::optional<PlacedCode> Codes::find(const page::Cluster& cluster, bool right_to_left) const {
    if (!is_plain(cluster, right_to_left)) return std::nullopt;
    const page::Glyph& glyph = cluster.glyphs.front();
    const auto code = known(glyph.id, cluster.text);
    if (!code) return std::nullopt;
    return PlacedCode{*code, glyph.x_offset, codes_[*code - 1u].width};
}

void Codes::place_composed(const page::Cluster& cluster, std::vector<PlacedCode>& placed) {
    const int advance = advance_of(cluster);
    placed.push_back({composed(composite_of(cluster, 0, advance), cluster.text), 0, advance});
}

void Codes::place_by_character(const page::Cluster& cluster, std::vector<PlacedCode>& placed) {
    const std::u32string characters = base::code_points(cluster.text);
    const int others = static_cast<int>(characters.size()) - 1;
    const int advance = advance_of(cluster);
    const int part = advance / (others + 1);
    const int drawn = advance - others * part;
    // The first character stands at the right, the empty ones to its left.
    Composite drawing = composite_of(cluster, -others * part, drawn);
    placed.push_back(
        {composed(std::move(drawing), base::utf8(characters.front())), others * part, drawn});
    for (int i = 1; i <= others; ++i) {
        const std::string text = base::utf8(characters[static_cast<std::size_t>(i)]);
        placed.push_back({composed({{}, part}, text), (others - i) * part, part});
    }
}

std::optional<std::uint16_t> Codes::known(std::uint32_t glyph, std::string_view text) const {
    expects(glyph != 0 && glyph < first_of_glyph_.size());
    const std::uint16_t first = first_of_glyph_[glyph];
    if (first == 0) return std::nullopt;
    if (codes_[first - 1u].text == text) return first;
    const auto other = other_texts_.find({glyph, std::string(text)});
    if (other == other_texts_.end()) return std::nullopt;
    return other->second;
}

std::uint16_t Codes::plain(std::uint32_t glyph, const std::string& text) {
    if (const auto code = known(glyph, text)) return *code;
    const int width = hb_font_get_glyph_h_advance(face_->hb_font(), glyph);
    const std::uint16_t code = add({glyph, {}, text, width});
    if (first_of_glyph_[glyph] == 0) {
        first_of_glyph_[glyph] = code;
    } else {
        other_texts_[{glyph, text}] = code;
    }
    return code;
}

std::uint16_t Codes::composed(Composite composite, std::string text) {
    const int width = composite.advance;
    const auto [found, is_new] =
        composite_index_.try_emplace(std::move(composite), composites_.size());
    if (is_new) composites_.push_back(found->first);
    const std::size_t index = found->second;
    std::uint16_t& code = composed_[{index, text}];
    if (code == 0) code = add({0, index, std::move(text), width});
    return code;
}

std::uint16_t Codes::add(Code code) {
    expects(codes_.size() < most_codes);
    codes_.push_back(std::move(code));
    return static_cast<std::uint16_t>(codes_.size());
}

}  // namespace preavis::pdf
