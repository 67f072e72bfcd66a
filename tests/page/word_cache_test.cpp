#include "page/word_cache.h"

#include <thread>

#include "page/samples.h"

namespace preavis::page {
namespace {

ShapedClusters word_of(std::int32_t advance) {
    ShapedClusters word;
    word.clusters.push_back({.start = 0, .end = 1, .advance = advance});
    return word;
}

std::u16string key_of(int number) {
    return {u'k', static_cast<char16_t>(number)};
}

TEST(WordCache, gives_back_what_it_keeps) {
    WordCache cache(4);
    EXPECT_EQ(cache.find(u"a"), nullptr);
    cache.keep(u"a", word_of(500));
    ASSERT_NE(cache.find(u"a"), nullptr);
    EXPECT_EQ(cache.find(u"a")->clusters.front().advance, 500);
}

TEST(WordCache, never_holds_more_than_two_generations) {
    WordCache cache(10);
    for (int i = 1; i < 1000; ++i) {
        cache.keep(key_of(i), word_of(i));
        EXPECT_LE(cache.size(), 20u);
    }
}

TEST(WordCache, remembers_the_words_that_come_back) {
    WordCache cache(10);
    cache.keep(u"constant", word_of(1));
    for (int i = 1; i < 1000; ++i) {
        cache.keep(key_of(i), word_of(i));
        EXPECT_NE(cache.find(u"constant"), nullptr) << i;
    }
    EXPECT_EQ(cache.find(key_of(1)), nullptr);
}

/// What a thread draws that has shaped nothing yet.
std::string drawn_cold(const document::Content& content) {
    std::string drawn;
    std::thread([&] { drawn = samples::dump(samples::laid_out(content)); }).join();
    return drawn;
}

/// Everything that depends on a word's surroundings: its place in a sentence, marks, joiners,
/// foreign words, values of facts, signs that stick to it.
std::vector<document::Content> tricky() {
    std::vector<document::Content> all{samples::letter(), samples::easy_letter(),
                                       samples::bilingual("ar"), samples::bilingual("bn")};
    for (const samples::Voice& voice : samples::voices()) {
        const document::Inline mixed{{.text = voice.text + " "},
                                     {.text = "AV 2026-00417", .isolate = true},
                                     {.text = " AVATAR, ", .language = "fr"},
                                     {.text = voice.text, .strong = true},
                                     {.text = " \u0301 e\u0301 \u200C" + voice.text}};
        all.push_back(samples::content({{document::Paragraph{mixed}}}, voice.language));
    }
    return all;
}

TEST(WordCache, changes_nothing_on_the_page) {
    for (int round = 0; round < 2; ++round) {
        for (const document::Content& content : tricky()) {
            EXPECT_EQ(samples::dump(samples::laid_out(content)), drawn_cold(content))
                << content.language;
        }
    }
}

}  // namespace
}  // namespace preavis::page
