#include "page/samples.h"

namespace preavis::page {
namespace {

using samples::content;
using samples::paragraph;
using samples::refusal_code;
using samples::refusal_message;
using testing::HasSubstr;

document::Block wide_table(std::size_t columns, const std::string& cell) {
    return samples::table({std::vector<std::string>(columns, cell)});
}

document::Block nested_boxes(int depth) {
    document::Block block = paragraph("au fond");
    for (int i = 0; i < depth; ++i) block = {document::Box{{block}}};
    return block;
}

struct Case {
    std::string rule;
    document::Content content;
    std::string code;
};

std::vector<Case> cases() {
    document::Content long_mention = content({paragraph("a")});
    for (int i = 0; i < 400; ++i) long_mention.watermark_text += "mention ";
    document::Content long_reference = content({paragraph("a")});
    long_reference.reference = std::string(500, 'R');
    document::Block foreign = paragraph("a");
    foreign.language = "xx";
    std::string overloaded = "e";
    for (int i = 0; i < 40; ++i) overloaded += "\u0301";
    return {
        {"khmer has no font", content({paragraph("ខ្មែរ")}), "caractere_sans_glyphe"},
        {"emoji have no font", content({paragraph("Bonjour 😀")}), "caractere_sans_glyphe"},
        {"private use", content({paragraph("\uE000")}), "caractere_sans_glyphe"},
        {"control character", content({paragraph("a\x07")}), "caractere_sans_glyphe"},
        {"not UTF-8", content({paragraph("a\xFF")}), "texte_illisible"},
        {"cut UTF-8", content({paragraph("caf\xC3")}), "texte_illisible"},
        {"lone surrogate", content({paragraph("a\xED\xA0\x80")}), "texte_illisible"},
        {"unassigned code point", content({paragraph("a\u0378")}), "caractere_sans_glyphe"},
        {"too many marks", content({paragraph(overloaded)}), "texte_illisible"},
        {"unknown language", content({paragraph("a")}, "xx"), "langue_inconnue"},
        {"no language", content({paragraph("a")}, ""), "langue_inconnue"},
        {"language without font", content({paragraph("a")}, "zh-Hant"), "langue_inconnue"},
        {"unknown language of a block", content({foreign}), "langue_inconnue"},
        {"unknown language of a span",
         content({{document::Paragraph{{{.text = "a", .language = "xx"}}}}}), "langue_inconnue"},
        {"unknown second language", content({{document::Bilingual{{}, {}, "xx"}}}),
         "langue_inconnue"},
        {"figure without text", content({{document::Figure{"aide", ""}}}), "image_sans_texte"},
        {"pictogram without text",
         content({{document::Paragraph{samples::words("a"), true, "aide"}}}), "image_sans_texte"},
        {"unknown figure", content({{document::Figure{"licorne", "Une licorne"}}}),
         "image_inconnue"},
        {"too many columns", content({wide_table(40, "a")}), "tableau_trop_large"},
        {"uneven rows", content({samples::table({{"a", "b"}, {"c"}})}), "tableau_irregulier"},
        {"boxes too deep", content({nested_boxes(40)}), "imbrication_trop_profonde"},
        {"mention too long", long_mention, "entete_trop_long"},
        {"reference too long", long_reference, "entete_trop_long"},
        {"address too long",
         content({{document::AddressWindow{std::vector<std::string>(20, "ligne")}}}),
         "adresse_trop_longue"},
    };
}

TEST(Refusals, name_what_cannot_be_printed_before_anything_is_drawn) {
    for (const Case& one : cases()) {
        EXPECT_EQ(refusal_code(one.content), one.code) << one.rule;
        EXPECT_THAT(refusal_message(one.content), testing::EndsWith(".")) << one.rule;
    }
}

TEST(Refusals, an_undrawable_character_is_shown_with_its_number_and_its_text) {
    EXPECT_EQ(refusal_message(content({paragraph("Monsieur ខ, bonjour")})),
              "Aucune police ne dessine le caractère « ខ » (U+1781) du texte "
              "« Monsieur ខ, bonjour ».");
    EXPECT_THAT(refusal_message(content({paragraph("a\x07z")})), HasSubstr("U+0007"));
}

TEST(Refusals, what_is_read_aloud_or_shown_in_a_title_must_be_readable_too) {
    for (const std::string broken : {"\xFF", "\x01", "\xED\xA0\x80", "\uFFFE"}) {
        document::Content titled = content({paragraph("a")});
        titled.title = broken;
        const document::Inline link{{.text = "a", .link = "https://a.fr/" + broken}};
        document::Table table{.summary = broken, .rows = {{samples::words("a")}}};
        for (const document::Content& one :
             {titled, content({{document::Figure{"aide", broken}}}),
              content({{document::Paragraph{link}}}), content({{table}})}) {
            EXPECT_EQ(refusal_code(one), "texte_illisible") << broken;
        }
    }
}

TEST(Refusals, what_is_read_aloud_fits_into_a_string_of_the_file) {
    for (const std::size_t size : {longest_description, longest_description + 1}) {
        const std::string text(size, 'a');
        document::Content titled = content({paragraph("a")});
        titled.title = text;
        const document::Inline link{{.text = "a", .link = text}};
        for (const document::Content& one : {titled, content({{document::Figure{"aide", text}}}),
                                             content({{document::Paragraph{link}}})}) {
            EXPECT_EQ(refusal_code(one),
                      size > longest_description ? "description_trop_longue" : "");
        }
    }
}

TEST(Refusals, show_only_what_can_be_shown_of_a_broken_text) {
    const std::string message = refusal_message(content({paragraph("a")}, "fr\xC3"));
    EXPECT_EQ(message, "La langue « fr… » est inconnue ou n’a pas de police.");
}

TEST(Refusals, an_empty_cell_is_none_in_any_direction) {
    document::Block table = samples::table({{"السنة", ""}, {" ", "2026"}});
    EXPECT_EQ(refusal_code(content({table}, "ar")), "");
}

TEST(Refusals, the_first_one_wins) {
    EXPECT_EQ(refusal_code(content({paragraph("ខ"), wide_table(40, "a")})),
              "caractere_sans_glyphe");
}

TEST(Refusals, nothing_to_print_is_one_page) {
    for (const auto& empty :
         {content({}), content({paragraph("")}), content({paragraph(" \n ")}),
          content({{document::List{}}}), content({{document::Table{}}}),
          content({{document::Box{}}}), content({{document::SignatureBlock{}}}),
          content({{document::AddressWindow{}}}), content({{document::Bilingual{{}, {}, "ar"}}})}) {
        EXPECT_EQ(samples::laid_out(empty).pages.size(), 1u);
    }
}

}  // namespace
}  // namespace preavis::page
