#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include <optional>

#include "page/shaping.h"

namespace preavis::page {
namespace {

UScriptCode script_named(std::string_view iso) {
    if (iso == "Latn") return USCRIPT_LATIN;
    if (iso == "Arab" || iso == "Aran") return USCRIPT_ARABIC;
    return static_cast<UScriptCode>(u_getPropertyValueEnum(UCHAR_SCRIPT, std::string(iso).c_str()));
}

UScriptCode script_of(char32_t point) {
    if (point < 0xc0) {
        const char32_t lower = point | 0x20;
        return lower >= 'a' && lower <= 'z' ? USCRIPT_LATIN : USCRIPT_COMMON;
    }
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(point), &status);
}

bool needs_no_glyph(char32_t point) {
    return point >= 0x300 && u_hasBinaryProperty(static_cast<UChar32>(point),
                                                 UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

class Itemiser {
  public:
    Itemiser(const Assembly& text, const std::vector<std::uint8_t>& levels, const Fonts& fonts)
        : text_(text), levels_(levels), fonts_(fonts) {}

    base::Answer<std::vector<TextItem>> items() {
        const auto size = static_cast<std::int32_t>(text_.text.size());
        for (std::int32_t at = 0; at < size;) {
            const std::int32_t start = at;
            UChar32 read = 0;
            U16_NEXT(text_.text.data(), at, size, read);
            const auto point = static_cast<char32_t>(read);
            while (static_cast<std::size_t>(start) >= text_.stretches[stretch_].end) ++stretch_;
            if (is_invisible(point)) {
                open_ = false;
                continue;
            }
            if (!place(point, start, at)) return undrawable(point, visible_text(text_, 0, size));
        }
        return std::move(items_);
    }

  private:
    bool place(char32_t point, std::int32_t start, std::int32_t end) {
        const Stretch& stretch = text_.stretches[stretch_];
        const UScriptCode own = script_of(point);
        if (own > USCRIPT_INHERITED) script_ = own;
        if (script_ == USCRIPT_COMMON) script_ = script_named(stretch.language->script);
        const std::uint8_t level = levels_.empty() ? 0 : levels_[static_cast<std::size_t>(start)];
        const bool same_style = open_ && items_.back().stretch == stretch_;
        if (same_style && goes_on(point, level)) return grow(end);
        if (same_style && needs_no_glyph(point)) return grow(end);
        const std::optional<std::size_t> face = face_for(point, own, same_style);
        if (!face) return false;
        TextItem* last = open_ ? &items_.back() : nullptr;
        if (last != nullptr && last->face == *face && last->script == script_ &&
            last->level == level && same_style) {
            return grow(end);
        }
        items_.push_back({start, end, level, script_, *face, stretch_});
        open_ = true;
        return true;
    }

    /// Nearly every character goes on with the item before it, in its script's own family.
    bool goes_on(char32_t point, std::uint8_t level) const {
        const TextItem& last = items_.back();
        return last.level == level && last.script == script_ && family_ == last.face &&
               fonts_.face(last.face).covers(point);
    }

    bool grow(std::int32_t end) {
        items_.back().end = end;
        return true;
    }

    /// Marks stay with the face of their base if it draws them; then the script's own family;
    /// then whatever family draws the character.
    std::optional<std::size_t> face_for(char32_t point, UScriptCode own, bool same_style) {
        if (same_style && own == USCRIPT_INHERITED &&
            fonts_.face(items_.back().face).covers(point)) {
            return items_.back().face;
        }
        const Stretch& stretch = text_.stretches[stretch_];
        const bool nastaliq = script_ == USCRIPT_ARABIC && stretch.language->script == "Aran";
        if (script_ != family_script_ || nastaliq != family_nastaliq_ ||
            stretch.weight != family_weight_) {
            family_script_ = script_;
            family_nastaliq_ = nastaliq;
            family_weight_ = stretch.weight;
            family_ =
                fonts_.find(nastaliq ? "Aran" : uscript_getShortName(script_), stretch.weight);
        }
        if (family_ && fonts_.face(*family_).covers(point)) return family_;
        if (needs_no_glyph(point)) return family_ ? family_ : fonts_.find("Latn", stretch.weight);
        return fonts_.covering(point, stretch.weight);
    }

    const Assembly& text_;
    const std::vector<std::uint8_t>& levels_;
    const Fonts& fonts_;
    std::vector<TextItem> items_;
    std::size_t stretch_ = 0;
    UScriptCode script_ = USCRIPT_COMMON;
    bool open_ = false;
    std::optional<std::size_t> family_;
    UScriptCode family_script_ = USCRIPT_INVALID_CODE;
    bool family_nastaliq_ = false;
    Weight family_weight_ = Weight::regular;
};

}  // namespace

base::Answer<std::vector<TextItem>> itemise(const Assembly& text,
                                            const std::vector<std::uint8_t>& levels,
                                            const Fonts& fonts) {
    return Itemiser(text, levels, fonts).items();
}

}  // namespace preavis::page
