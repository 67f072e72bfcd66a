#include "pdf/ink.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "page/layout.h"
#include "page/voices.h"
#include "pdf/sketch.h"
#include "pdf/tools.h"

namespace preavis::pdf {
namespace {

using document::Content;
using page::samples::Voice;
using page::samples::voices;

constexpr const char* golden = PREAVIS_ROOT "/tests/golden/pdf/ink.txt";
constexpr const char* mupdf = "(mutool draw -q -r 144 -c gray -F pgm -o - {} 1 2>/dev/null)";
constexpr const char* poppler = "(pdftoppm -r 144 -gray -f 1 -l 1 {} 2>/dev/null)";

/// One voice for each script.
std::vector<Voice> scripts() {
    const std::set<std::string> chosen{"fr", "ru", "el", "ka",      "hy", "ti",     "bn",
                                       "ta", "hi", "ar", "zh-Hans", "ur", "ff-Adlm"};
    std::vector<Voice> found;
    std::copy_if(voices().begin(), voices().end(), std::back_inserter(found),
                 [&](const Voice& voice) { return chosen.contains(voice.language); });
    return found;
}

/// A heading, French beside the language, a list and a table.
page::Pages page_in(const Voice& voice) {
    Content content;
    content.title = voice.language;
    content.language = voice.language;
    const document::Inline text{{voice.text}};
    const document::Inline reference{{"2026-00417", {}, false, true}};
    const std::vector<document::Block> own{{document::Paragraph{text}}};
    const std::vector<document::Block> french{
        {document::Paragraph{{{"Gardez cette lettre, elle est importante."}}}}};
    content.blocks = {{document::Heading{1, text}},
                      {document::Bilingual{french, own, voice.language}},
                      {document::List{true, {own, {{document::Paragraph{reference}}}}}},
                      {document::Table{1, false, "", {{text, reference}, {reference, text}}}}};
    return std::get<page::Pages>(page::lay_out(content, *fonts(), page::Pictograms{}));
}

Ink drawn(const page::Pages& pages, const char* program) {
    return ink_of(run_on(program, writer().write(pages)));
}

std::string text_of(const Ink& ink) {
    std::string text;
    for (const std::string& row : ink) text += row + "\n";
    return text;
}

/// The picture of a language in the golden file.
Ink expected(const std::string& language) {
    Ink ink;
    bool here = false;
    for (const std::string& line : base::split(base::read_file(golden), '\n')) {
        if (line.starts_with("== ")) {
            here = line == "== " + language;
        } else if (here) {
            ink.push_back(line);
        }
    }
    while (!ink.empty() && ink.back().empty()) ink.pop_back();
    return ink;
}

void expect_as_looked_at(const Voice& voice, const char* program) {
    const Ink ink = drawn(page_in(voice), program);
    EXPECT_EQ(difference(expected(voice.language), ink), "")
        << voice.language << ", " << program << "; UPDATE_GOLDEN=1 rewrites " << golden << "\n"
        << text_of(ink);
}

void rewrite_golden() {
    std::string all;
    for (const Voice& voice : voices()) {
        all += "== " + voice.language + "\n" + text_of(drawn(page_in(voice), mupdf));
    }
    base::write_file(golden, all);
}

/// The page after something has befallen its longest run.
template <class Spoil>
page::Pages spoilt(const Voice& voice, Spoil spoil) {
    page::Pages pages = page_in(voice);
    page::Run* longest = nullptr;
    for (page::Item& item : pages.pages.front().items) {
        auto* run = std::get_if<page::Run>(&item.what);
        if (run == nullptr) continue;
        if (longest == nullptr || run->width > longest->width) longest = run;
    }
    spoil(*longest);
    return pages;
}

TEST(Ink, OfEachLanguageIsWhereItWasOnceLookedAt) {
    if (std::getenv("UPDATE_GOLDEN") != nullptr) rewrite_golden();
    for (const Voice& voice : voices()) expect_as_looked_at(voice, mupdf);
}

TEST(Ink, IsTheSameForAnotherProgram) {
    for (const Voice& voice : scripts()) expect_as_looked_at(voice, poppler);
}

TEST(Ink, OfALineThatVanishesMovesOrTurnsToBoxesDiffers) {
    for (const Voice& voice : scripts()) {
        const Ink good = expected(voice.language);
        const auto differs = [&](const char* how, auto spoil) {
            EXPECT_NE(difference(good, drawn(spoilt(voice, spoil), mupdf)), "")
                << voice.language << " " << how;
        };
        differs("vanishes", [](page::Run& run) { run.clusters.resize(1); });
        differs("moves down", [](page::Run& run) { run.y -= 5; });
        differs("moves aside", [](page::Run& run) { run.x += 10; });
        differs("turns to boxes", [](page::Run& run) {
            for (page::Cluster& cluster : run.clusters) cluster.glyphs = run.clusters[0].glyphs;
        });
    }
}

}  // namespace
}  // namespace preavis::pdf
