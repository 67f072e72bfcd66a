#include "base/text.h"

#include <gtest/gtest.h>

#include "base/expects.h"

namespace preavis::base::test {
namespace {

TEST(Utf8, AcceptsEachLengthAtBothEnds) {
    for (const std::string text :
         {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
          "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "aé😀"}) {
        EXPECT_TRUE(is_utf8(text));
        EXPECT_EQ(utf8_prefix(text), text.size());
    }
    EXPECT_TRUE(is_utf8(std::string(1, '\0')));
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndFragments) {
    for (const std::string bad : {"\x80",
                                  "\xbf",
                                  "\xc0\x80",
                                  "\xc1\xbf",
                                  "\xe0\x80\x80",
                                  "\xe0\x9f\xbf",
                                  "\xf0\x80\x80\x80",
                                  "\xf0\x8f\xbf\xbf",
                                  "\xed\xa0\x80",
                                  "\xed\xbf\xbf",
                                  "\xf4\x90\x80\x80",
                                  "\xf5\x80\x80\x80",
                                  "\xf8\x88\x80\x80\x80",
                                  "\xfe",
                                  "\xff",
                                  "\xc3",
                                  "\xe2\x82",
                                  "\xf0\x9f\x98",
                                  "\xc3\x28",
                                  "\xe2\x28\xa1"}) {
        EXPECT_FALSE(is_utf8(bad));
        EXPECT_EQ(utf8_prefix("é" + bad), 2U);
    }
}

TEST(Text, FindsControlCharactersButForLineFeedAndTab) {
    for (const char* fine : {"", "a\nb\tc", "é", "\xc2\xa0", "\xe2\x80\xa8", "~"}) {
        EXPECT_FALSE(has_control_characters(fine)) << fine;
    }
    for (const std::string& bad : {std::string(1, '\0'), std::string("\x01"), std::string("\r"),
                                   std::string("\x1b"), std::string("\x1f"), std::string("\x7f"),
                                   std::string("\xc2\x80"), std::string("\xc2\x9f")}) {
        EXPECT_EQ(find_control_character("é\n" + bad + "x" + bad), 3U);
    }
}

TEST(Text, LosesItsByteOrderMarkOnlyAtTheBeginning) {
    EXPECT_EQ(without_byte_order_mark("\xef\xbb\xbf"
                                      "a"),
              "a");
    EXPECT_EQ(without_byte_order_mark("a\xef\xbb\xbf"), "a\xef\xbb\xbf");
    EXPECT_EQ(without_byte_order_mark("\xef\xbb"), "\xef\xbb");
}

TEST(Text, SaysHowFarIntoACharacterAByteLies) {
    const std::string text = "aé😀";
    const std::vector<std::size_t> offsets = {0, 0, 1, 0, 1, 2, 3};
    for (std::size_t i = 0; i < text.size(); ++i) EXPECT_EQ(utf8_offset(text, i), offsets[i]) << i;
    EXPECT_EQ(utf8_offset(text, text.size()), 0U);
}

TEST(Text, GivesItsFirstCharacterWhole) {
    EXPECT_EQ(first_character(""), "");
    EXPECT_EQ(first_character("ab"), "a");
    EXPECT_EQ(first_character("éa"), "é");
    EXPECT_EQ(first_character("😀a"), "😀");
}

struct Spelling {
    const char* written;
    const char* compared;
};

TEST(Normalised, DropsAccentsCaseAndPunctuation) {
    for (const Spelling& each : std::vector<Spelling>{
             {"N’Guyễn-Éloïse", "nguyeneloise"},
             {"  Jean-Pierre  ", "jeanpierre"},
             {"D'ALMÉIDA", "dalmeida"},
             {"Straße", "strasse"},
             {"ﬁls", "fils"},
             {"Ⅳ ２", "iv2"},
             {"e\xcc\x81", "e"},
             {"é", "e"},
             {"…—’", ""},
             {"", ""},
             {"a\xe2\x80\x8d"
              "b\xc2\xad"
              "c",
              "abc"},
         }) {
        EXPECT_EQ(normalised(each.written), each.compared) << each.written;
    }
}

TEST(Normalised, WritesJoinedAndBarredLettersPlainly) {
    for (const Spelling& each : std::vector<Spelling>{{"LEBŒUF", "leboeuf"},
                                                      {"Lætitia", "laetitia"},
                                                      {"Søren", "soren"},
                                                      {"Łukasz", "lukasz"},
                                                      {"Đỗ", "do"},
                                                      {"Işık", "isik"},
                                                      {"İPEK", "ipek"},
                                                      {"IRMAK", "irmak"}}) {
        EXPECT_EQ(normalised(each.written), each.compared) << each.written;
    }
}

TEST(Normalised, ComparesArabicWithoutVowelSigns) {
    EXPECT_EQ(normalised("مُحَمَّد"), normalised("محمد"));
    EXPECT_EQ(normalised("أحمد"), normalised("احمد"));
    EXPECT_NE(normalised("محمد"), normalised("احمد"));
}

TEST(Normalised, ChangesNothingTheSecondTime) {
    for (const char* text : {"N’Guyễn", "LEBŒUF", "مُحَمَّد", "Straße", "İ", "ǅ", "ﬃ", "Ａ"}) {
        EXPECT_EQ(normalised(normalised(text)), normalised(text)) << text;
    }
}

TEST(Closest, FindsAMisspeltWordAndNothingFarther) {
    const std::vector<std::string> words = {"date_remise", "motif", "canal", "lieu"};
    EXPECT_EQ(closest("date_remize", words), "date_remise");
    EXPECT_EQ(closest("dateremise", words), "date_remise");
    EXPECT_EQ(closest("motifs", words), "motif");
    EXPECT_EQ(closest("motfi", words), "motif") << "two letters swapped";
    EXPECT_EQ(closest("lieux", words), "lieu");
    EXPECT_EQ(closest("moft", words), "");
    EXPECT_EQ(closest("l", words), "");
    EXPECT_EQ(closest("", words), "");
    EXPECT_EQ(closest("motif", words), "motif");
    EXPECT_EQ(closest("tout_autre_chose", words), "");
    EXPECT_EQ(closest("x", {}), "");
}

TEST(Closest, PassesOverWordsOfAnotherLengthWithoutComparing) {
    const std::vector<std::string> words(1000, "un_nom_de_fait");
    EXPECT_EQ(closest(std::string(1'000'000, 'x'), words), "");
}

TEST(Text, IsTrimmedOfBlanks) {
    EXPECT_EQ(trimmed(" \t\r\n a b \n"), "a b");
    EXPECT_EQ(trimmed(" \n "), "");
    EXPECT_EQ(trimmed(""), "");
}

TEST(Text, IsSplitAndJoinedBack) {
    using Parts = std::vector<std::string>;
    EXPECT_EQ(split("a,b,,c", ','), (Parts{"a", "b", "", "c"}));
    EXPECT_EQ(split("", ','), (Parts{""}));
    EXPECT_EQ(split(",", ','), (Parts{"", ""}));
    EXPECT_EQ(joined({"a", "b", "", "c"}, ", "), "a, b, , c");
    EXPECT_EQ(joined({}, ", "), "");
}

TEST(Text, IsReplacedWithoutLookingAtWhatWasPutIn) {
    EXPECT_EQ(replaced("aaa", "a", "aa"), "aaaaaa");
    EXPECT_EQ(replaced("abcabc", "bc", ""), "aa");
    EXPECT_EQ(replaced("abc", "x", "y"), "abc");
    EXPECT_THROW(replaced("abc", "", "y"), Bug);
}

TEST(Text, GoesToCodePointsAndBack) {
    const std::u32string points = code_points("aé😀");
    EXPECT_EQ(points, U"aé😀");
    std::string again;
    for (const char32_t point : points) again += utf8(point);
    EXPECT_EQ(again, "aé😀");
    EXPECT_THROW(code_points("\xff"), Bug);
}

TEST(Text, StartsWithItsPrefix) {
    EXPECT_TRUE(starts_with("abc", "ab"));
    EXPECT_TRUE(starts_with("abc", ""));
    EXPECT_FALSE(starts_with("a", "ab"));
}

}  // namespace
}  // namespace preavis::base::test
