#include <benchmark/benchmark.h>
#include <hpdf.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "page/layout.h"
#include "pdf/write.h"

// One page of a letter, from its content tree to the bytes of its file, against the least that
// libharu can do with the same French words: Helvetica, neither tagged nor embedded nor archivable.

namespace preavis {
namespace {

struct Words {
    std::string language;
    std::string title;
    std::vector<std::string> paragraphs;
    std::vector<std::string> items;
    std::vector<std::vector<std::string>> rows;
    std::string closing;
};

const Words french{
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

const Words arabic{
    "ar",
    "إشعار بالقرار",
    {"السيدة أمينة حداد، لقد تمت دراسة طلبكم رقم 2026-00417 بتاريخ 12/03/2026 من قبل مصالحنا "
     "المختصة.",
     "يحق لكم الحصول على مساعدة قدرها 1250,50 € شهريًا ابتداءً من 1 أبريل 2026. لا يُشترط حضوركم "
     "إلى المقر لأجل ذلك."},
    {"نسخة من بطاقة الهوية", "إثبات محل الإقامة"},
    {{"التاريخ", "المبلغ"}, {"01/04/2026", "1250,50 €"}},
    "يمكنكم الطعن في هذا القرار خلال مهلة شهرين."};

document::Content content_of(const Words& words) {
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

/// The same text with another number in it, so that no two documents are equal.
document::Content numbered(document::Content content, int number) {
    auto& paragraph = std::get<document::Paragraph>(content.blocks[1].what);
    paragraph.text[0].text =
        base::replaced(paragraph.text[0].text, "00417", std::to_string(10000 + number % 90000));
    return content;
}

/// What WinAnsi has of it.
std::string win_ansi(const std::string& text) {
    std::string bytes;
    for (const char32_t point : base::code_points(text)) {
        bytes += point < 0x100     ? static_cast<char>(point)
                 : point == 0x2019 ? '\x92'
                 : point == 0x20ac ? '\x80'
                                   : '?';
    }
    return bytes;
}

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

void bare_helvetica(benchmark::State& state, const Words& words) {
    std::size_t bytes = 0;
    for (auto _ : state) bytes = Bare().write(words).size();
    state.counters["bytes"] = static_cast<double>(bytes);
}

std::shared_ptr<const page::Fonts> fonts() {
    static const auto shared = std::make_shared<const page::Fonts>();
    return shared;
}

page::Pages laid_out(const document::Content& content) {
    static const page::Pictograms none;
    return std::get<page::Pages>(page::lay_out(content, *fonts(), none));
}

void lay_out_only(benchmark::State& state, const Words& words) {
    const document::Content content = content_of(words);
    for (auto _ : state) benchmark::DoNotOptimize(laid_out(content));
}

void write_only(benchmark::State& state, const Words& words) {
    const pdf::Writer writer(fonts());
    const page::Pages pages = laid_out(content_of(words));
    for (auto _ : state) benchmark::DoNotOptimize(writer.write(pages));
}

void whole_page(benchmark::State& state, const Words& words) {
    const pdf::Writer writer(fonts());
    const document::Content content = content_of(words);
    int number = 0;
    std::size_t bytes = 0;
    for (auto _ : state) bytes = writer.write(laid_out(numbered(content, ++number))).size();
    state.counters["bytes"] = static_cast<double>(bytes);
}

using Body = void (*)(benchmark::State&, const Words&);

/// Medians of rounds taken in turn, for the machine's speed drifts.
void add(const std::string& name, Body body, const Words& words) {
    benchmark::RegisterBenchmark(name.c_str(), body, words)
        ->Repetitions(9)
        ->ReportAggregatesOnly()
        ->Unit(benchmark::kMicrosecond);
}

void add_all() {
    add("bare_helvetica/latin", bare_helvetica, french);
    for (const Words* words : {&french, &arabic}) {
        const std::string script = words == &french ? "latin" : "arabic";
        add("lay_out/" + script, lay_out_only, *words);
        add("write/" + script, write_only, *words);
        add("lay_out_and_write/" + script, whole_page, *words);
    }
}

}  // namespace
}  // namespace preavis

int main(int argc, char** argv) {
    preavis::add_all();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
