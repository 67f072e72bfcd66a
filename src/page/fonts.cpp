#include "page/fonts.h"

#include <hb-ot.h>
#include <hb.h>

#include <array>
#include <atomic>
#include <bitset>
#include <utility>

#include "base/expects.h"
#include "base/failure.h"

namespace preavis::page {
namespace {

/// Nearly every character of ours lies below: one bit each answers `covers` without a search.
constexpr char32_t mapped_points = 0xA000;
constexpr hb_codepoint_t before_first = ~hb_codepoint_t{0};
constexpr int em = 1000;
constexpr float semi_bold = 600;

struct FamilyFiles {
    const char* script;
    const char* regular;
    const char* bold;
};

/// In order of preference where several families draw the same character. "Aran" is the Nastaliq
/// hand of Arabic script; "Zsym" and "Zmth" are symbols, drawn only for want of a better face.
constexpr std::array families{
    FamilyFiles{"Latn", "noto/NotoSans-Regular", "noto/NotoSans-Bold"},
    FamilyFiles{"Arab", "noto/NotoSansArabic-Regular", "noto/NotoSansArabic-Bold"},
    FamilyFiles{"Ethi", "noto/NotoSansEthiopic-Regular", "noto/NotoSansEthiopic-Bold"},
    FamilyFiles{"Geor", "noto/NotoSansGeorgian-Regular", "noto/NotoSansGeorgian-Bold"},
    FamilyFiles{"Armn", "noto/NotoSansArmenian-Regular", "noto/NotoSansArmenian-Bold"},
    FamilyFiles{"Beng", "noto/NotoSansBengali-Regular", "noto/NotoSansBengali-Bold"},
    FamilyFiles{"Taml", "noto/NotoSansTamil-Regular", "noto/NotoSansTamil-Bold"},
    FamilyFiles{"Deva", "noto/NotoSansDevanagari-Regular", "noto/NotoSansDevanagari-Bold"},
    FamilyFiles{"Adlm", "noto/NotoSansAdlam-Regular", "noto/NotoSansAdlam-Bold"},
    FamilyFiles{"Hani", "droid/DroidSansFallbackFull", "droid/DroidSansFallbackFull"},
    FamilyFiles{"Zsym", "noto/NotoSansSymbols2-Regular", "noto/NotoSansSymbols2-Regular"},
    FamilyFiles{"Zmth", "noto/NotoSansMath-Regular", "noto/NotoSansMath-Regular"},
    FamilyFiles{"Aran", "noto/NotoNastaliqUrdu-Regular", "noto/NotoNastaliqUrdu-Bold"},
};

std::atomic<std::uint32_t> next_serial{0};

std::string postscript_name_of(hb_face_t* face) {
    std::array<char, 128> name{};
    auto size = static_cast<unsigned>(name.size());
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, nullptr, &size, name.data());
    return name.data();
}

bool has_true_type_outlines(hb_face_t* face) {
    hb_blob_t* outlines = hb_face_reference_table(face, hb_tag_from_string("glyf", 4));
    const bool found = hb_blob_get_length(outlines) > 0;
    hb_blob_destroy(outlines);
    return found;
}

}  // namespace

struct Face::Data {
    hb_blob_t* blob = nullptr;
    hb_face_t* face = nullptr;
    hb_font_t* font = nullptr;
    std::uint32_t serial = next_serial++;
    std::string postscript_name;
    std::bitset<mapped_points> mapped;
    int ascent = 0;
    int descent = 0;
    int cap_height = 0;

    Data() = default;
    Data(const Data&) = delete;
    Data& operator=(const Data&) = delete;
    ~Data() {
        hb_font_destroy(font);
        hb_face_destroy(face);
        hb_blob_destroy(blob);
    }

    void map_characters() {
        hb_set_t* points = hb_set_create();
        hb_face_collect_unicodes(face, points);
        for (hb_codepoint_t point = before_first;
             hb_set_next(points, &point) != 0 && point < mapped_points;) {
            hb_codepoint_t glyph = 0;
            mapped[point] = hb_font_get_nominal_glyph(font, point, &glyph) != 0 && glyph != 0;
        }
        hb_set_destroy(points);
    }

    void measure() {
        hb_font_extents_t extents{};
        hb_font_get_h_extents(font, &extents);
        ascent = extents.ascender;
        descent = extents.descender;
        hb_position_t height = 0;
        const bool known =
            hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &height) != 0;
        cap_height = known && height > 0 ? height : ascent * 7 / 10;
    }
};

Face::Face(const std::filesystem::path& file) : data_(std::make_unique<Data>()) {
    data_->blob = hb_blob_create_from_file_or_fail(file.c_str());
    if (data_->blob == nullptr) {
        throw base::Failure(
            base::FailureCode::configuration,
            file.string() + " : police absente (paquets fonts-noto-core et fonts-droid-fallback)");
    }
    data_->face = hb_face_create(data_->blob, 0);
    if (!has_true_type_outlines(data_->face)) {
        throw base::Failure(base::FailureCode::configuration,
                            file.string() + " : n’est pas une police TrueType");
    }
    hb_face_make_immutable(data_->face);
    data_->font = hb_font_create(data_->face);
    hb_font_set_scale(data_->font, em, em);
    hb_font_make_immutable(data_->font);
    data_->postscript_name = postscript_name_of(data_->face);
    data_->measure();
    data_->map_characters();
}

Face::~Face() = default;
Face::Face(Face&&) noexcept = default;
Face& Face::operator=(Face&&) noexcept = default;

hb_face_t* Face::hb_face() const {
    return data_->face;
}

hb_font_t* Face::hb_font() const {
    return data_->font;
}

std::string_view Face::data() const {
    unsigned size = 0;
    const char* bytes = hb_blob_get_data(data_->blob, &size);
    return {bytes, size};
}

std::uint32_t Face::serial() const {
    return data_->serial;
}

const std::string& Face::postscript_name() const {
    return data_->postscript_name;
}

bool Face::covers(char32_t code_point) const {
    if (code_point < mapped_points) return data_->mapped[code_point];
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(data_->font, code_point, &glyph) != 0 && glyph != 0;
}

int Face::units_per_em() const {
    return static_cast<int>(hb_face_get_upem(data_->face));
}

int Face::ascent() const {
    return data_->ascent;
}

int Face::descent() const {
    return data_->descent;
}

int Face::cap_height() const {
    return data_->cap_height;
}

bool Face::bold() const {
    return hb_style_get_value(data_->font, HB_STYLE_TAG_WEIGHT) >= semi_bold;
}

Fonts::Fonts(const std::filesystem::path& folder) {
    const auto load = [&](const FamilyFiles& family, Weight weight, const char* name) {
        faces_.emplace_back(folder / (std::string(name) + ".ttf"));
        families_.push_back({family.script, weight, faces_.size() - 1});
    };
    for (const FamilyFiles& family : families) {
        load(family, Weight::regular, family.regular);
        if (std::string_view(family.bold) == family.regular) {
            families_.push_back({family.script, Weight::bold, faces_.size() - 1});
        } else {
            load(family, Weight::bold, family.bold);
        }
    }
}

std::optional<std::size_t> Fonts::find(std::string_view script, Weight weight) const {
    // Noto Sans draws the three European scripts.
    if (script == "Cyrl" || script == "Grek") script = "Latn";
    for (const Family& family : families_) {
        if (family.weight == weight && family.script == script) return family.face;
    }
    return std::nullopt;
}

std::optional<std::size_t> Fonts::covering(char32_t code_point, Weight weight) const {
    for (const Family& family : families_) {
        if (family.weight == weight && faces_[family.face].covers(code_point)) return family.face;
    }
    return std::nullopt;
}

}  // namespace preavis::page
