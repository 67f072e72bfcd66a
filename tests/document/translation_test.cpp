#include "document/translation.h"

#include <cstdlib>

#include "base/file.h"
#include "base/text.h"
#include "document/check.h"
#include "document/extract.h"
#include "document/html.h"
#include "document/support.h"

namespace preavis::document::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A small document whose easy text has these sentences in Arabic.
Template translated(const std::string& easy, const std::map<std::string, std::string>& words,
                    const std::string& review = "aucune") {
    const ReaderLanguage& language = *find_reader_language("ar");
    Template of = small_template("# Titre\n", easy);
    Catalogue own = extract(of, "ar");
    own.set_field("X-Review", review);
    for (Message& message : own.messages) {
        for (std::size_t form = 0; form < message.translated.size(); ++form) {
            const auto found = words.find(message.source);
            message.translated[form] =
                found == words.end() ? "كلمة"
                                     : base::replaced(found->second, "#", language.forms[form]);
        }
    }
    Catalogue common = extract_common("ar");
    for (Message& message : common.messages) {
        message.translated = {message.context == "page" ? "صفحة {{page}} من {{pages}}"
                                                        : "عام " + message.context};
    }
    of.translations.push_back(translate(of, own, common, language));
    return of;
}

std::string in_arabic(const Template& of, const std::string& facts) {
    return as_text(composed(of, facts_of(of, facts), "falc", "ar"));
}

TEST(Translation, has_the_sentences_of_the_catalogue_in_the_structure_of_the_template) {
    const Template of = translated("# Titre\n[si nom]\nBonjour.\n[sinon]\nAu revoir.\n[fin]\n",
                                   {{"Bonjour.", "مرحبا."}, {"Au revoir.", "وداعا."}});
    EXPECT_THAT(in_arabic(of, R"({"nom":"A"})"), HasSubstr("مرحبا."));
    EXPECT_THAT(in_arabic(of, "{}"), HasSubstr("وداعا."));
}

TEST(Translation, a_date_is_in_the_readers_language_then_in_french) {
    const Template of =
        translated("# Titre\nLe {{jour}}.\nÀ {{heure}}.\n",
                   {{"Le {{jour}}.", "اليوم {{jour}}."}, {"À {{heure}}.", "ساعة {{heure}}."}});
    const std::string text =
        in_arabic(of, R"({"jour":"2026-05-20","heure":"2026-05-20T09:15+02:00"})");
    EXPECT_THAT(text, HasSubstr("{الأربعاء، 20 مايو 2026} ({mercredi 20 mai 2026})"));
    EXPECT_THAT(text, HasSubstr("09:15} ({mercredi 20 mai 2026 à 9 heures 15})"));
}

TEST(Translation, a_count_takes_the_plural_form_of_the_language) {
    const Template of = translated("# Titre\nIl reste {{nombre}} lits.\n",
                                   {{"Il reste {{nombre}} lits.", "باقي {{nombre}} # ."}});
    for (const auto& [count, form] : std::vector<std::pair<int, std::string>>{
             {0, "zero"}, {1, "one"}, {2, "two"}, {3, "few"}, {11, "many"}, {100, "other"}}) {
        EXPECT_THAT(in_arabic(of, "{\"nombre\":" + std::to_string(count) + "}"),
                    HasSubstr("{" + std::to_string(count) + "} " + form));
    }
}

TEST(Translation, names_and_references_stay_as_they_are_and_choices_are_translated) {
    const Template of =
        translated("# Titre\n{{nom}} : {{motif}}.\nLa raison est {{motif}}.\n",
                   {{"La raison est {{motif}}.", "السبب {{motif}}."}, {"une violence", "عنف"}});
    const Content content =
        composed(of, facts_of(of, R"({"nom":"N° 12","motif":"violence"})"), "falc", "ar");
    const std::string html = to_html(content);
    EXPECT_THAT(html, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
    EXPECT_THAT(html, HasSubstr("<span lang=\"fr\" dir=\"ltr\"><bdi>N° 12</bdi></span>"));
    EXPECT_THAT(html, HasSubstr("السبب <bdi>عنف</bdi>"));
}

TEST(Translation, says_that_only_french_is_binding_and_that_nobody_reviewed_it) {
    for (const auto& [review, reviewed] : std::vector<std::pair<std::string, bool>>{
             {"aucune", false}, {"Voisins, 2026-05-04", true}}) {
        const Template of = translated("# Titre\n", {}, review);
        const Content content = composed(of, {}, "falc", "ar");
        const std::string text = as_text(content);
        EXPECT_EQ(content.watermark_text,
                  "عام fait_foi · Seul le texte en français est officiel.\u200E");
        EXPECT_THAT(text, HasSubstr("عام fait_foi\n"));
        EXPECT_EQ(text.find("n'est pas encore relue") == std::string::npos, reviewed);
        EXPECT_EQ(text.find("عام non_relue") == std::string::npos, reviewed);
        EXPECT_EQ(content.page_number, "صفحة {{page}} من {{pages}}");
    }
}

TEST(Translation, beside_french_pairs_each_block) {
    const Template of = translated("# Titre\nBonjour.\n- un\n- deux\n", {{"Bonjour.", "مرحبا."}});
    const auto answer = compose(of, {}, {"falc", "ar", true}, paris());
    ASSERT_EQ(base::refusal_of(answer), nullptr);
    const Content& content = std::get<Content>(answer);
    EXPECT_EQ(content.language, "fr");
    int pairs = 0;
    for (const Block& block : content.blocks) {
        const auto* both = std::get_if<Bilingual>(&block.what);
        if (both == nullptr) continue;
        ++pairs;
        EXPECT_EQ(both->language, "ar");
        EXPECT_EQ(both->french.size(), both->translated.size());
    }
    EXPECT_EQ(pairs, 3) << "title, sentence, list";
}

TEST(Translation, one_that_lacks_a_sentence_is_never_issued) {
    const Template of = translated("# Titre\nBonjour.\n", {{"Bonjour.", ""}});
    const auto answer = compose(of, {}, {"falc", "ar"}, paris());
    ASSERT_NE(base::refusal_of(answer), nullptr);
    EXPECT_EQ(base::refusal_of(answer)->code, "traduction_incomplete");
    EXPECT_THAT(base::refusal_of(answer)->message, HasSubstr("« Bonjour. »"));
}

TEST(Translation, there_is_none_of_the_standard_text_nor_in_an_unknown_language) {
    const Template of = translated("# Titre\n", {});
    for (const Voice& voice : {Voice{"standard", "ar"}, Voice{"falc", "xx"}, Voice{"falc", "ru"}}) {
        const auto answer = compose(of, {}, voice, paris());
        ASSERT_NE(base::refusal_of(answer), nullptr);
        EXPECT_EQ(base::refusal_of(answer)->code, "variante_inconnue");
    }
}

TEST(Translation, dari_answers_to_both_its_tags) {
    EXPECT_EQ(find_reader_language("prs"), find_reader_language("fa-AF"));
}

/// Each voice of the shipped documents: name and language.
std::vector<std::pair<const Template*, std::string>> whole_translations() {
    std::vector<std::pair<const Template*, std::string>> found;
    for (const Template& of : templates().all()) {
        for (const Translation& each : of.translations) {
            if (each.problems.empty()) found.emplace_back(&of, each.language->tag);
        }
    }
    return found;
}

TEST(Translation, no_catalogue_that_was_begun_has_a_fault) {
    EXPECT_EQ(base::to_string(check_translations(templates(), {}, "")), "");
}

TEST(Translation, an_example_reads_as_its_golden_text) {
    const bool rewrite = std::getenv("UPDATE_GOLDEN") != nullptr;
    EXPECT_FALSE(whole_translations().empty());
    for (const auto& [of, language] : whole_translations()) {
        const std::string text = as_text(composed(*of, example(of->name), "falc", language));
        const std::string file = "tests/golden/document/" + of->name + ".falc." + language + ".txt";
        if (rewrite) base::write_file(file, text);
        EXPECT_TRUE(text == base::read_file(file))
            << file << " differs; see it with UPDATE_GOLDEN=1 and git diff";
    }
}

TEST(Translation, the_decision_is_written_for_every_ground_in_every_language) {
    for (const auto& [of, language] : whole_translations()) {
        const dossier::FactDeclaration* motif = find(of->facts, "motif");
        if (motif == nullptr || of->name == "recepisse_remise") continue;
        for (const std::string& ground : motif->type.choices) {
            dossier::Facts facts = example(of->name);
            facts["motif"] = {ground};
            const Content french = composed(*of, facts, "falc");
            const Content other = composed(*of, facts, "falc", language);
            EXPECT_EQ(other.blocks.size(), french.blocks.size() + 1) << ground << language;
        }
    }
}

}  // namespace
}  // namespace preavis::document::test
