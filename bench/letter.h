#pragma once

#include <hpdf.h>
#include <malloc.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "document/content.h"

// The letter that benchmarks write, and the least that libharu can do with the same French words:
// Helvetica, neither tagged nor embedded nor archivable.

namespace preavis::bench {

struct Words {
    std::string language;
    std::string title;
    std::vector<std::string> paragraphs;
    std::vector<std::string> items;
    std::vector<std::vector<std::string>> rows;
    std::string closing;
};

inline const Words french{
    "fr",
    "Notification de décision",
    {"Madame Amina Haddad, votre demande n° 2026-00417 a été examinée le 12 mars 2026 par nos "
     "services.",
     "Vous avez droit à une aide de 1 250,50 € par mois à compter du 1er avril 2026. L’affiche "
     "officielle confirme l’efficacité du dispositif.",
     "Vous pouvez présenter des observations, seule ou avec la personne de votre choix, avant que "
     "la décision ne soit prise. Elles sont lues et gardées au dossier."},
    {"une copie de votre carte d’identité", "un justificatif de domicile de moins de trois mois"},
    {{"Date", "Montant"}, {"01/04/2026", "1 250,50 €"}},
    "Vous pouvez contester cette décision dans un délai de deux mois."};

inline const Words arabic{
    "ar",
    "إشعار بالقرار",
    {"السيدة أمينة حداد، لقد تمت دراسة طلبكم رقم 2026-00417 بتاريخ 12/03/2026 من قبل مصالحنا "
     "المختصة.",
     "يحق لكم الحصول على مساعدة قدرها 1250,50 € شهريًا ابتداءً من 1 أبريل 2026. لا يُشترط حضوركم "
     "إلى المقر لأجل ذلك."},
    {"نسخة من بطاقة الهوية", "إثبات محل الإقامة"},
    {{"التاريخ", "المبلغ"}, {"01/04/2026", "1250,50 €"}},
    "يمكنكم الطعن في هذا القرار خلال مهلة شهرين."};

inline document::Content content_of(const Words& words) {
    using namespace document;
    const auto text = [](const std::string& line) { return Inline{{line}}; };
    Content content;
    content.title = words.title;
    content.author = "SIAO du Rhône";
    content.header = "SIAO du Rhône";
    content.language = words.language;
    content.issued_on = "2026-03-12";
    content.blocks.push_back({Heading{1, text(words.title)}});
    for (const auto& line : words.paragraphs) content.blocks.push_back({Paragraph{text(line)}});
    List list;
    for (const auto& item : words.items) list.items.push_back({{Paragraph{text(item)}}});
    content.blocks.push_back({list});
    Table table;
    for (const auto& row : words.rows) {
        table.rows.emplace_back();
        for (const auto& cell : row) table.rows.back().push_back(text(cell));
    }
    content.blocks.push_back({table});
    content.blocks.push_back({Paragraph{text(words.closing)}});
    return content;
}

/// What WinAnsi has of it.
inline std::string win_ansi(const std::string& text) {
    std::string bytes;
    for (const char32_t point : base::code_points(text)) {
        bytes += point < 0x100     ? static_cast<char>(point)
                 : point == 0x2019 ? '\x92'
                 : point == 0x20ac ? '\x80'
                                   : '?';
    }
    return bytes;
}

/// glibc gives the top of the heap back to the system when more than 128 KiB of it is free, which
/// happens after each document of bare libharu or never, by what else lies on the heap: 173 us or
/// 96 for the same work, a third of them in the kernel. Kept here, so that a ratio compares
/// programs that are both warm; our own writer has an arena and does not notice.
inline const bool heap_is_kept = mallopt(M_TRIM_THRESHOLD, 64 << 20) == 1;

class Bare {
  public:
    std::string write(const Words& words) {
        document_ = HPDF_New(nullptr, nullptr);
        HPDF_SetCompressionMode(document_, HPDF_COMP_ALL);
        page_ = HPDF_AddPage(document_);
        HPDF_Page_SetWidth(page_, 595.276F);
        HPDF_Page_SetHeight(page_, 841.89F);
        const HPDF_Font regular = HPDF_GetFont(document_, "Helvetica", "WinAnsiEncoding");
        const HPDF_Font bold = HPDF_GetFont(document_, "Helvetica-Bold", "WinAnsiEncoding");
        y_ = 785;
        put("SIAO du Rhône", regular, 9);
        put(words.title, bold, 16);
        for (const auto& line : words.paragraphs) put(line, regular, 11);
        for (const auto& item : words.items) put("- " + item, regular, 11);
        for (const auto& row : words.rows) {
            for (const auto& cell : row) put(cell, regular, 11);
        }
        put(words.closing, regular, 11);
        put("page 1 sur 1", regular, 9);
        HPDF_SaveToStream(document_);
        std::string bytes(HPDF_GetStreamSize(document_), '\0');
        auto size = static_cast<HPDF_UINT32>(bytes.size());
        HPDF_ReadFromStream(document_, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
        HPDF_Free(document_);
        return bytes;
    }

  private:
    void put(const std::string& utf8, HPDF_Font font, float size) {
        constexpr float width = 481;
        const std::string text = win_ansi(utf8);
        HPDF_Page_SetFontAndSize(page_, font, size);
        for (std::size_t at = 0; at < text.size();) {
            HPDF_REAL real = 0;
            const std::size_t fits =
                HPDF_Page_MeasureText(page_, text.c_str() + at, width, HPDF_TRUE, &real);
            const std::string line = text.substr(at, fits == 0 ? text.size() : fits);
            y_ -= size * 1.4F;
            HPDF_Page_BeginText(page_);
            HPDF_Page_TextOut(page_, 57, y_, line.c_str());
            HPDF_Page_EndText(page_);
            at += line.size();
        }
    }

    HPDF_Doc document_ = nullptr;
    HPDF_Page page_ = nullptr;
    float y_ = 0;
};

}  // namespace preavis::bench
