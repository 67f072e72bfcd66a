#include "page/shaping.h"

#include <hb.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "base/expects.h"
#include "base/release.h"

namespace preavis::page {
namespace {

/// About four megabytes of them: what letters and leaflets in a few languages are made of.
constexpr std::size_t most_words = 4096;
constexpr std::int32_t longest_kept = 48;
constexpr char16_t line_separator = 0x2028;

using Breaker = std::unique_ptr<UBreakIterator, base::Release<ubrk_close>>;

char32_t point_at(const Assembly& text, std::int32_t at) {
    UChar32 point = 0;
    U16_GET(text.text.data(), 0, at, static_cast<std::int32_t>(text.text.size()), point);
    return static_cast<char32_t>(point);
}

/// A default-ignorable character comes out of HarfBuzz as a space of no width.
bool is_hidden(const hb_glyph_info_t& glyph, const hb_glyph_position_t& position,
               std::uint32_t space_glyph) {
    return glyph.codepoint == space_glyph && position.x_advance == 0;
}

void absorb(ShapedCluster& base, const ShapedCluster& mark) {
    base.advance += mark.advance;
    if (mark.first_glyph == mark.end_glyph) return;
    const bool empty = base.first_glyph == base.end_glyph;
    base.first_glyph = empty ? mark.first_glyph : std::min(base.first_glyph, mark.first_glyph);
    base.end_glyph = empty ? mark.end_glyph : std::max(base.end_glyph, mark.end_glyph);
}

/// What is selected and read aloud is a letter with its marks.
void merge_marks(const Assembly& text, std::size_t first, std::vector<ShapedCluster>& clusters) {
    std::size_t kept = first;
    for (std::size_t next = first; next < clusters.size(); ++next) {
        if (kept > first && is_mark(point_at(text, clusters[next].start))) {
            absorb(clusters[kept - 1], clusters[next]);
        } else {
            clusters[kept++] = clusters[next];
        }
    }
    clusters.resize(kept);
}

void close_clusters(const Assembly& text, std::size_t first, std::int32_t end,
                    std::vector<ShapedCluster>& clusters) {
    for (std::size_t i = clusters.size(); i-- > first;) {
        clusters[i].end = end;
        const auto start = static_cast<std::size_t>(clusters[i].start);
        clusters[i].space = end - clusters[i].start == 1 && text.text[start] == ' ';
        end = clusters[i].start;
    }
}

/// Nothing before `at` changes how the text from there on is drawn, nor the other way round.
bool is_free_border(const Assembly& text, std::int32_t at) {
    if (at == 0 || static_cast<std::size_t>(at) == text.text.size()) return true;
    const char16_t before = text.text[static_cast<std::size_t>(at) - 1];
    return (before == ' ' || before == line_separator) && !is_mark(point_at(text, at));
}

/// The end of the word that starts at `start`, with the blank behind it.
std::int32_t end_of_word(const Assembly& text, std::int32_t start, std::int32_t end) {
    for (std::int32_t at = start + 1; at < end; ++at) {
        if (text.text[static_cast<std::size_t>(at) - 1] == ' ' && is_free_border(text, at)) {
            return at;
        }
    }
    return end;
}

bool is_digit(char16_t unit) {
    return unit >= '0' && unit <= '9';
}

/// French keeps these with their word though a plain blank stands between: signs, units, the
/// number of a law, the thousands of a sum. `at`: where a line could begin.
bool holds_in_french(std::u16string_view text, std::size_t at) {
    if (at < 2 || at >= text.size() || text[at - 1] != ' ') return false;
    const char16_t before = text[at - 2];
    const char16_t after = text[at];
    if (before == u'«' || before == u'°') return true;
    if (std::u16string_view(u"»:;!?%€").find(after) != std::u16string_view::npos) return true;
    const std::u16string_view group = text.substr(at, 3);
    return is_digit(before) && group.size() == 3 &&
           std::all_of(group.begin(), group.end(), is_digit);
}

bool is_letter(char16_t unit) {
    return u_isalpha(unit) || U16_IS_SURROGATE(unit);
}

/// In any language: a number stays with what it counts, a day with its month and year.
bool holds_figures(std::u16string_view text, std::size_t at) {
    constexpr std::size_t year_digits = 4;
    if (at < 2 || at >= text.size() || text[at - 1] != ' ') return false;
    const char16_t before = text[at - 2];
    if (is_digit(before)) return is_letter(text[at]);
    const std::u16string_view rest = text.substr(at);
    const auto digits = static_cast<std::size_t>(
        std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
    return is_letter(before) && digits == year_digits;
}

/// All that the shape of a word depends on, in one text.
void write_key(const Assembly& text, const TextItem& word, const Face& face, std::u16string& key) {
    const std::string_view tag = text.stretches[word.stretch].language->tag;
    const bool first = word.start == 0;
    const bool last = static_cast<std::size_t>(word.end) == text.text.size();
    key.assign(1, static_cast<char16_t>(word.script));
    key += static_cast<char16_t>((word.level % 2) << 2 | (first ? 2 : 0) | (last ? 1 : 0));
    key += static_cast<char16_t>(face.serial() >> 16);
    key += static_cast<char16_t>(face.serial() & 0xffff);
    key.append(tag.begin(), tag.end());
    key += u'\0';
    key.append(text.text, static_cast<std::size_t>(word.start),
               static_cast<std::size_t>(word.end - word.start));
}

/// The same clusters elsewhere in a text and in a list of glyphs.
void append_moved(const ShapedClusters& word, std::int32_t by, std::uint32_t item,
                  ShapedClusters& shaped) {
    const auto glyphs = static_cast<std::uint32_t>(shaped.glyphs.size());
    for (ShapedCluster cluster : word.clusters) {
        cluster.start += by;
        cluster.end += by;
        cluster.first_glyph += glyphs;
        cluster.end_glyph += glyphs;
        cluster.item = item;
        shaped.clusters.push_back(cluster);
    }
    shaped.glyphs.insert(shaped.glyphs.end(), word.glyphs.begin(), word.glyphs.end());
}

}  // namespace

struct Shaper::Tools {
    WordCache words{most_words};
    std::u16string key;
    hb_buffer_t* buffer = hb_buffer_create();
    UBiDi* bidi = ubidi_open();
    std::map<std::string_view, Breaker> breakers;

    Tools() = default;
    Tools(const Tools&) = delete;
    Tools& operator=(const Tools&) = delete;
    ~Tools() {
        hb_buffer_destroy(buffer);
        ubidi_close(bidi);
    }

    UBreakIterator* breaker(const Language& language) {
        auto& breaker = breakers[language.tag];
        if (!breaker) {
            UErrorCode status = U_ZERO_ERROR;
            breaker.reset(
                ubrk_open(UBRK_LINE, std::string(language.tag).c_str(), nullptr, 0, &status));
            expects(U_SUCCESS(status));
        }
        return breaker.get();
    }
};

Shaper& Shaper::of_this_thread() {
    thread_local Shaper shaper;
    return shaper;
}

Shaper::Shaper() : tools_(std::make_unique<Tools>()) {}

Shaper::~Shaper() = default;

void Shaper::resolve_levels(const Assembly& text, std::vector<std::uint8_t>& levels) {
    UErrorCode status = U_ZERO_ERROR;
    const auto size = static_cast<std::int32_t>(text.text.size());
    const UBiDiLevel base = text.right_to_left ? 1 : 0;
    ubidi_setPara(tools_->bidi, text.text.data(), size, base, nullptr, &status);
    const UBiDiLevel* found = ubidi_getLevels(tools_->bidi, &status);
    expects(U_SUCCESS(status));
    levels.assign(found, found + size);
}

void Shaper::shape(const Assembly& text, const TextItem& item, std::uint32_t item_index,
                   const Fonts& fonts, ShapedClusters& shaped) {
    if (text.stretches[item.stretch].language->script == "Aran") {
        return shape_anew(text, item, item_index, fonts, shaped);
    }
    TextItem word = item;
    for (word.start = item.start; word.start < item.end; word.start = word.end) {
        word.end = end_of_word(text, word.start, item.end);
        add_word(text, word, item_index, fonts, shaped);
    }
}

void Shaper::add_word(const Assembly& text, const TextItem& word, std::uint32_t item_index,
                      const Fonts& fonts, ShapedClusters& shaped) {
    const bool alone = is_free_border(text, word.start) && is_free_border(text, word.end);
    if (!alone || word.end - word.start > longest_kept) {
        return shape_anew(text, word, item_index, fonts, shaped);
    }
    write_key(text, word, fonts.face(word.face), tools_->key);
    const ShapedClusters* known = tools_->words.find(tools_->key);
    if (known == nullptr) {
        ShapedClusters made;
        shape_anew(text, word, item_index, fonts, made);
        for (ShapedCluster& cluster : made.clusters) {
            cluster.start -= word.start;
            cluster.end -= word.start;
        }
        known = &tools_->words.keep(tools_->key, std::move(made));
    }
    append_moved(*known, word.start, item_index, shaped);
}

void Shaper::shape_anew(const Assembly& text, const TextItem& item, std::uint32_t item_index,
                        const Fonts& fonts, ShapedClusters& shaped) {
    hb_buffer_t* buffer = tools_->buffer;
    const Language& language = *text.stretches[item.stretch].language;
    const auto size = static_cast<int>(text.text.size());
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf16(buffer, reinterpret_cast<const std::uint16_t*>(text.text.data()), size,
                        static_cast<unsigned>(item.start), item.end - item.start);
    hb_buffer_set_direction(buffer, item.level % 2 == 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    const char* script = uscript_getShortName(static_cast<UScriptCode>(item.script));
    hb_buffer_set_script(buffer, hb_script_from_string(script, 4));
    hb_buffer_set_language(buffer, hb_language_from_string(language.tag.data(),
                                                           static_cast<int>(language.tag.size())));
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    const int at_start = item.start == 0 ? HB_BUFFER_FLAG_BOT : 0;
    const int at_end = item.end == size ? HB_BUFFER_FLAG_EOT : 0;
    hb_buffer_set_flags(buffer, static_cast<hb_buffer_flags_t>(at_start | at_end));
    hb_font_t* font = fonts.face(item.face).hb_font();
    hb_shape(font, buffer, nullptr, 0);
    hb_codepoint_t space = 0;
    hb_font_get_nominal_glyph(font, ' ', &space);
    const std::size_t first = shaped.clusters.size();
    collect(item, item_index, space, shaped);
    merge_marks(text, first, shaped.clusters);
    close_clusters(text, first, item.end, shaped.clusters);
}

void Shaper::collect(const TextItem& item, std::uint32_t item_index, std::uint32_t space_glyph,
                     ShapedClusters& shaped) {
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(tools_->buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(tools_->buffer, &count);
    const std::size_t first = shaped.clusters.size();
    for (unsigned i = 0; i < count; ++i) {
        const auto start = static_cast<std::int32_t>(infos[i].cluster);
        const auto glyph = static_cast<std::uint32_t>(shaped.glyphs.size());
        if (shaped.clusters.size() == first || shaped.clusters.back().start != start) {
            shaped.clusters.push_back({start, item.end, glyph, glyph, 0, item_index});
        }
        ShapedCluster& cluster = shaped.clusters.back();
        const auto flags = hb_glyph_info_get_glyph_flags(&infos[i]);
        cluster.unsafe = cluster.unsafe || (flags & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
        if (is_hidden(infos[i], positions[i], space_glyph)) continue;
        shaped.glyphs.push_back({infos[i].codepoint, positions[i].x_advance, positions[i].x_offset,
                                 positions[i].y_offset});
        cluster.end_glyph = glyph + 1;
        cluster.advance += positions[i].x_advance;
    }
    if (item.level % 2 == 1) {
        std::reverse(shaped.clusters.begin() + static_cast<std::ptrdiff_t>(first),
                     shaped.clusters.end());
    }
}

std::vector<BreakPoint> Shaper::break_points(const Assembly& text, const Language& language) {
    UBreakIterator* breaker = tools_->breaker(language);
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(breaker, text.text.data(), static_cast<std::int32_t>(text.text.size()), &status);
    expects(U_SUCCESS(status));
    const bool french = language.tag == "fr";
    std::vector<BreakPoint> points;
    for (std::int32_t at = ubrk_next(breaker); at != UBRK_DONE; at = ubrk_next(breaker)) {
        const auto place = static_cast<std::size_t>(at);
        if (holds_figures(text.text, place)) continue;
        if (french && holds_in_french(text.text, place)) continue;
        points.push_back({at, ubrk_getRuleStatus(breaker) >= UBRK_LINE_HARD});
    }
    return points;
}

std::string visible_text(const Assembly& text, std::int32_t start, std::int32_t end) {
    std::string result;
    for (std::int32_t at = start; at < end;) {
        UChar32 read = 0;
        U16_NEXT(text.text.data(), at, end, read);
        const auto point = static_cast<char32_t>(read);
        if (point < 0x80) {
            result.push_back(static_cast<char>(point));
        } else if (!is_invisible(point)) {
            char bytes[U8_MAX_LENGTH];
            std::int32_t size = 0;
            U8_APPEND_UNSAFE(bytes, size, point);
            result.append(bytes, static_cast<std::size_t>(size));
        }
    }
    return result;
}

}  // namespace preavis::page
