#include "page/assembly.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdio>
#include <optional>

#include "base/text.h"

namespace preavis::page {
namespace {

constexpr char16_t line_separator = 0x2028;
constexpr char16_t left_to_right_isolate = 0x2066;
constexpr char16_t right_to_left_isolate = 0x2067;
constexpr char16_t first_strong_isolate = 0x2068;
constexpr char16_t end_of_isolate = 0x2069;

/// More marks than any language puts on one letter (UAX #15, stream-safe text).
constexpr int most_marks = 30;
constexpr std::size_t longest_excerpt = 60;

bool is_control(char32_t point) {
    return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

/// Embeddings, overrides and isolates; not the harmless marks U+200E, U+200F and U+061C.
bool reorders(char32_t point) {
    return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/// Soft hyphens (we never hyphenate) and byte order marks.
bool is_dropped(char32_t point) {
    return point == 0xad || point == 0xfeff;
}

bool may_turn_direction(char32_t point) {
    if (point < 0x590) return false;
    if (point < 0x900) return true;
    if (point < 0x200e) return false;
    return point <= 0x200f || reorders(point) || (point >= 0xfb1d && point <= 0xfefc) ||
           (point >= 0x10800 && point <= 0x10fff) || (point >= 0x1e800 && point <= 0x1efff);
}

/// The beginning of a text, as far as it can be shown.
std::string excerpt(std::string_view text) {
    const std::string_view start = text.substr(0, longest_excerpt);
    const std::string_view shown = start.substr(0, base::utf8_prefix(start));
    return std::string(shown) + (shown.size() < text.size() ? "…" : "");
}

base::Refusal unreadable(std::string_view why) {
    return {"texte_illisible", "Un texte ne peut pas être imprimé : " + std::string(why) + "."};
}

class Assembler {
  public:
    Assembler(std::string_view block, const Language& own, bool bold, bool isolates)
        : block_(block), own_(own), bold_(bold), isolates_(isolates) {
        made_.right_to_left = own.right_to_left;
        made_.bidirectional = own.right_to_left || isolates;
    }

    void add(const document::Span& span) {
        const std::string_view tag =
            span.language.empty() ? std::string_view{} : std::string_view(span.language);
        const bool foreign = !tag.empty() && tag != block_;
        const Language* language = foreign ? find_language(tag) : &own_;
        if (language == nullptr) return refuse(unknown_language(tag));
        const char16_t opening = opener(span, *language, foreign);
        if (opening != 0) made_.text.push_back(opening);
        append(span);
        if (opening != 0) made_.text.push_back(end_of_isolate);
        close({language, foreign ? tag : std::string_view{}, span.link,
               bold_ || span.strong ? Weight::bold : Weight::regular, made_.text.size()});
    }

    Assembly& made() { return made_; }
    std::optional<base::Refusal>& refusal() { return refusal_; }

  private:
    char16_t opener(const document::Span& span, const Language& language, bool foreign) const {
        if (!isolates_ || span.text.empty()) return 0;
        if (foreign) return language.right_to_left ? right_to_left_isolate : left_to_right_isolate;
        return span.isolate ? first_strong_isolate : char16_t{0};
    }

    void append(const document::Span& span) {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(span.text.data());
        const auto size = static_cast<std::int32_t>(span.text.size());
        for (std::int32_t at = 0; at < size && !refusal_;) {
            UChar32 point = 0;
            U8_NEXT(bytes, at, size, point);
            if (point < 0) return refuse(unreadable("il n’est pas en UTF-8"));
            add_point(static_cast<char32_t>(point), span);
        }
    }

    void add_point(char32_t point, const document::Span& span) {
        if (point == '\t') point = ' ';
        if (point == '\n' || point == 0x2029) point = line_separator;
        if (is_control(point)) return refuse(undrawable(point, span.text));
        if (is_dropped(point) || (span.isolate && reorders(point))) return;
        const bool after_blank = last_ == ' ' || last_ == line_separator;
        if (point == ' ' && after_blank) return;
        // Read aloud or copied, the words on both sides of a forced break stay apart.
        if (point == line_separator && !after_blank) made_.text.push_back(u' ');
        marks_ = is_mark(point) ? marks_ + 1 : 0;
        if (marks_ > most_marks) return refuse(unreadable("une lettre porte trop de signes"));
        made_.bidirectional = made_.bidirectional || may_turn_direction(point);
        append_utf16(point);
        last_ = point;
    }

    void append_utf16(char32_t point) {
        if (point < 0x10000) {
            made_.text.push_back(static_cast<char16_t>(point));
        } else {
            made_.text.push_back(U16_LEAD(point));
            made_.text.push_back(U16_TRAIL(point));
        }
    }

    void close(const Stretch& next) {
        std::vector<Stretch>& all = made_.stretches;
        const bool same = !all.empty() && all.back().tag == next.tag &&
                          all.back().link == next.link && all.back().weight == next.weight;
        if (same) {
            all.back().end = next.end;
        } else {
            all.push_back(next);
        }
    }

    void refuse(base::Refusal refusal) {
        if (!refusal_) refusal_ = std::move(refusal);
    }

    std::string_view block_;
    const Language& own_;
    bool bold_;
    bool isolates_;
    Assembly made_;
    std::optional<base::Refusal> refusal_;
    char32_t last_ = ' ';
    int marks_ = 0;
};

}  // namespace

base::Answer<Assembly> assemble(const document::Inline& spans, std::string_view language,
                                bool bold) {
    const Language* own = find_language(language);
    if (own == nullptr) return unknown_language(language);
    // Almost every paragraph needs no isolates; only those that do are put together twice.
    for (bool isolates = own->right_to_left;; isolates = true) {
        Assembler assembler(language, *own, bold, isolates);
        for (const document::Span& span : spans) assembler.add(span);
        if (assembler.refusal()) return std::move(*assembler.refusal());
        Assembly& made = assembler.made();
        if (made.bidirectional && !isolates) continue;
        while (!made.text.empty() && made.text.back() == ' ') made.text.pop_back();
        if (!made.stretches.empty()) made.stretches.back().end = made.text.size();
        return std::move(made);
    }
}

bool is_mark(char32_t point) {
    if (point < 0x300) return false;
    return (U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_M_MASK) != 0;
}

bool is_invisible(char32_t point) {
    return point == 0x61c || point == 0x200b || point == 0x200e || point == 0x200f ||
           point == 0x2060 || point == line_separator || reorders(point);
}

std::string name_of(char32_t point) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(point));
    if (is_control(point) || u_isprint(static_cast<UChar32>(point)) == 0) return number.data();
    return "« " + base::utf8(point) + " » (" + number.data() + ")";
}

base::Refusal undrawable(char32_t point, std::string_view text) {
    std::string message = "Aucune police ne dessine le caractère " + name_of(point);
    if (!base::has_control_characters(text)) message += " du texte « " + excerpt(text) + " »";
    return {"caractere_sans_glyphe", message + "."};
}

base::Refusal unknown_language(std::string_view tag) {
    return {"langue_inconnue",
            "La langue « " + excerpt(tag) + " » est inconnue ou n’a pas de police."};
}

}  // namespace preavis::page
