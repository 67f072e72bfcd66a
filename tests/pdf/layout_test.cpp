#include "page/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/problem.h"
#include "base/refusal.h"
#include "pdf/lint.h"
#include "pdf/sketch.h"
#include "pdf/tools.h"

namespace preavis::pdf {
namespace {

using document::Block;
using document::Content;
using testing::HasSubstr;

document::Inline text(const std::string& words) {
    return {{words}};
}

/// Every kind of block that needs no picture.
Content content_of(const std::string& language, const std::string& words) {
    Content content;
    content.title = "Contrat de séjour";
    content.author = "SIAO";
    content.reference = "2026-00417";
    content.header = "SIAO du Rhône";
    content.language = language;
    content.issued_on = "2026-03-12";
    content.blocks = {
        {document::AddressWindow{{"Amina Haddad", "1, rue de la Paix", "69001 Lyon"}}},
        {document::Heading{1, text("Contrat de séjour")}},
        {document::Paragraph{{{words}, {"le site du SIAO", "fr", true, true, "https://siao.fr"}}}},
        {document::Heading{2, text("Durée")}},
        {document::List{
            true, {{{document::Paragraph{text(words)}}}, {{document::Paragraph{text(words)}}}}}},
        {document::Table{1,
                         true,
                         "Montants",
                         {{text("Mois"), text("Somme")},
                          {text("avril"), text("12,50 €")},
                          {text("mai"), text("—")}}}},
        {document::Box{{{document::Paragraph{text(words)}}}}},
        {document::SignatureBlock{{{"Le SIAO", "Mme X", "date"}, {"Le ménage", "M. Y", "date"}}}},
    };
    return content;
}

page::Pages laid_out(const Content& content) {
    const auto answer = page::lay_out(content, *fonts(), page::Pictograms{});
    const base::Refusal* refusal = base::refusal_of(answer);
    EXPECT_EQ(refusal, nullptr) << refusal->message;
    return std::get<page::Pages>(answer);
}

TEST(LaidOutDocument, KeepsEveryRuleInEachLanguageAndStyle) {
    const std::pair<const char*, const char*> languages[] = {
        {"fr", "Vous avez droit à un préavis de seize jours ; voir "},
        {"ar", "لا يُشترط حضوركم إلى هذا القرار "},
        {"bn", "রাষ্ট্রের ক্ষমতা স্বাস্থ্য "},
        {"ti", "ወይዘሮ ኣሚና ሓዳድ "},
    };
    for (const auto& [language, words] : languages) {
        for (const auto style : {document::Style::standard, document::Style::easy}) {
            Content content = content_of(language, words);
            content.style = style;
            const std::string pdf = writer().write(laid_out(content));
            EXPECT_EQ(base::to_string(lint(pdf)), "") << language;
            EXPECT_THAT(run_on("qpdf --check {}", pdf), HasSubstr("No syntax")) << language;
        }
    }
}

TEST(LaidOutDocument, KeepsEveryRuleWithTheLongestDescriptions) {
    std::string words;
    while (words.size() < 60000) words += "mot ";
    std::string accents;
    while (accents.size() + 2 <= page::longest_description) accents += "é";
    Content content = content_of("fr", "a");
    content.title = accents;
    content.blocks.push_back({document::Paragraph{{{words, "fr", false, false, accents}}}});
    EXPECT_EQ(base::to_string(lint(writer().write(laid_out(content)))), "");
}

TEST(LaidOutDocument, KeepsEveryRuleOverManyPages) {
    Content content =
        content_of("fr", "Un paragraphe assez long pour passer d’une page à l’autre ");
    std::string words;
    for (int i = 0; i < 300; ++i) words += "mot ";
    for (int i = 0; i < 12; ++i) {
        content.blocks.push_back({document::Paragraph{text(words)}});
        document::Table table{1, false, "Détail", {{text("a"), text("b")}}};
        for (int row = 0; row < 20; ++row)
            table.rows.push_back({text("x"), text(words.substr(0, 90))});
        content.blocks.push_back({table});
    }
    const page::Pages pages = laid_out(content);
    EXPECT_GT(pages.pages.size(), 5u);
    EXPECT_EQ(base::to_string(lint(writer().write(pages))), "");
}

}  // namespace
}  // namespace preavis::pdf
