#include "pdf/write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/text.h"
#include "pdf/file.h"
#include "pdf/lint.h"
#include "pdf/sketch.h"
#include "pdf/tools.h"

namespace preavis::pdf {
namespace {

using page::Role;
using testing::HasSubstr;
using testing::Not;

struct Language {
    const char* code;
    const char* text;
};

const Language languages[] = {
    {"fr", "L’œuvre d’Élise : 1 250,50 € dès le 1er août — « efficacité » affichée."},
    {"pl", "Zażółć gęślą jaźń, Žižek"},
    {"uk", "Пані Аміно Хаддад, вашу заяву розглянуто"},
    {"ar", "لا يُشترط حضوركم إلى هذا القرار"},
    {"fa-AF",
     "نامه‌های رسمی به آدرس خانه‌تان فرستاده می‌شود"},
    {"ps", "ستاسو غوښتنلیک وڅېړل شو"},
    {"bn", "রাষ্ট্রের ক্ষমতা স্বাস্থ্য ও উচ্চ শিক্ষা কর্মসূচি"},
    {"ti", "ወይዘሮ ኣሚና ሓዳድ ሕቶኹም"},
};

/// What a tool has extracted, without white space and bidi controls, which tools add or move.
std::string letters_of(const std::string& text) {
    std::string letters;
    for (const char32_t point : base::code_points(text)) {
        const bool control = point == 0x200e || point == 0x200f ||
                             (point >= 0x202a && point <= 0x202e) ||
                             (point >= 0x2066 && point <= 0x2069);
        const bool blank = point <= 0x20 || point == 0xa0 || point == 0x202f;
        if (!control && !blank) letters += base::utf8(point);
    }
    return letters;
}

std::string written(const Sketch& sketch) {
    return writer().write(sketch.pages);
}

TEST(WrittenFile, KeepsEveryRuleOfPdfA2aAndPdfUa1) {
    for (const Sketch& sketch : {letter(), arabic_letter()}) {
        EXPECT_EQ(base::to_string(lint(written(sketch))), "");
    }
    for (const Language& language : languages) {
        const std::string pdf = written(paragraph(language.code, language.text));
        EXPECT_EQ(base::to_string(lint(pdf)), "") << language.code;
    }
}

TEST(WrittenFile, IsSoundForQpdf) {
    for (const Sketch& sketch : {letter(), arabic_letter()}) {
        const std::string output = run_on("qpdf --check {}", written(sketch));
        EXPECT_THAT(output, HasSubstr("PDF Version: 1.7"));
        EXPECT_THAT(output, HasSubstr("No syntax or stream encoding errors found"));
    }
}

TEST(WrittenFile, IsTaggedWithEmbeddedFontsForPoppler) {
    const std::string pdf = written(letter());
    EXPECT_THAT(run_on("pdfinfo {}", pdf), HasSubstr("Tagged:          yes"));
    EXPECT_THAT(run_on("pdffonts {}", pdf), HasSubstr("CID TrueType"));
    EXPECT_THAT(run_on("pdffonts {}", pdf), HasSubstr("yes yes yes"));
}

TEST(WrittenText, IsReadAloudAsItWasWritten) {
    for (const Language& language : languages) {
        const std::string output =
            run_on("pdfinfo -struct-text {}", written(paragraph(language.code, language.text)));
        EXPECT_THAT(letters_of(output), HasSubstr(letters_of(language.text))) << language.code;
    }
}

TEST(WrittenText, IsCopiedAsItWasWritten) {
    for (const Language& language : languages) {
        const std::string output =
            run_on("mutool draw -q -F txt {}", written(paragraph(language.code, language.text)));
        EXPECT_THAT(letters_of(output), HasSubstr(letters_of(language.text))) << language.code;
    }
}

TEST(WrittenText, FollowsTheReadingOrderAcrossLinksAndPages) {
    const std::string output = letters_of(run_on("pdfinfo -struct-text {}", written(letter())));
    const std::size_t link = output.find(letters_of("la page du SIAO"));
    EXPECT_LT(output.find(letters_of("dispositif, voir")), link);
    EXPECT_LT(link, output.find(letters_of("(site public)")));
    EXPECT_LT(output.find(letters_of("contester cette décision")),
              output.find(letters_of("dans un délai de deux mois")));
}

TEST(StructureTree, IsTheOneOfTheElements) {
    expect_golden("letter-structure.txt", structure_text(written(letter())));
    expect_golden("arabic-structure.txt", structure_text(written(arabic_letter())));
}

TEST(PageContent, MarksEveryPieceAndMovesBackFromRightToLeft) {
    expect_golden("letter-page-1.txt", page_content(written(letter()), 0));
    expect_golden("arabic-page-1.txt", page_content(written(arabic_letter()), 0));
}

TEST(WrittenBytes, AreTheSameForTheSamePages) {
    EXPECT_EQ(written(letter()), written(letter()));
    EXPECT_EQ(written(letter()), Writer(fonts()).write(letter().pages));
}

TEST(WrittenBytes, DoNotDependOnWhatWasWrittenBefore) {
    const Writer fresh(fonts());
    const std::string first = fresh.write(letter().pages);
    const std::string arabic = fresh.write(arabic_letter().pages);
    for (int i = 0; i < 100; ++i) {
        fresh.write(paragraph("pl", "Zażółć numer " + std::to_string(i * i)).pages);
    }
    EXPECT_EQ(fresh.write(letter().pages), first);
    EXPECT_EQ(fresh.write(arabic_letter().pages), arabic);
}

TEST(WrittenBytes, AreTheSameFromSeveralThreads) {
    const Writer fresh(fonts());
    const std::string latin = written(letter());
    const std::string arabic = written(arabic_letter());
    int different = 0;
    const auto work = [&](int& wrong) {
        for (int i = 0; i < 20; ++i) {
            wrong += fresh.write(letter().pages) == latin ? 0 : 1;
            wrong += fresh.write(arabic_letter().pages) == arabic ? 0 : 1;
        }
    };
    int different_there = 0;
    std::thread other(work, std::ref(different_there));
    work(different);
    other.join();
    EXPECT_EQ(different + different_there, 0);
}

TEST(Identifier, ChangesWithTheText) {
    const auto identifier = [](const std::string& pdf) {
        const std::size_t at = pdf.rfind("/ID");
        return pdf.substr(at, pdf.find(']', at) - at);
    };
    EXPECT_EQ(identifier(written(letter())), identifier(written(letter())));
    EXPECT_NE(identifier(written(paragraph("fr", "un"))),
              identifier(written(paragraph("fr", "deux"))));
}

TEST(FrenchText, SharesTheSeededFontsOfEveryDocument) {
    const auto font = [](const std::string& pdf) { return run_on("pdffonts {} | tail -1", pdf); };
    EXPECT_EQ(font(written(paragraph("fr", "Oui"))), font(written(paragraph("fr", "Non, l’été"))));
    EXPECT_NE(font(written(paragraph("fr", "Oui"))), font(written(paragraph("pl", "Zażółć"))));
}

TEST(Metadata, HoldNoDateWhenTheDocumentHasNone) {
    Sketch sketch = letter();
    sketch.pages.issued_on.clear();
    const std::string pdf = written(sketch);
    EXPECT_THAT(pdf, Not(HasSubstr("/CreationDate")));
    EXPECT_EQ(base::to_string(lint(pdf)), "");
}

TEST(Metadata, SayTheTitleTheAuthorAndTheDay) {
    const std::string output = run_on("TZ=UTC pdfinfo {}", written(letter()));
    EXPECT_THAT(output, HasSubstr("Notification de fin d’hébergement"));
    EXPECT_THAT(output, HasSubstr("SIAO du Rhône"));
    EXPECT_THAT(output, HasSubstr("Décision <n° 12> & voies de recours"));
    EXPECT_THAT(output, HasSubstr("Mar 12 12:00:00 2026"));
}

TEST(Links, GoWhereTheElementSaysAndSayWhatTheyAre) {
    const std::string pdf = written(letter());
    EXPECT_THAT(pdf, HasSubstr("/URI (https://exemple.fr/d%c3%a9cision)"));
    EXPECT_THAT(pdf, HasSubstr("/Contents (la page du SIAO)"));
}

}  // namespace
}  // namespace preavis::pdf
