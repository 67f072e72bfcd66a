#include "document/falc.h"

#include "document/support.h"

namespace preavis::document::test {
namespace {

using testing::HasSubstr;

/// What the linter says of an easy text made of these lines.
std::string said_of(const std::string& lines) {
    Content content;
    content.style = Style::easy;
    std::string line;
    for (const char c : lines + "\n") {
        if (c != '\n') {
            line += c;
        } else {
            content.blocks.push_back({Paragraph{{{std::exchange(line, "")}}, true, "", ""}});
        }
    }
    return base::to_string(lint(content, lexicon()));
}

struct Case {
    const char* rule;
    const char* wrong;
    const char* right;
};

const std::vector<Case> cases = {
    {"F04", "Vous devez PARTIR.", "Vous devez partir."},
    {"F07", "Vous partez. Vous revenez.", "Vous partez."},
    {"F07", "Vous partez ? Appelez.", "Vous partez ?"},
    {"F07", "Vous partez demain", "Vous partez demain."},
    {"F07", "Votre hé\u00ADbergement.", "Votre hébergement."},
    {"F11",
     "Vous devez venir au rendez-vous de lundi avec tous vos papiers et avec toute votre petite "
     "famille.",
     "Vous devez venir au rendez-vous de lundi avec tous vos papiers."},
    {"F12", "C'est la place dont nous parlons.", "Nous parlons de cette place."},
    {"F12", "Venez afin de signer.", "Venez signer."},
    {"F13", "Appelez le 115 (gratuit).", "Appelez le 115."},
    {"F13", "Vous partez ; vous revenez.", "Vous partez, puis vous revenez."},
    {"F13", "Attendez…", "Attendez."},
    {"F13", "Le lit – la chambre.", "Le porte-monnaie."},
    {"F14", "Vous avez deux mois.", "Vous avez 2 mois."},
    {"F14", "Voir la partie IV.", "Voir la partie 4."},
    {"F14", "Appelez le 3039.", "Appelez le 30 39."},
    {"F14", "Vous payez 10 %.", "Vous payez un peu."},
    {"F15", "Vous partez le 13/11/2026.", "Vous partez le vendredi 13 novembre 2026."},
    {"F15", "Venez à 9h15.", "Venez à 9 heures 15."},
    {"F15", "Venez à 9:15.", "Venez à 9 heures."},
    {"F17", "Appelez le SIAO.", "Appelez le SIAO.\nLe SIAO cherche une place pour vous."},
    {"F17", "Prenez un rdv.", "Prenez un rendez-vous."},
    {"F18", "Il faut que vous soyez là.", "Vous devez être là."},
    {"F18", "Vous devrez partir.", "Vous devez partir."},
    {"F18", "Ils décidèrent.", "Ils ont décidé."},
    {"F18", "Signez en venant.", "Venez avant midi, en enfant."},
    {"F19", "L'hôtel aide, celui-ci est là.", "L'hôtel aide."},
    {"F20", "Nous vous notifions un délai.", "Nous vous prévenons par écrit."},
    {"F20", "Votre prise en charge est finie.", "Votre place est finie."},
    {"F20", "Faites un Recours.", "Dites que vous n'êtes pas d'accord."},
    {"F26", "Appelez le 0199001234.", "Appelez le 01 99 00 12 34."},
    {"F26", "Appelez le 01.99.00.12.34.", "Appelez le 01 99 00 12 34."},
    {"F27", "Écrivez via l'hôtel.", "Écrivez à l'hôtel."},
};

TEST(Falc, each_rule_sees_its_fault_and_only_that) {
    for (const Case& each : cases) {
        EXPECT_THAT(said_of(each.wrong), HasSubstr(std::string(each.rule) + " : ")) << each.wrong;
        EXPECT_EQ(said_of(each.right), "") << each.right;
    }
}

TEST(Falc, values_are_not_judged) {
    Content content;
    content.style = Style::easy;
    content.blocks.push_back(
        {Paragraph{{{"Votre hôtel est : "}, {"HÔTEL (IV) ; deux délais…", "", false, true, ""}}}});
    EXPECT_EQ(base::to_string(lint(content, lexicon())), "");
}

TEST(Falc, a_long_value_counts_for_four_words) {
    const auto said = [](const std::string& start) {
        Content content;
        content.style = Style::easy;
        content.blocks.push_back(
            {Paragraph{{{start}, {"un deux trois quatre cinq six", "", false, true, ""}, {"."}}}});
        return base::to_string(lint(content, lexicon()));
    };
    EXPECT_EQ(said("a a a a a a a a a a a "), "");
    EXPECT_THAT(said("a a a a a a a a a a a a "), HasSubstr("F11"));
}

TEST(Falc, an_address_stands_alone_on_its_line) {
    Content content;
    content.style = Style::easy;
    const Span mail{"a@b.example", "", false, true, "mailto:a@b.example"};
    content.blocks.push_back({Paragraph{{mail}}});
    EXPECT_EQ(base::to_string(lint(content, lexicon())), "");
    content.blocks.push_back({Paragraph{{{"Écrivez à "}, mail}}});
    EXPECT_THAT(base::to_string(lint(content, lexicon())), HasSubstr("F26"));
}

TEST(Falc, titles_pictures_and_tables_stay_simple) {
    Content content;
    content.style = Style::easy;
    content.blocks.push_back({Heading{3, {{"Titre"}}}});
    content.blocks.push_back({Paragraph{{{"Un lit."}}, true, "lit", "un lit"}});
    content.blocks.push_back({Paragraph{{{"Une place."}}, true, "lit", "une place"}});
    content.blocks.push_back({Table{0, false, "t", {{{{"a"}}, {{"b"}}, {{"c"}}, {{"d"}}}}, {}}});
    const std::string said = base::to_string(lint(content, lexicon()));
    for (const char* rule : {"F22", "F24", "F25"}) EXPECT_THAT(said, HasSubstr(rule));
}

TEST(Falc, bold_is_for_few_lines) {
    Content content;
    content.style = Style::easy;
    for (int i = 0; i < 8; ++i) content.blocks.push_back({Paragraph{{{"Un lit."}}, true}});
    std::get<Paragraph>(content.blocks[0].what).text[0].strong = true;
    EXPECT_EQ(base::to_string(lint(content, lexicon())), "");
    for (std::size_t i = 0; i < 3; ++i) {
        std::get<Paragraph>(content.blocks[i].what).text[0].strong = true;
    }
    EXPECT_THAT(base::to_string(lint(content, lexicon())), HasSubstr("F03"));
}

TEST(Falc, a_value_that_is_only_looked_at_is_lost) {
    const auto said = [](const std::string& easy) {
        return base::to_string(
            check_completeness(small_template("# T\n[si jour]\nLe {{jour}}.\n[fin]\n", easy)));
    };
    EXPECT_THAT(said("# T\n[si jour]\nUn jour.\n[fin]\n"),
                HasSubstr("F29 : la valeur de « jour » n'est pas écrite ici"));
    EXPECT_THAT(said("# T\n[si jour]\nLe {{jour}}.\n[fin]\n"),
                testing::Not(HasSubstr("la valeur de « jour »")));
}

TEST(Falc, the_standard_text_is_not_judged) {
    Content content;
    content.blocks.push_back({Paragraph{{{"Le RECOURS (article L521-2) ; deux mois."}}}});
    EXPECT_TRUE(lint(content, lexicon()).empty());
}

TEST(Falc, a_fault_is_shown_at_its_line_of_the_template) {
    Files files = files_of("kit_accueil");
    files["fr-falc.md"] = "Vous avez un DÉLAI.\n" + files["fr-falc.md"];
    const auto reading = read(files);
    ASSERT_EQ(problems_of(reading), "lu");
    EXPECT_THAT(base::to_string(lint(std::get<Template>(reading), lexicon())),
                HasSubstr("fr-falc.md:1:1: F04"));
}

TEST(Falc, nothing_of_the_standard_text_may_be_lost) {
    for (const char* fact : {"tribunal_adresse", "date_depart", "lieu_effets_personnels"}) {
        Files files = files_of("notification_arret_prise_en_charge");
        std::string kept;
        for (std::size_t start = 0; start < files["fr-falc.md"].size();) {
            const std::size_t end = files["fr-falc.md"].find('\n', start) + 1;
            const std::string line = files["fr-falc.md"].substr(start, end - start);
            const bool slot = line.find("{{" + std::string(fact)) != std::string::npos;
            kept += line == "[si " + std::string(fact) + "]\n" ? "[si recours_valide]\n"
                    : slot                                     ? "Une phrase.\n"
                                                               : line;
            start = end;
        }
        files["fr-falc.md"] = kept;
        const auto reading = read(files);
        ASSERT_EQ(problems_of(reading), "lu");
        EXPECT_THAT(base::to_string(check_completeness(std::get<Template>(reading))),
                    HasSubstr("F29 : « " + std::string(fact) + " »"));
    }
}

}  // namespace
}  // namespace preavis::document::test
