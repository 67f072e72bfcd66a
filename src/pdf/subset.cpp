#include "pdf/subset.h"

#include <hb-subset.h>
#include <hb.h>

#include <cmath>
#include <memory>

#include "base/expects.h"
#include "base/failure.h"
#include "base/hash.h"
#include "base/release.h"
#include "pdf/sfnt.h"

namespace preavis::pdf {
namespace {

using base::Release;
using Input = std::unique_ptr<hb_subset_input_t, Release<hb_subset_input_destroy>>;
using Plan = std::unique_ptr<hb_subset_plan_t, Release<hb_subset_plan_destroy>>;
using FacePointer = std::unique_ptr<hb_face_t, Release<hb_face_destroy>>;
using Blob = std::unique_ptr<hb_blob_t, Release<hb_blob_destroy>>;

/// A PDF reader uses none of these, and the outlines that their rules could reach would be kept.
constexpr const char* dropped_tables[] = {"GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap",
                                          "gasp", "DSIG", "STAT", "meta", "prep", "fpgm", "cvt "};

template <class T>
T made(T object, const page::Face& face) {
    if (!object) {
        throw base::Failure(base::FailureCode::configuration,
                            face.postscript_name() + " : police impossible à réduire");
    }
    return object;
}

Input input_for(const Codes& codes) {
    Input input = made(Input(hb_subset_input_create_or_fail()), codes.face());
    hb_set_t* glyphs = hb_subset_input_glyph_set(input.get());
    for (const Code& code : codes.all()) {
        if (!code.composite) hb_set_add(glyphs, code.glyph);
    }
    for (const Composite& composite : codes.composites()) {
        for (const Composite::Part& part : composite.parts) hb_set_add(glyphs, part.glyph);
    }
    hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const char* tag : dropped_tables) hb_set_add(dropped, hb_tag_from_string(tag, 4));
    hb_subset_input_set_flags(input.get(),
                              HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    return input;
}

std::string file_of(hb_face_t* face) {
    const Blob blob(hb_face_reference_blob(face));
    unsigned size = 0;
    const char* data = hb_blob_get_data(blob.get(), &size);
    return {data, size};
}

/// From thousandths of the em and glyphs of the face to the units and glyphs of its subset.
Composite converted(const Composite& composite, const hb_map_t* glyphs, int units_per_em) {
    const auto units = [&](int thousandths) {
        return static_cast<int>(std::lround(thousandths * units_per_em / 1000.0));
    };
    Composite result{{}, units(composite.advance)};
    for (const Composite::Part& part : composite.parts) {
        result.parts.push_back({hb_map_get(glyphs, part.glyph), units(part.x), units(part.y)});
    }
    return result;
}

std::string tag_of(std::string_view font) {
    const std::string digest = base::sha256(font);
    std::string tag;
    for (std::size_t i = 0; i < 6; ++i) {
        tag += static_cast<char>('A' + static_cast<unsigned char>(digest[i]) % 26);
    }
    return tag;
}

}  // namespace

Subset subset_of(const Codes& codes, hb_face_t* prepared) {
    const page::Face& face = codes.face();
    const Input input = input_for(codes);
    const Plan plan = made(Plan(hb_subset_plan_create_or_fail(prepared, input.get())), face);
    const FacePointer reduced = made(FacePointer(hb_subset_plan_execute_or_fail(plan.get())), face);
    const hb_map_t* glyphs = hb_subset_plan_old_to_new_glyph_mapping(plan.get());

    Subset subset;
    std::vector<std::uint16_t> composed;
    if (codes.composites().empty()) {
        subset.font = file_of(reduced.get());
    } else {
        Sfnt font(reduced.get());
        for (const Composite& composite : codes.composites()) {
            composed.push_back(font.append(converted(composite, glyphs, face.units_per_em())));
        }
        subset.font = font.file();
    }
    for (const Code& code : codes.all()) {
        subset.glyphs.push_back(code.composite
                                    ? composed[*code.composite]
                                    : static_cast<std::uint16_t>(hb_map_get(glyphs, code.glyph)));
    }
    subset.tag = tag_of(subset.font);
    return subset;
}

}  // namespace preavis::pdf
