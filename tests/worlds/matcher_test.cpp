#include "worlds/matcher.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>

#include "base/hash.h"
#include "base/json.h"
#include "http/html.h"
#include "http/url.h"
#include "worlds/mint.h"

namespace preavis::worlds {
namespace {

using Found = std::vector<std::size_t>;

TEST(Matcher, finds_every_pattern_where_they_overlap_and_whatever_their_case) {
    const Matcher matcher({"he", "she", "his", "hers", "SHE", "é"});
    EXPECT_EQ(matcher.found_in("usHERs"), (Found{0, 1, 3, 4}));
    EXPECT_EQ(matcher.found_in("this"), (Found{2}));
    EXPECT_EQ(matcher.found_in("hhis"), (Found{2}));
    EXPECT_EQ(matcher.found_in("l'été"), (Found{5}));
    EXPECT_EQ(matcher.found_in(""), Found{});
    EXPECT_EQ(matcher.found_in("sh"), Found{});
}

TEST(Matcher, takes_digits_for_a_number_only_where_they_stand_alone) {
    const Matcher matcher({"75942", "0199123456", "zq1"});
    EXPECT_EQ(matcher.found_in("F-75942 Paris, +0199123456."), (Found{0, 1}));
    EXPECT_EQ(matcher.found_in("a75942 759421 00199123456 0199123456f"), Found{});
    EXPECT_EQ(matcher.found_in("azq12"), (Found{2}));
    EXPECT_EQ(matcher.found_in("75942"), (Found{0}));
}

/// Against the simplest search, over texts of few letters where nearly everything overlaps.
TEST(Matcher, finds_what_a_search_for_each_pattern_finds) {
    Mint mint(7);
    const auto drawn = [&mint](std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('a' + mint.below(3));
        return text;
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> patterns;
        for (int i = 0; i < 8; ++i) patterns.push_back(drawn(1 + mint.below(5)));
        const std::string text = drawn(30);
        Found expected;
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            if (text.find(patterns[i]) != std::string::npos) expected.push_back(i);
        }
        EXPECT_EQ(Matcher(patterns).found_in(text), expected) << text;
    }
}

std::string base64(const std::string& bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string coded;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned value = 0;
        for (std::size_t j = i; j < i + 3; ++j) {
            value = value * 256 + (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
        }
        for (int shift = 18; shift >= 0; shift -= 6) coded += digits[(value >> shift) & 63U];
    }
    return coded;
}

TEST(Forms, a_word_is_found_in_every_coat_that_an_answer_may_give_it) {
    Mint mint(11);
    for (int round = 0; round < 200; ++round) {
        const std::string word = mint.word();
        const Matcher matcher(forms_of_word(word));
        const std::string sentence = "L'" + word + " & « <é> »";
        std::string loud = word;
        for (char& c : loud) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        for (const std::string& coat :
             {sentence, http::percent_encoded(sentence), base::Json(sentence).dump(),
              base::Json(sentence).dump(-1, ' ', true), http::h("p", {}, sentence).markup(), loud,
              base::hex(sentence), base64(word), base64("a" + word), base64("ab" + sentence),
              base64(sentence)}) {
            EXPECT_FALSE(matcher.found_in(coat).empty()) << word << " in " << coat;
        }
        EXPECT_TRUE(matcher.found_in(mint.word() + base64(mint.word())).empty());
    }
}

TEST(Forms, a_telephone_number_and_a_birth_date_are_found_as_people_write_them) {
    const Matcher telephone(forms_of_telephone("+33199004217"));
    for (const char* text : {"+33199004217", "0199004217", "01 99 00 42 17", "01.99.00.42.17",
                             "01\u00a099\u00a000\u00a042\u00a017", "tel:%2B33199004217"}) {
        EXPECT_FALSE(telephone.found_in(text).empty()) << text;
    }
    const Matcher birth(forms_of_date(*law::Date::parse("1984-03-01")));
    for (const char* text : {"1984-03-01", "01/03/1984", "née le 1er mars 1984"}) {
        EXPECT_FALSE(birth.found_in(text).empty()) << text;
    }
}

TEST(Mint, draws_the_same_from_the_same_seed_and_nothing_twice) {
    Mint one(3);
    Mint same(3);
    Mint other(4);
    std::set<std::string> drawn;
    for (int i = 0; i < 2000; ++i) {
        const std::string word = one.word();
        EXPECT_EQ(word, same.word());
        EXPECT_NE(word, other.word());
        EXPECT_TRUE(drawn.insert(word).second);
    }
}

}  // namespace
}  // namespace preavis::worlds
