#include "document/catalogue.h"

#include <random>

#include "base/text.h"
#include "document/catalogue_check.h"
#include "document/extract.h"
#include "document/language.h"
#include "document/support.h"

namespace preavis::document::test {
namespace {

using testing::HasSubstr;

/// One sentence of each sort.
const std::string easy_text = R"(# Votre départ

Vous partez le {{jour}}.
**Gardez cette page.**
Vous avez 2 mois pour écrire.
Il reste {{nombre}} lits.
Votre contrat de séjour est prêt.
La raison est {{motif}}.
{{nom}} : {{recit}}
)";

Template sample(const std::string& easy = easy_text) {
    return small_template("# Votre départ\n", easy);
}

Catalogue catalogue(const std::string& po) {
    auto reading = read_catalogue(po, "ru.po");
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        throw std::runtime_error(base::to_string(*problems));
    }
    return std::get<Catalogue>(std::move(reading));
}

/// Whole, in Russian.
Catalogue russian() {
    Catalogue result = extract(sample(), "ru");
    const std::map<std::string, std::vector<std::string>> words = {
        {"Essai", {"Проба"}},
        {"Votre départ", {"Ваш отъезд"}},
        {"Vous partez le {{jour}}.", {"Вы уезжаете: {{jour}}."}},
        {"**Gardez cette page.**", {"**Храните эту страницу.**"}},
        {"Vous avez 2 mois pour écrire.", {"У вас есть 2 месяца, чтобы написать."}},
        {"Il reste {{nombre}} lits.",
         {"Осталась {{nombre}} кровать.", "Остались {{nombre}} кровати.",
          "Осталось {{nombre}} кроватей."}},
        {"Votre contrat de séjour est prêt.", {"Ваш договор о проживании готов."}},
        {"La raison est {{motif}}.", {"Причина: {{motif}}."}},
        {"une violence", {"насилие"}},
        {"une absence", {"отсутствие"}},
    };
    for (Message& message : result.messages) message.translated = words.at(message.source);
    return result;
}

std::string faults_of(const Catalogue& kept) {
    static const Catalogue fresh = extract(sample(), "ru");
    return base::to_string(check_catalogue(kept, fresh));
}

TEST(Catalogue, holds_each_line_of_words_with_its_place_and_passes_by_values) {
    const Catalogue fresh = extract(sample(), "ru");
    EXPECT_EQ(fresh.messages.size(), 10U);
    EXPECT_NE(fresh.find("mots motif.violence", "une violence"), nullptr);
    EXPECT_EQ(fresh.find("hors clause", "{{nom}} : {{recit}}"), nullptr);
    const Message* counted = fresh.find("hors clause", "Il reste {{nombre}} lits.");
    ASSERT_NE(counted, nullptr);
    EXPECT_EQ(counted->translated.size(), 3U) << "one for each Russian plural form";
}

TEST(Catalogue, what_is_written_is_read_back_to_the_same_bytes) {
    Catalogue kept = russian();
    kept.messages[0].remarks = {"à relire"};
    kept.messages[1].stale = true;
    kept.messages[1].previous = "Votre \"départ\"\\";
    kept.messages[2].obsolete = true;
    const std::string bytes = written(kept);
    EXPECT_EQ(written(catalogue(bytes)), bytes);
}

TEST(Catalogue, a_whole_one_has_no_fault) {
    EXPECT_EQ(faults_of(russian()), "");
}

TEST(Catalogue, merging_with_itself_changes_nothing) {
    const Catalogue kept = russian();
    const Catalogue once = merged(extract(sample(), "ru"), kept);
    EXPECT_EQ(written(once), written(kept));
    EXPECT_EQ(written(merged(extract(sample(), "ru"), once)), written(once));
}

TEST(Catalogue, a_sentence_that_changed_keeps_its_translation_as_stale) {
    const Template later =
        sample(base::replaced(easy_text, "Vous avez 2 mois pour", "Vous avez 3 mois pour"));
    const Catalogue kept = merged(extract(later, "ru"), russian());
    const Message* changed = kept.find("hors clause", "Vous avez 3 mois pour écrire.");
    ASSERT_NE(changed, nullptr);
    EXPECT_TRUE(changed->stale);
    EXPECT_EQ(changed->previous, "Vous avez 2 mois pour écrire.");
    EXPECT_EQ(changed->translated.front(), "У вас есть 2 месяца, чтобы написать.");
    EXPECT_EQ(kept.find("hors clause", "Vous avez 2 mois pour écrire."), nullptr);
}

TEST(Catalogue, a_sentence_that_went_away_is_kept_as_obsolete_and_comes_back) {
    const Template later = sample(base::replaced(easy_text, "**Gardez cette page.**\n", ""));
    const Catalogue shorter = merged(extract(later, "ru"), russian());
    EXPECT_THAT(written(shorter), HasSubstr("#~ msgid \"**Gardez cette page.**\""));
    EXPECT_EQ(faults_of(merged(extract(sample(), "ru"), catalogue(written(shorter)))), "");
}

struct Fault {
    const char* what;
    const char* from;
    const char* to;
    const char* said;
};

TEST(Catalogue, every_fault_of_a_translation_is_found) {
    const std::vector<Fault> faults = {
        {"untranslated", "\"Ваш отъезд\"", "\"\"", "pas de traduction : « Votre départ »"},
        {"left in French", "\"Ваш отъезд\"", "\"Votre départ\"", "restée en français"},
        {"in Latin letters", "\"Ваш отъезд\"", "\"Vash otyezd\"", "restée en français"},
        {"stale", "msgctxt \"hors clause\"\nmsgid \"Votre départ\"",
         "#, fuzzy\nmsgctxt \"hors clause\"\nmsgid \"Votre départ\"", "traduction périmée"},
        {"a lost value", "Вы уезжаете: {{jour}}.", "Вы уезжаете.", "valeur perdue : {{jour}}"},
        {"an invented value", "Ваш отъезд", "Ваш отъезд {{jour}}", "valeur inventée : {{jour}}"},
        {"another format", "уезжаете: {{jour}}", "уезжаете: {{jour | date_courte}}",
         "valeur inventée : {{jour | date_courte}}"},
        {"a misspelt value", "Причина: {{motif}}", "Причина: {{motiv}}", "valeur perdue"},
        {"a value left open", "Причина: {{motif}}", "Причина: {{motif}", "n'est pas refermé"},
        {"a value lost in one plural form", "Остались {{nombre}}", "Остались", "valeur perdue"},
        {"bold lost", "**Храните эту страницу.**", "Храните эту страницу.", "le gras"},
        {"bold invented", "\"Ваш отъезд\"", "\"**Ваш** отъезд\"", "le gras"},
        {"bold left open", "**Храните эту страницу.**", "**Храните эту страницу.",
         "« ** » n'est pas refermé"},
        {"a lost number", "есть 2 месяца", "есть два месяца", "nombre perdu : 2"},
        {"another number", "есть 2 месяца", "есть 3 месяца", "nombre inventé : 3"},
        {"digits of another script", "есть 2 месяца", "есть ٢ месяца", "pas latins : ٢"},
        {"a line break", "\"Ваш отъезд\"", "\"Ваш\\nотъезд\"", "va à la ligne"},
        {"a residence permit", "договор о проживании", "вид на жительство",
         "veut dire titre de séjour"},
        {"a sentence of no document", "msgid \"Votre départ\"", "msgid \"Votre arrivée\"",
         "ne dit plus « Votre arrivée »"},
        {"a sentence that is not there", "msgid \"Votre départ\"", "msgid \"Votre arrivée\"",
         "il manque la phrase « Votre départ »"},
        {"a sentence of another place", "msgctxt \"hors clause\"\nmsgid \"Votre départ\"",
         "msgctxt \"accueil\"\nmsgid \"Votre départ\"", "il manque la phrase"},
        {"a plural form too few", "msgstr[2] \"Осталось {{nombre}} кроватей.\"\n", "",
         "il faut 3 formes"},
        {"another language", "Language: ru", "Language: uk", "« Language » : « uk »"},
        {"another document", "X-Document: essai", "X-Document: autre", "« X-Document »"},
        {"an older document", "X-Template-Version: 1", "X-Template-Version: 0",
         "« X-Template-Version »"},
        {"another encoding", "charset=UTF-8", "charset=latin1", "sans UTF-8"},
        {"a review of nobody", "X-Review: aucune", "X-Review: oui", "« X-Review »"},
        {"a review without date", "X-Review: aucune", "X-Review: Association, hier", "X-Review"},
    };
    const std::string whole = written(russian());
    for (const Fault& fault : faults) {
        ASSERT_NE(whole.find(fault.from), std::string::npos) << fault.what;
        const std::string said = faults_of(catalogue(base::replaced(whole, fault.from, fault.to)));
        EXPECT_THAT(said, HasSubstr(fault.said)) << fault.what;
        EXPECT_THAT(said, HasSubstr(":")) << fault.what;
    }
}

TEST(Catalogue, every_fault_of_writing_is_reported_at_its_place) {
    const std::string head = "msgid \"\"\nmsgstr \"Language: ru\\n\"\n\n";
    for (const auto& [body, said] : std::vector<std::pair<std::string, std::string>>{
             {"msgctx \"a\"\nmsgid \"b\"\nmsgstr \"\"\n", "ru.po:4:1: mot inattendu"},
             {"msgid \"b\nmsgstr \"\"\n", "ru.po:4:7: le guillemet droit n'est pas refermé"},
             {"msgid \"b\"\nmsgstr \"a\"b\"\n", "ru.po:5:8: quelque chose suit"},
             {"msgid b\nmsgstr \"\"\n", "ru.po:4:7: il manque un texte"},
             {"msgid \"b\"\nmsgstr \"a\\t\"\n", "échappement inconnu"},
             {"msgid \"b\"\n", "n'a pas de msgstr"},
             {"msgstr \"b\"\n", "mot inattendu"},
             {"\"b\"\n", "ne suit aucun mot"},
             {"#, c-format\nmsgid \"b\"\nmsgstr \"\"\n", "marque inconnue : « c-format »"},
             {"#! x\nmsgid \"b\"\nmsgstr \"\"\n", "commentaire inconnu"},
             {"msgid \"b\"\nmsgstr \"\"\n\nmsgid \"b\"\nmsgstr \"\"\n",
              "ru.po:8:1: cette phrase est"},
             {"msgid \"b\"\nmsgid_plural \"c\"\nmsgstr[0] \"\"\n", "msgid_plural diffèrent"},
             {"msgid \"b\"\nmsgid_plural \"b\"\nmsgstr[1] \"\"\n", "hors de son rang"},
             {"msgid \"b\"\nmsgstr[0] \"\"\n", "mot inattendu"},
             {"msgctxt \"a\"\nmsgid \"\"\nmsgstr \"x\"\n", "pas de texte français"},
             {"msgid \"\"\nmsgstr \"a: b\\n\"\n", "l'en-tête est seul"},
         }) {
        const auto reading = read_catalogue(head + body, "ru.po");
        const auto* problems = std::get_if<base::Problems>(&reading);
        ASSERT_NE(problems, nullptr) << body;
        EXPECT_THAT(base::to_string(*problems), HasSubstr(said)) << body;
    }
    for (const std::string& bad : {std::string("msgid \"a\"\nmsgstr \"\"\n"), std::string("\xff"),
                                   std::string(), std::string(3'000'000, '\n')}) {
        EXPECT_TRUE(std::holds_alternative<base::Problems>(read_catalogue(bad, "ru.po")));
    }
}

TEST(Catalogue, any_bytes_are_read_or_refused_and_what_is_read_is_stable) {
    const std::string whole = written(russian());
    const Catalogue fresh = extract(sample(), "ru");
    std::mt19937 random(20260504);
    const std::string marks = "\"\\#~|,:.[]{}*\n msgid";
    for (int round = 0; round < 1000; ++round) {
        std::string text = whole;
        for (int change = 0; change < 3; ++change) {
            const std::size_t at = random() % text.size();
            if (random() % 2 == 0) {
                text[at] = marks[random() % marks.size()];
            } else {
                text.erase(at, random() % 20);
            }
        }
        const auto reading = read_catalogue(text, "ru.po");
        const auto* read = std::get_if<Catalogue>(&reading);
        if (read == nullptr) continue;
        EXPECT_EQ(written(catalogue(written(*read))), written(*read));
        check_catalogue(*read, fresh);
        merged(fresh, *read);
    }
}

}  // namespace
}  // namespace preavis::document::test
