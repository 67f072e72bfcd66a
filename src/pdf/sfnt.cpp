#include "pdf/sfnt.h"

#include <hb.h>

#include <algorithm>
#include <iterator>

#include "base/expects.h"

namespace preavis::pdf {
namespace {

// Places of the fields that change.
constexpr std::size_t head_loca_format = 50;
constexpr std::size_t hhea_metrics = 34;
constexpr std::size_t maxp_glyphs = 4;
constexpr std::size_t maxp_points = 6, maxp_contours = 8;
constexpr std::size_t maxp_composite_points = 10, maxp_composite_contours = 12;
constexpr std::size_t maxp_component_elements = 28, maxp_component_depth = 30;

constexpr unsigned args_are_words = 0x0001, args_are_xy = 0x0002, more_components = 0x0020;

std::string table(hb_face_t* face, const char* tag) {
    hb_blob_t* blob = hb_face_reference_table(face, hb_tag_from_string(tag, 4));
    unsigned size = 0;
    const char* data = hb_blob_get_data(blob, &size);
    std::string bytes(data, size);
    hb_blob_destroy(blob);
    return bytes;
}

unsigned read(const std::string& bytes, std::size_t at) {
    expects(at + 2 <= bytes.size());
    return static_cast<unsigned>(static_cast<unsigned char>(bytes[at]) << 8 |
                                 static_cast<unsigned char>(bytes[at + 1]));
}

int read_signed(const std::string& bytes, std::size_t at) {
    return static_cast<std::int16_t>(read(bytes, at));
}

void write(std::string& bytes, std::size_t at, std::size_t value) {
    expects(at + 2 <= bytes.size());
    const std::size_t capped = std::min<std::size_t>(value, 0xffff);
    bytes[at] = static_cast<char>(capped >> 8);
    bytes[at + 1] = static_cast<char>(capped & 0xff);
}

void append16(std::string& bytes, int value) {
    bytes += static_cast<char>(value >> 8 & 0xff);
    bytes += static_cast<char>(value & 0xff);
}

void append32(std::string& bytes, std::size_t value) {
    append16(bytes, static_cast<int>(value >> 16 & 0xffff));
    append16(bytes, static_cast<int>(value & 0xffff));
}

/// Offsets of 32 bits, whatever the format was.
std::string long_offsets(const std::string& loca, bool are_long, std::size_t glyphs) {
    if (are_long) return loca.substr(0, 4 * (glyphs + 1));
    std::string result;
    for (std::size_t i = 0; i <= glyphs; ++i) append32(result, std::size_t{2} * read(loca, 2 * i));
    return result;
}

/// One advance for each glyph, whatever the table shared.
std::string full_metrics(const std::string& hmtx, std::size_t metrics, std::size_t glyphs) {
    std::string result = hmtx.substr(0, 4 * metrics);
    const std::string last_advance = hmtx.substr(4 * (metrics - 1), 2);
    for (std::size_t i = metrics; i < glyphs; ++i) {
        result += last_advance + hmtx.substr(4 * metrics + 2 * (i - metrics), 2);
    }
    return result;
}

void add_table(hb_face_t* builder, const char* tag, const std::string& bytes) {
    hb_blob_t* blob = hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()),
                                     HB_MEMORY_MODE_READONLY, nullptr, nullptr);
    hb_face_builder_add_table(builder, hb_tag_from_string(tag, 4), blob);
    hb_blob_destroy(blob);
}

}  // namespace

Sfnt::Sfnt(hb_face_t* face)
    : head_(table(face, "head")),
      hhea_(table(face, "hhea")),
      maxp_(table(face, "maxp")),
      glyf_(table(face, "glyf")),
      glyph_count_(static_cast<std::uint16_t>(read(maxp_, maxp_glyphs))) {
    loca_ = long_offsets(table(face, "loca"), read(head_, head_loca_format) == 1, glyph_count_);
    hmtx_ = full_metrics(table(face, "hmtx"), read(hhea_, hhea_metrics), glyph_count_);
    write(head_, head_loca_format, 1);
}

std::size_t Sfnt::offset(std::size_t glyph) const {
    return std::size_t{read(loca_, 4 * glyph)} << 16 | read(loca_, 4 * glyph + 2);
}

bool Sfnt::is_empty(std::uint32_t glyph) const {
    return offset(glyph) == offset(std::size_t{glyph} + 1);
}

Sfnt::Box Sfnt::box(std::uint32_t glyph) const {
    const std::size_t at = offset(glyph) + 2;
    return {read_signed(glyf_, at), read_signed(glyf_, at + 2), read_signed(glyf_, at + 4),
            read_signed(glyf_, at + 6)};
}

std::uint16_t Sfnt::append(const Composite& composite) {
    std::vector<Composite::Part> parts;
    std::copy_if(composite.parts.begin(), composite.parts.end(), std::back_inserter(parts),
                 [&](const Composite::Part& part) { return !is_empty(part.glyph); });
    Box all{0x7fff, 0x7fff, -0x8000, -0x8000};
    std::string body;
    for (const Composite::Part& part : parts) {
        const Box one = box(part.glyph);
        all = {std::min(all.left, one.left + part.x), std::min(all.bottom, one.bottom + part.y),
               std::max(all.right, one.right + part.x), std::max(all.top, one.top + part.y)};
        const unsigned more = &part == &parts.back() ? 0 : more_components;
        append16(body, static_cast<int>(args_are_words | args_are_xy | more));
        append16(body, static_cast<int>(part.glyph));
        append16(body, part.x);
        append16(body, part.y);
    }
    if (!parts.empty()) {
        std::string start;
        for (const int value : {-1, all.left, all.bottom, all.right, all.top}) {
            append16(start, value);
        }
        glyf_ += start + body;
        glyf_.resize((glyf_.size() + 3) / 4 * 4, '\0');
    }
    append32(loca_, glyf_.size());
    append16(hmtx_, composite.advance);
    append16(hmtx_, parts.empty() ? 0 : all.left);
    most_parts_ = std::max(most_parts_, parts.size());
    expects(glyph_count_ < 0xffff);
    return glyph_count_++;
}

std::string Sfnt::file() {
    write(maxp_, maxp_glyphs, glyph_count_);
    write(hhea_, hhea_metrics, glyph_count_);
    const auto most = [&](std::size_t simple, std::size_t composed) {
        return most_parts_ * std::max(read(maxp_, simple), read(maxp_, composed));
    };
    write(maxp_, maxp_composite_points, most(maxp_points, maxp_composite_points));
    write(maxp_, maxp_composite_contours, most(maxp_contours, maxp_composite_contours));
    write(maxp_, maxp_component_elements,
          std::max<std::size_t>(most_parts_, read(maxp_, maxp_component_elements)));
    write(maxp_, maxp_component_depth, read(maxp_, maxp_component_depth) + 1u);
    hb_face_t* builder = hb_face_builder_create();
    add_table(builder, "head", head_);
    add_table(builder, "hhea", hhea_);
    add_table(builder, "maxp", maxp_);
    add_table(builder, "glyf", glyf_);
    add_table(builder, "loca", loca_);
    add_table(builder, "hmtx", hmtx_);
    hb_blob_t* blob = hb_face_reference_blob(builder);
    unsigned size = 0;
    const char* data = hb_blob_get_data(blob, &size);
    std::string bytes(data, size);
    hb_blob_destroy(blob);
    hb_face_destroy(builder);
    return bytes;
}

}  // namespace preavis::pdf
