#include "pdf/font.h"

#include <algorithm>
#include <cmath>

#include "pdf/subset.h"

namespace preavis::pdf {
namespace {

constexpr std::size_t entries_per_block = 100;  // what a CMap allows
constexpr int regular_stem = 80;
constexpr int bold_stem = 140;
constexpr int symbolic = 4;  // glyphs are found by number, not by an encoding's names

constexpr const char* cmap_opening =
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
constexpr const char* cmap_closing =
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

void append_hex_bytes(std::string& out, std::string_view bytes) {
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const auto high = static_cast<unsigned char>(bytes[i]);
        const auto low = static_cast<unsigned char>(bytes[i + 1]);
        append_hex(out, static_cast<std::uint16_t>(high << 8 | low));
    }
}

std::string to_unicode(const std::vector<Code>& codes) {
    std::string cmap = cmap_opening;
    for (std::size_t first = 0; first < codes.size(); first += entries_per_block) {
        const std::size_t end = std::min(codes.size(), first + entries_per_block);
        append_integer(cmap, static_cast<long>(end - first));
        cmap += " beginbfchar\n";
        for (std::size_t i = first; i < end; ++i) {
            cmap += '<';
            append_hex(cmap, static_cast<std::uint16_t>(i + 1));
            cmap += "> <";
            append_hex_bytes(cmap, utf16be(codes[i].text));
            cmap += ">\n";
        }
        cmap += "endbfchar\n";
    }
    return cmap + cmap_closing;
}

/// Two bytes for each code from 0; code 0 shows nothing and is never used.
std::string glyph_map(const std::vector<std::uint16_t>& glyphs) {
    std::string map(2, '\0');
    for (const std::uint16_t glyph : glyphs) {
        map += static_cast<char>(glyph >> 8);
        map += static_cast<char>(glyph & 0xff);
    }
    return map;
}

std::string widths(const std::vector<Code>& codes) {
    std::string entry = "/W [1 [";
    for (const Code& code : codes) {
        append_integer(entry, code.width);
        entry += ' ';
    }
    entry.back() = ']';
    return entry + "]\n";
}

/// The box around all glyphs of the face, from its table head.
std::array<int, 4> box_of(std::string_view sfnt, int units_per_em) {
    const auto read = [&](std::size_t at) {
        return static_cast<unsigned char>(sfnt[at]) << 8 | static_cast<unsigned char>(sfnt[at + 1]);
    };
    std::array<int, 4> box{};
    for (int i = 0; i < read(4); ++i) {
        const std::size_t entry = 12 + 16 * static_cast<std::size_t>(i);
        if (sfnt.substr(entry, 4) != "head") continue;
        const std::size_t table = static_cast<std::size_t>(read(entry + 8)) << 16 |
                                  static_cast<std::size_t>(read(entry + 10));
        for (std::size_t side = 0; side < box.size(); ++side) {
            const auto units = static_cast<std::int16_t>(read(table + 36 + 2 * side));
            box[side] = static_cast<int>(std::lround(units * 1000.0 / units_per_em));
        }
    }
    return box;
}

Dict write_descriptor(Haru& file, const Font& font) {
    Dict program = file.deflated_stream(font.program);
    program.number("Length1", static_cast<long>(font.program_size));
    Array box = file.array();
    for (const int side : font.box) box.number(side);
    return file.indirect_dict()
        .name("Type", "FontDescriptor")
        .name("FontName", font.name)
        .number("Flags", symbolic)
        .add("FontBBox", box)
        .number("ItalicAngle", 0)
        .number("Ascent", font.ascent)
        .number("Descent", font.descent)
        .number("CapHeight", font.cap_height)
        .number("StemV", font.stem)
        .add("FontFile2", program);
}

Dict write_descendant(Haru& file, const Font& font) {
    Dict system = file.dict();
    system.text("Registry", "Adobe").text("Ordering", "Identity").number("Supplement", 0);
    Dict descendant = file.indirect_dict();
    descendant.name("Type", "Font")
        .name("Subtype", "CIDFontType2")
        .name("BaseFont", font.name)
        .add("CIDSystemInfo", system)
        .add("FontDescriptor", write_descriptor(file, font))
        .add("CIDToGIDMap", file.deflated_stream(font.glyph_map));
    file.fill(descendant, font.widths);
    return descendant;
}

}  // namespace

Font font_of(const Codes& codes, hb_face_t* prepared, Effort effort) {
    const page::Face& face = codes.face();
    const Subset subset = subset_of(codes, prepared);
    Font font;
    font.name = subset.tag + "+" + face.postscript_name();
    font.box = box_of(subset.font, face.units_per_em());
    font.ascent = face.ascent();
    font.descent = face.descent();
    font.cap_height = face.cap_height();
    font.stem = face.bold() ? bold_stem : regular_stem;
    font.program_size = subset.font.size();
    font.program = deflated(subset.font, effort);
    font.glyph_map = deflated(glyph_map(subset.glyphs), effort);
    font.to_unicode = deflated(to_unicode(codes.all()), effort);
    font.widths = widths(codes.all());
    return font;
}

Dict write_font(Haru& file, const Font& font) {
    Array descendants = file.array();
    descendants.add(write_descendant(file, font));
    return file.indirect_dict()
        .name("Type", "Font")
        .name("Subtype", "Type0")
        .name("BaseFont", font.name)
        .name("Encoding", "Identity-H")
        .add("DescendantFonts", descendants)
        .add("ToUnicode", file.deflated_stream(font.to_unicode));
}

}  // namespace preavis::pdf
