#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

/// "ABCDEF+Name": six capitals, a plus, then the font's own name.
bool is_subset_name(std::string_view name) {
    constexpr std::size_t tag = 6;
    if (name.size() < tag + 2 || name[tag] != '+') return false;
    return std::all_of(name.begin(), name.begin() + tag,
                       [](char c) { return c >= 'A' && c <= 'Z'; });
}

using Kind = Object::Kind;

constexpr unsigned symbolic = 4;
constexpr unsigned not_symbolic = 32;

constexpr const char* program_rule = "ISO 19005-2, 6.2.11.4";
constexpr const char* map_rule = "ISO 19005-2, 6.2.11.3.2";
constexpr const char* unicode_rule = "ISO 19005-2, 6.2.11.7.2";

/// Big-endian numbers of a font; zero beyond its end.
class Bytes {
  public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
    unsigned u8(std::size_t at) const {
        return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0;
    }
    unsigned u16(std::size_t at) const { return u8(at) << 8 | u8(at + 1); }
    unsigned u32(std::size_t at) const { return u16(at) << 16 | u16(at + 2); }
    Bytes table(std::string_view tag) const {
        for (unsigned i = 0; i < u16(4); ++i) {
            const std::size_t entry = 12 + std::size_t{16} * i;
            if (entry + 16 > bytes_.size() || bytes_.substr(entry, 4) != tag) continue;
            if (u32(entry + 8) > bytes_.size()) return Bytes({});
            return Bytes(bytes_.substr(u32(entry + 8), u32(entry + 12)));
        }
        return Bytes({});
    }
    std::size_t size() const { return bytes_.size(); }

  private:
    std::string_view bytes_;
};

/// Advances of an embedded TrueType font, in thousandths.
struct Metrics {
    unsigned glyphs = 0;
    std::vector<int> advances;
};

Metrics metrics_of(std::string_view font) {
    const Bytes bytes(font);
    Metrics metrics{bytes.table("maxp").u16(4), {}};
    const unsigned units = bytes.table("head").u16(18);
    const unsigned listed = bytes.table("hhea").u16(34);
    const Bytes hmtx = bytes.table("hmtx");
    if (units == 0 || listed == 0 || bytes.table("glyf").size() == 0) return {};
    for (unsigned glyph = 0; glyph < metrics.glyphs; ++glyph) {
        const unsigned advance = hmtx.u16(std::size_t{4} * std::min(glyph, listed - 1));
        metrics.advances.push_back(static_cast<int>(std::lround(advance * 1000.0 / units)));
    }
    return metrics;
}

/// Widths by code, from an array of "first [w w w]" groups.
std::map<unsigned, int> widths_of(const File& file, const Object& array) {
    std::map<unsigned, int> widths;
    for (std::size_t i = 0; i + 1 < array.items.size(); i += 2) {
        auto code = static_cast<unsigned>(std::max(array.items[i].number, 0.0));
        for (const Object& width : file.resolve(array.items[i + 1]).items) {
            widths[code++] = static_cast<int>(std::lround(width.number));
        }
    }
    return widths;
}

/// What codes mean, from the bfchar sections of a CMap.
std::map<unsigned, std::u32string> meanings_of(const std::string& cmap) {
    std::map<unsigned, std::u32string> meanings;
    ObjectReader reader(cmap);
    bool in_section = false;
    std::vector<Object> operands;
    while (auto token = reader.next(false)) {
        if (token->is(Kind::string)) {
            operands.push_back(std::move(*token));
            if (!in_section || operands.size() < 2) continue;
            Object meaning = operands[1];
            meaning.text.insert(0, "\xfe\xff");
            meanings[Bytes(operands[0].text).u16(0)] = base::code_points(text_of(meaning));
            operands.clear();
        } else if (token->is(Kind::keyword)) {
            in_section = token->text == "beginbfchar";
            operands.clear();
        }
    }
    return meanings;
}

bool is_readable(char32_t point) {
    const bool private_use = (point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000;
    return point != 0 && point != 0xfeff && point != 0xfffe && !private_use;
}

/// One Type 0 font with all that hangs from it.
class Checker {
  public:
    Checker(const File& file, ObjectId id, Report& report)
        : file_(file), report_(report), id_(id), font_(file.objects().at(id)) {
        const Object& descendants = file.get(font_, "DescendantFonts");
        if (descendants.items.size() == 1) descendant_ = &file.resolve(descendants.items[0]);
        descriptor_ = &file.get(*descendant_, "FontDescriptor");
    }

    void run(const std::set<std::uint16_t>& codes) {
        check_dictionaries();
        const Object& program = file_.get(*descriptor_, "FontFile2");
        const auto font = program.is(Kind::stream) ? file_.decoded(program) : std::nullopt;
        const Metrics metrics = metrics_of(font.value_or(""));
        if (!require(metrics.glyphs > 0, program_rule, "la police n’est pas incorporée")) return;
        require(file_.get(program, "Length1").number == static_cast<double>(font->size()),
                program_rule, "/Length1 n’est pas la taille de la police");
        check_codes(codes, metrics);
    }

  private:
    bool require(bool condition, const std::string& rule, const std::string& message) {
        return report_.require(condition, rule, message, id_);
    }

    void check_dictionaries() {
        require(font_.entry("Subtype").is_name("Type0") &&
                    file_.get(*descendant_, "Subtype").is_name("CIDFontType2"),
                "ISO 19005-2, 6.2.11.2", "la police n’est pas composite TrueType");
        require(font_.entry("Encoding").is_name("Identity-H"), "ISO 19005-2, 6.2.11.3.3",
                "/Encoding n’est pas Identity-H");
        const std::string& name = font_.entry("BaseFont").text;
        require(is_subset_name(name) && file_.get(*descendant_, "BaseFont").text == name &&
                    file_.get(*descriptor_, "FontName").text == name,
                "ISO 19005-2, 6.2.11.2", "les noms de la police ne s’accordent pas");
        const Object& system = file_.get(*descendant_, "CIDSystemInfo");
        require(file_.get(system, "Ordering").text == "Identity", "ISO 19005-2, 6.2.11.3.1",
                "/CIDSystemInfo n’est pas Identity");
        check_descriptor();
    }

    void check_descriptor() {
        for (const char* key : {"Ascent", "Descent", "CapHeight", "ItalicAngle", "StemV"}) {
            require(file_.get(*descriptor_, key).is_number(), "ISO 32000-1, 9.8.1",
                    std::string("la police ne dit pas /") + key);
        }
        require(file_.get(*descriptor_, "FontBBox").items.size() == 4, "ISO 32000-1, 9.8.1",
                "la police ne dit pas /FontBBox");
        const auto flags = static_cast<unsigned>(file_.get(*descriptor_, "Flags").number);
        require(((flags & symbolic) != 0) != ((flags & not_symbolic) != 0), "ISO 32000-1, 9.8.2",
                "la police n’est ni symbolique ni non symbolique, ou les deux (/Flags)");
        require(!descriptor_->entries.contains("CIDSet"), "ISO 19005-2, 6.2.11.4.2",
                "liste des glyphes inattendue (/CIDSet)");
    }

    void check_codes(const std::set<std::uint16_t>& codes, const Metrics& metrics) {
        const Object& map_stream = file_.get(*descendant_, "CIDToGIDMap");
        const auto map = map_stream.is(Kind::stream) ? file_.decoded(map_stream) : std::nullopt;
        require(map.has_value(), map_rule, "/CIDToGIDMap manque");
        const auto widths = widths_of(file_, file_.get(*descendant_, "W"));
        const Object& cmap = file_.get(font_, "ToUnicode");
        const auto text = cmap.is(Kind::stream) ? file_.decoded(cmap) : std::nullopt;
        require(text.has_value(), unicode_rule, "/ToUnicode manque");
        const auto meanings = meanings_of(text.value_or(""));
        for (const std::uint16_t code : codes) {
            const std::string which = " (code " + std::to_string(code) + ")";
            const unsigned glyph = Bytes(map.value_or("")).u16(std::size_t{2} * code);
            if (require(glyph != 0 && glyph < metrics.glyphs, "ISO 19005-2, 6.2.11.8",
                        "code sans glyphe" + which)) {
                const auto width = widths.find(code);
                require(width != widths.end() && width->second == metrics.advances[glyph],
                        "ISO 19005-2, 6.2.11.5", "chasse autre que celle de la police" + which);
            }
            const auto meaning = meanings.find(code);
            require(meaning != meanings.end() && !meaning->second.empty() &&
                        std::all_of(meaning->second.begin(), meaning->second.end(), is_readable),
                    unicode_rule, "code sans caractère Unicode" + which);
        }
    }

    const File& file_;
    Report& report_;
    ObjectId id_;
    const Object& font_;
    Object none_;
    const Object* descendant_ = &none_;
    const Object* descriptor_ = &none_;
};

}  // namespace

void check_fonts(const File& file, const UsedCodes& codes, Report& report) {
    for (const auto& [font, used] : codes) {
        if (font != 0 && file.objects().contains(font)) Checker(file, font, report).run(used);
    }
}

}  // namespace preavis::pdf
