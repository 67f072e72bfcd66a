#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "page/fonts.h"
#include "page/pages.h"

namespace preavis::pdf {

/// A glyph that the face does not have: several of its glyphs drawn as one, or nothing at all with
/// an advance. Thousandths of the font size.
struct Composite {
    struct Part {
        std::uint32_t glyph = 0;
        int x = 0;
        int y = 0;
        auto operator<=>(const Part&) const = default;
    };
    std::vector<Part> parts;
    int advance = 0;
    auto operator<=>(const Composite&) const = default;
};

/// What one code of a font draws and what it means when the page is copied or read aloud.
struct Code {
    std::uint32_t glyph = 0;  ///< of the face; unused if there is a composite
    std::optional<std::size_t> composite = {};
    std::string text;
    int width = 0;
};

/// A code placed in its cluster: `x` from the cluster's left edge, in thousandths.
struct PlacedCode {
    std::uint16_t code = 0;
    int x = 0;
    int width = 0;
};

/// The code space of one font: codes count from 1 in order of need, each stands for one drawing
/// with one text, so that a glyph with two meanings has two codes.
class Codes {
  public:
    explicit Codes(const page::Face& face);

    /// Appends what draws a cluster, in reading order.
    /// A cluster of one plain glyph is that glyph. From left to right, several glyphs become one
    /// composite with the whole text. From right to left each character has a code of its own,
    /// because readers reverse such text code by code: the first one draws everything, the others
    /// draw nothing.
    void place(const page::Cluster& cluster, bool right_to_left, std::vector<PlacedCode>& placed);
    /// The same for a cluster of one plain glyph, if it already has a code.
    std::optional<PlacedCode> find(const page::Cluster& cluster, bool right_to_left) const;

    const page::Face& face() const { return *face_; }
    /// Code 1 first.
    const std::vector<Code>& all() const { return codes_; }
    const std::vector<Composite>& composites() const { return composites_; }

  private:
    std::optional<std::uint16_t> known(std::uint32_t glyph, std::string_view text) const;
    std::uint16_t plain(std::uint32_t glyph, const std::string& text);
    std::uint16_t composed(Composite composite, std::string text);
    void place_composed(const page::Cluster& cluster, std::vector<PlacedCode>& placed);
    void place_by_character(const page::Cluster& cluster, std::vector<PlacedCode>& placed);
    std::uint16_t add(Code code);

    const page::Face* face_;
    std::vector<Code> codes_;
    std::vector<std::uint16_t> first_of_glyph_;  // by glyph; 0 if it has no code yet
    std::map<std::pair<std::uint32_t, std::string>, std::uint16_t> other_texts_;
    std::vector<Composite> composites_;
    std::map<Composite, std::size_t> composite_index_;
    std::map<std::pair<std::size_t, std::string>, std::uint16_t> composed_;
};

}  // namespace preavis::pdf
