#include <rapidcheck/gtest.h>

#include <algorithm>

#include "page/samples.h"

namespace preavis::page {
namespace {

using document::Block;

using Words = std::vector<std::string>;

/// Texts that have been known to hurt typesetters; now and then one that cannot be printed.
rc::Gen<std::string> text() {
    const auto printable = rc::gen::elementOf(Words{
        "mot",     " ",       "  ",     "\n",      "\n\n",       "é",
        "e\u0301", "\u0301",  "ß",      "ﬁ",       "2026-00417", "(",
        ")",       "«\u202F", "\u00A0", "\u202E",  "\u202C",     "\u2067",
        "\u2069",  "\u200D",  "\u200C", "\u200F",  "\u2028",     "\u00AD",
        "\uFEFF",  "العربية", "لا",     "ی\u200C", "বাংলা",      "ক্ষ",
        "্",        "தமிழ்",    "ትግርኛ",   "ქართული", "русский",    "𞤀𞤣",
        "☐",       "→",       "\uFE0F", "\u034F",  "漢字",       "anticonstitutionnellement"});
    const auto unprintable =
        rc::gen::elementOf(Words{"ខ", "כ", "😀", "\x01", "\xFF", "ﷺ", "\U000E0001"});
    const auto word = rc::gen::weightedOneOf<std::string>({{2000, printable}, {1, unprintable}});
    return rc::gen::map(rc::gen::container<Words>(word), [](const Words& parts) {
        std::string all;
        for (const std::string& part : parts) all += part;
        return all;
    });
}

rc::Gen<document::Inline> spans() {
    return rc::gen::container<document::Inline>(rc::gen::exec([] {
        document::Span span;
        span.text = *text();
        span.language = *rc::gen::elementOf(Words{"", "", "", "fr", "ar", "ur", "bn", "xx"});
        span.strong = *rc::gen::arbitrary<bool>();
        span.isolate = *rc::gen::arbitrary<bool>();
        span.link = *rc::gen::elementOf(Words{"", "", "https://a.fr"});
        return span;
    }));
}

std::vector<Block> blocks(int depth);

Block block(int depth) {
    Block made;
    switch (*rc::gen::inRange(0, depth > 0 ? 9 : 4)) {
        case 0: made.what = document::Heading{*rc::gen::inRange(-1, 6), *spans()}; break;
        case 1:
            made.what = document::Paragraph{
                *spans(), *rc::gen::arbitrary<bool>(),
                *rc::gen::weightedElement<std::string>({{60, ""}, {30, "aide"}, {1, "licorne"}}),
                "texte"};
            break;
        case 2:
            made.what = document::Figure{"aide", "texte", *rc::gen::inRange(-5, 900) * 1.0};
            break;
        case 3: made.what = document::AddressWindow{{"Madame", *text()}}; break;
        case 4: {
            document::List list{.ordered = *rc::gen::arbitrary<bool>()};
            const int count = *rc::gen::inRange(0, 4);
            for (int i = 0; i < count; ++i) list.items.push_back(blocks(depth - 1));
            made.what = list;
            break;
        }
        case 5: {
            document::Table table{.header_rows = *rc::gen::inRange(-1, 3),
                                  .header_column = *rc::gen::arbitrary<bool>(),
                                  .widths = {*rc::gen::inRange(-1, 9), 2}};
            const int columns = *rc::gen::inRange(0, 8);
            const int rows = *rc::gen::inRange(0, 5);
            for (int i = 0; i < rows; ++i) {
                auto& row = table.rows.emplace_back();
                for (int j = 0; j < columns; ++j) row.push_back(*spans());
            }
            made.what = table;
            break;
        }
        case 6: made.what = document::Box{blocks(depth - 1)}; break;
        case 7:
            made.what = document::SignatureBlock{{{*text(), *text(), "date"}, {"a", "b", "c"}, {}}};
            break;
        default:
            made.what = document::Bilingual{blocks(depth - 1), blocks(depth - 1),
                                            *rc::gen::elementOf(Words{"ar", "ur", "bn", "ru"})};
    }
    made.language = *rc::gen::elementOf(Words{"", "", "", "ar", "ka", "prs"});
    return made;
}

std::vector<Block> blocks(int depth) {
    std::vector<Block> all;
    const int count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i) all.push_back(block(depth));
    return all;
}

void check(const Pages& pages) {
    RC_ASSERT(!pages.pages.empty());
    RC_ASSERT(pages.elements.front().role == Role::document);
    for (std::size_t i = 1; i < pages.elements.size(); ++i) {
        RC_ASSERT(pages.elements[i].parent < i);
    }
    for (const Page& page : pages.pages) {
        for (const Item& item : page.items) {
            const bool artifact = item.element == Item::artifact;
            RC_ASSERT(artifact == (item.kind != Item::Artifact::none));
            if (!artifact) RC_ASSERT(item.element < pages.elements.size());
            const auto* run = std::get_if<page::Run>(&item.what);
            if (run == nullptr) continue;
            RC_ASSERT(run->x >= -15);
            RC_ASSERT(run->x + run->width <= page.width + 15);
            RC_ASSERT(run->y > 0);
            RC_ASSERT(run->y < page.height);
            RC_ASSERT(!run->clusters.empty());
            for (const Cluster& cluster : run->clusters) {
                RC_ASSERT(!cluster.text.empty());
                for (const Glyph& glyph : cluster.glyphs) RC_ASSERT(glyph.id != 0);
            }
        }
    }
}

RC_GTEST_PROP(RandomTrees, are_laid_out_on_the_page_or_refused, ()) {
    document::Content content;
    content.language = *rc::gen::elementOf(Words{"fr", "fr", "ar", "ur", "ti"});
    content.style = *rc::gen::element(document::Style::standard, document::Style::easy);
    content.header = *rc::gen::elementOf(Words{"", "En-tête"});
    content.watermark_text = *rc::gen::elementOf(Words{"", "Projet"});
    content.blocks = blocks(3);
    const auto answer = lay_out(content, samples::fonts(), samples::pictograms());
    const auto* refusal = base::refusal_of(answer);
    RC_CLASSIFY(refusal == nullptr, "laid out");
    if (refusal != nullptr) {
        RC_ASSERT(!refusal->code.empty());
        RC_ASSERT(!refusal->message.empty());
    } else {
        check(std::get<Pages>(answer));
    }
}

}  // namespace
}  // namespace preavis::page
