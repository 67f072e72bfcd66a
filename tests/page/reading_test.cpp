#include <algorithm>
#include <set>

#include "page/samples.h"

namespace preavis::page {
namespace {

using samples::content;
using samples::laid_out;
using samples::reading;
using samples::text_of;
using samples::Voice;

document::Block in_language(document::Block block, const std::string& language) {
    block.language = language;
    return block;
}

std::vector<const Run*> body_runs(const Pages& pages) {
    std::vector<const Run*> runs;
    for (const Page& page : pages.pages) {
        for (const Item& item : page.items) {
            const auto* run = std::get_if<Run>(&item.what);
            if (run != nullptr && item.element != Item::artifact) runs.push_back(run);
        }
    }
    return runs;
}

class EveryVoice : public testing::TestWithParam<Voice> {};

TEST_P(EveryVoice, is_read_back_as_it_was_written) {
    const Voice& voice = GetParam();
    EXPECT_EQ(reading(laid_out(content({samples::paragraph(voice.text)}, voice.language))),
              voice.text);
}

TEST_P(EveryVoice, is_read_back_over_many_lines) {
    const Voice& voice = GetParam();
    std::string text = voice.text;
    for (int i = 0; i < 9; ++i) text += " " + voice.text;
    EXPECT_EQ(reading(laid_out(content({samples::paragraph(text)}, voice.language))), text);
}

TEST_P(EveryVoice, stands_within_french_and_names_its_language) {
    const Voice& voice = GetParam();
    const Pages pages =
        laid_out(content({{document::Paragraph{{{.text = "Il a dit « "},
                                                {.text = voice.text, .language = voice.language},
                                                {.text = " » hier."}}}}}));
    EXPECT_EQ(reading(pages), [&] {
        const std::string separate = voice.language == "fr" ? "" : " ";
        return samples::single_blanks("Il a dit « " + separate + voice.text + separate +
                                      " » hier.");
    }());
    const bool named = std::any_of(pages.elements.begin(), pages.elements.end(), [&](auto& one) {
        return one.role == Role::span && one.language == voice.language;
    });
    EXPECT_EQ(named, voice.language != "fr");
}

INSTANTIATE_TEST_SUITE_P(Languages, EveryVoice, testing::ValuesIn(samples::voices()),
                         [](const auto& one) {
                             std::string name = one.param.language;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST(Languages, a_language_known_by_its_prefix_is_set) {
    for (const char* tag : {"fr-FR", "ar-MA", "fa-AF", "pt-BR", "sr-Cyrl-RS"}) {
        EXPECT_EQ(samples::refusal_code(content({samples::paragraph("115")}, tag)), "") << tag;
    }
}

TEST(Reading, all_voices_in_one_document) {
    document::Content all = content({});
    std::string expected;
    for (const Voice& voice : samples::voices()) {
        all.blocks.push_back(in_language(samples::paragraph(voice.text), voice.language));
        expected += voice.text + " ";
    }
    EXPECT_EQ(reading(laid_out(all)), samples::single_blanks(expected));
}

TEST(Reading, words_around_a_forced_break_stay_apart) {
    for (const std::string language : {"fr", "ar"}) {
        EXPECT_EQ(reading(laid_out(
                      content({samples::paragraph("12, rue\n75000 Paris \n\n fin")}, language))),
                  "12, rue 75000 Paris fin");
    }
}

TEST(Reading, joiners_of_persian_words_are_kept) {
    const std::string word = "می\u200cتوانید";
    EXPECT_EQ(reading(laid_out(content({samples::paragraph(word)}, "prs"))), word);
}

TEST(Reading, soft_hyphens_and_byte_order_marks_are_left_out) {
    EXPECT_EQ(reading(laid_out(content({samples::paragraph("\uFEFFhé\u00ADberge\u00ADment")}))),
              "hébergement");
}

TEST(Reading, a_letter_and_its_marks_are_one_cluster) {
    const Pages pages = laid_out(content({samples::paragraph("عَرَبِيّ")}, "ar"));
    ASSERT_EQ(body_runs(pages).size(), 1u);
    EXPECT_EQ(body_runs(pages).front()->clusters.size(), 4u);
}

TEST(Direction, a_reference_within_arabic_keeps_its_order) {
    const Pages pages =
        laid_out(content({{document::Paragraph{{{.text = "المرجع "},
                                                {.text = "2026-00417", .isolate = true},
                                                {.text = " احتفظ بهذه الرسالة"}}}}},
                         "ar"));
    const std::vector<const page::Run*> runs = body_runs(pages);
    ASSERT_EQ(runs.size(), 3u);
    EXPECT_EQ(text_of(*runs[1]), "2026-00417");
    EXPECT_FALSE(runs[1]->right_to_left);
    EXPECT_GT(runs[0]->x, runs[1]->x) << "the first words stand right of the reference";
    EXPECT_GT(runs[1]->x, runs[2]->x) << "and the last ones left of it";
    EXPECT_NEAR(runs[1]->x + runs[1]->width, runs[0]->x, 0.01);
}

TEST(Direction, telephone_numbers_are_not_reversed) {
    const Pages pages = laid_out(content(
        {{document::Paragraph{{{.text = "اتصل "}, {.text = "01 23 45 67 89", .isolate = true}}}}},
        "ar"));
    const std::vector<const page::Run*> runs = body_runs(pages);
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(text_of(*runs[1]), "01 23 45 67 89");
    EXPECT_FALSE(runs[1]->right_to_left);
}

TEST(Direction, a_right_to_left_paragraph_ends_at_the_right_margin) {
    const Pages pages = laid_out(content({samples::paragraph("احتفظ بهذه الرسالة")}, "ar"));
    const page::Run& run = *body_runs(pages).front();
    EXPECT_NEAR(run.x + run.width, 595.276 - 56.69, 0.02);
}

/// What is pasted into a name must not turn the rest of the line.
class PastedControls : public testing::TestWithParam<std::string> {};

TEST_P(PastedControls, have_no_effect_outside_their_value) {
    for (const std::string language : {"fr", "ar"}) {
        const auto with = [&](const std::string& name) {
            return content({{document::Paragraph{{{.text = "115 (a) "},
                                                  {.text = name, .isolate = true},
                                                  {.text = " رقم 12 (b), fin."}}}}},
                           language);
        };
        EXPECT_EQ(samples::dump(laid_out(with("Paul" + GetParam()))),
                  samples::dump(laid_out(with("Paul"))))
            << language;
    }
}

INSTANTIATE_TEST_SUITE_P(Unicode, PastedControls,
                         testing::Values("\u202E", "\u202D\u202E", "\u2069\u202E", "\u2067",
                                         "\u202B", "\u2069\u2069\u2067", "\u2068"));

TEST(Direction, unbalanced_controls_of_a_template_do_no_harm) {
    EXPECT_EQ(reading(laid_out(content({samples::paragraph("a \u202Eb\u2069\u2067 c")}))), "a b c");
}

}  // namespace
}  // namespace preavis::page
