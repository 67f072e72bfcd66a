#include "pdf/font_store.h"

#include <hb-subset.h>
#include <hb.h>

#include "base/text.h"

namespace preavis::pdf {
namespace {

constexpr std::size_t most_kept = 64;

/// What French letters hold, beyond which a document gets a font of its own.
constexpr std::string_view alphabet =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|"
    "\u00A0§«°»ÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜàâäæçèéêëîïôöùûüÿŒœŸ\u2011–—‘’“”•…\u202F€";
constexpr std::string_view ligatures[] = {"ff", "fi", "fl", "ffi", "ffl"};

/// The text as the layout would shape it; nothing if it is not one plain glyph.
std::optional<page::Cluster> shaped(const page::Face& face, const std::string& text) {
    const std::unique_ptr<hb_buffer_t, decltype(&hb_buffer_destroy)> buffer(hb_buffer_create(),
                                                                            hb_buffer_destroy);
    hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0, -1);
    hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer.get(), HB_SCRIPT_LATIN);
    hb_shape(face.hb_font(), buffer.get(), nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer.get(), &count);
    if (count != 1 || glyphs->codepoint == 0) return std::nullopt;
    return page::Cluster{text, {page::Glyph{glyphs->codepoint}}};
}

std::unique_ptr<const FontStore::Seed> seed_of(const page::Face& face, hb_face_t* prepared) {
    Codes codes(face);
    std::vector<PlacedCode> ignored;
    const auto add = [&](const std::string& text) {
        if (const auto cluster = shaped(face, text)) codes.place(*cluster, false, ignored);
    };
    for (const char32_t point : base::code_points(alphabet)) add(base::utf8(point));
    for (const std::string_view ligature : ligatures) add(std::string(ligature));
    Font font = font_of(codes, prepared, Effort::best);
    return std::make_unique<const FontStore::Seed>(
        FontStore::Seed{std::move(codes), std::move(font)});
}

/// Names a code space: two with the same key have the same font.
std::string key_of(std::size_t face, const Codes& codes) {
    std::string key = std::to_string(face);
    const auto add = [&](long value) {
        key += ' ';
        append_integer(key, value);
    };
    for (const Code& code : codes.all()) {
        add(code.composite ? -1 - static_cast<long>(*code.composite)
                           : static_cast<long>(code.glyph));
        key += '=' + code.text;
    }
    for (const Composite& composite : codes.composites()) {
        key += ';';
        add(composite.advance);
        for (const Composite::Part& part : composite.parts) {
            add(static_cast<long>(part.glyph));
            add(part.x);
            add(part.y);
        }
    }
    return key;
}

}  // namespace

/// A face made ready for quick subsetting at its first use.
struct FontStore::Prepared {
    std::once_flag once;
    hb_face_t* face = nullptr;

    Prepared() = default;
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    ~Prepared() { hb_face_destroy(face); }
};

FontStore::FontStore(std::shared_ptr<const page::Fonts> fonts)
    : fonts_(std::move(fonts)), prepared_(fonts_->count()), seeds_(fonts_->count()) {
    for (const page::Weight weight : {page::Weight::regular, page::Weight::bold}) {
        const auto face = fonts_->find("Latn", weight);
        if (face) seeds_[*face] = seed_of(fonts_->face(*face), prepared(*face));
    }
}

FontStore::~FontStore() = default;

const FontStore::Seed* FontStore::seed(std::size_t face) const {
    return seeds_.at(face).get();
}

std::shared_ptr<const Font> FontStore::exact(std::size_t face, const Codes& codes) {
    std::string key = key_of(face, codes);
    if (auto font = kept(key)) return font;
    auto font = std::make_shared<const Font>(font_of(codes, prepared(face), Effort::quick));
    keep(std::move(key), font);
    return font;
}

hb_face_t* FontStore::prepared(std::size_t face) {
    Prepared& entry = prepared_.at(face);
    std::call_once(entry.once,
                   [&] { entry.face = hb_subset_preprocess(fonts_->face(face).hb_face()); });
    return entry.face;
}

std::shared_ptr<const Font> FontStore::kept(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    latest_.splice(latest_.begin(), latest_, found->second);
    return found->second->font;
}

void FontStore::keep(std::string key, std::shared_ptr<const Font> font) {
    const std::lock_guard lock(mutex_);
    if (by_key_.contains(key)) return;
    latest_.push_front({std::move(key), std::move(font)});
    by_key_[latest_.front().key] = latest_.begin();
    if (latest_.size() > most_kept) {
        by_key_.erase(latest_.back().key);
        latest_.pop_back();
    }
}

}  // namespace preavis::pdf
