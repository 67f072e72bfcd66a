#include "page/samples.h"

#include <gtest/gtest.h>

#include "base/problem.h"

namespace preavis::page::samples {
namespace {

using document::Block;
using document::Content;

const std::string filler =
    "Vous pouvez présenter des observations au SIAO, et contester cette décision devant le "
    "tribunal administratif dans les deux mois qui suivent le jour de sa remise, y compris par un "
    "référé. Une personne de votre choix peut vous aider à le faire.";

}  // namespace

const Fonts& fonts() {
    static const Fonts all;
    return all;
}

const Pictograms& pictograms() {
    static const Pictograms all = [] {
        auto reading = Pictograms::read(PREAVIS_ROOT "/data/pictograms");
        if (const auto* problems = std::get_if<base::Problems>(&reading)) {
            throw std::runtime_error(base::to_string(*problems));
        }
        return std::get<Pictograms>(std::move(reading));
    }();
    return all;
}

Pages laid_out(const Content& content) {
    auto answer = lay_out(content, fonts(), pictograms());
    if (const auto* refusal = base::refusal_of(answer)) {
        ADD_FAILURE() << refusal->code << ": " << refusal->message;
        return {};
    }
    return std::get<Pages>(std::move(answer));
}

std::string refusal_code(const Content& content) {
    const auto answer = lay_out(content, fonts(), pictograms());
    const auto* refusal = base::refusal_of(answer);
    return refusal == nullptr ? "" : refusal->code;
}

std::string refusal_message(const Content& content) {
    const auto answer = lay_out(content, fonts(), pictograms());
    const auto* refusal = base::refusal_of(answer);
    return refusal == nullptr ? "" : refusal->message;
}

document::Inline words(const std::string& text) {
    return {{.text = text}};
}

Block heading(int level, const std::string& text) {
    return {document::Heading{level, words(text)}};
}

Block paragraph(const std::string& text) {
    return {document::Paragraph{.text = words(text)}};
}

Block sentence(const std::string& text, const std::string& pictogram) {
    return {document::Paragraph{words(text), true, pictogram,
                                pictogram.empty() ? "" : "Image : " + pictogram}};
}

Block items(const std::vector<std::string>& texts, bool ordered) {
    document::List list{.ordered = ordered};
    for (const std::string& text : texts) list.items.push_back({paragraph(text)});
    return {list};
}

Block table(const std::vector<std::vector<std::string>>& rows) {
    document::Table table;
    for (const auto& row : rows) {
        auto& cells = table.rows.emplace_back();
        for (const std::string& cell : row) cells.push_back(words(cell));
    }
    return {table};
}

Content content(std::vector<Block> blocks, const std::string& language) {
    return {.title = "Essai",
            .author = "SIAO",
            .reference = "2026-00417",
            .language = language,
            .blocks = std::move(blocks),
            .issued_on = "2026-05-04"};
}

Content letter() {
    Content letter = content({});
    letter.title = "Notification d’arrêt de prise en charge";
    letter.header = "Service intégré de l’accueil et de l’orientation (SIAO) de Seine-Exemple";
    letter.watermark_text = "Projet : ce document n’a pas encore d’effet.";
    document::Table recourse{.header_column = true,
                             .summary = "Les voies de recours, leur délai et où s’adresser",
                             .widths = {3, 2, 4}};
    const std::vector<std::vector<std::string>> rows{
        {"Démarche", "Délai", "Où s’adresser"},
        {"Observations écrites", "15 jours", "Au SIAO, à l’adresse en tête de cette lettre"},
        {"Recours devant le juge", "2 mois",
         "Tribunal administratif de Montreuil, ou par l’internet"},
        {"Référé, en cas d’urgence", "À tout moment",
         "Le même tribunal ; une avocate ou un avocat "
         "peut vous aider gratuitement"}};
    for (const auto& row : rows) {
        auto& cells = recourse.rows.emplace_back();
        for (const std::string& cell : row) cells.push_back(words(cell));
    }
    letter.blocks = {
        paragraph(
            "SIAO de Seine-Exemple\n12, rue de la Paix\n93000 Bobigny\nTéléphone : 01 00 00 00 00"),
        {document::AddressWindow{{"Madame Aïcha N’DIAYE", "Hôtel du Parc, chambre 12",
                                  "27, avenue de la République", "93100 MONTREUIL"}}},
        {document::Paragraph{{{.text = "Bobigny, le "},
                              {.text = "4 mai 2026", .isolate = true},
                              {.text = "\nRéférence : "},
                              {.text = "2026-00417", .isolate = true}}}},
        heading(1, "Fin de votre prise en charge à l’hôtel"),
        {document::Paragraph{
            {{.text = "Madame "},
             {.text = "N’DIAYE", .isolate = true},
             {.text = ",\nle SIAO met fin à votre prise en charge. "},
             {.text = "Votre dernière nuit est celle du 19 mai 2026", .strong = true},
             {.text = " ; vous quittez l’hôtel le mercredi 20 mai 2026 au matin. "
                      "Le 30 avril 2026, une place au centre Les Tilleuls vous a été "
                      "proposée et expliquée. Vous l’avez refusée ; les raisons que "
                      "vous avez données ont été étudiées et ne rendent pas ce refus "
                      "légitime."}}}},
        heading(2, "Vos affaires"),
        paragraph("Si vous laissez des affaires à l’hôtel, il les garde pendant un an. Vous "
                  "pouvez venir les chercher :"),
        items(
            {"à la réception, tous les jours de 9 heures à 18 heures ;",
             "en demandant à une personne de votre choix de venir avec une lettre de votre main ;",
             "en appelant le 01 00 00 00 00."}),
        heading(2, "Vos recours"),
        {document::Paragraph{{{.text = filler + " Les formulaires sont sur "},
                              {.text = "www.telerecours.fr", .link = "https://www.telerecours.fr"},
                              {.text = "."}}}},
        {recourse},
        {document::Box{{heading(3, "Sans solution ce soir ?"),
                        paragraph("Appelez le 115. L’appel est gratuit, à toute heure, tous les "
                                  "jours de l’année.")}}},
        {document::SignatureBlock{
            {{"Le SIAO, représenté par", "Madame Claire MARTIN", "date, nom et signature"},
             {"L’hôtel, représenté par", "Monsieur Paul DURAND", "date, nom et signature"}}}}};
    return letter;
}

Content easy_letter() {
    Content letter = content({});
    letter.style = document::Style::easy;
    letter.title = "Vous devez quitter l’hôtel";
    letter.watermark_text = "Langage simplifié, non relu";
    letter.blocks = {
        heading(1, "Vous devez quitter l’hôtel"),
        sentence("Votre dernière nuit à l’hôtel est la nuit du mardi 19 mai 2026.", "lit"),
        sentence("Vous partez le matin du mercredi 20 mai 2026.", "partir"),
        heading(2, "Pourquoi ?"),
        sentence("Le jeudi 30 avril 2026, nous vous avons proposé une place.", "question"),
        sentence("Cette place est au centre Les Tilleuls."),
        sentence("Vous avez dit non."),
        sentence("Nous avons étudié vos raisons."),
        sentence("Pour nous, cette place est bonne pour vous."),
        heading(2, "Vous n’êtes pas d’accord ?"),
        sentence("Vous pouvez nous l’expliquer.", "pas-d-accord"),
        sentence("Appelez le 01 00 00 00 00.", "telephone"),
        sentence("Vous pouvez aussi demander à un juge de regarder cette décision.", "juge"),
        sentence("Vous avez 2 mois pour écrire au tribunal.", "calendrier"),
        sentence("C’est très urgent ?", "horloge"),
        sentence("Vous pouvez demander au juge de répondre vite."),
        sentence("Un avocat gratuit peut vous aider.", "aide"),
        heading(2, "Vos affaires"),
        sentence("Vous laissez des affaires à l’hôtel ?", "affaires"),
        sentence("L’hôtel les garde pendant 1 an.", "hotel"),
        sentence("Vous signez un papier.", "papier-signer"),
        sentence("Vous pouvez envoyer une autre personne.", "personne"),
        sentence("Donnez-lui une lettre.", "lettre"),
        {document::Box{{heading(2, "Vous n’avez pas d’endroit où dormir ?"),
                        sentence("Appelez le 115."), sentence("L’appel est gratuit.")}}},
        {document::Figure{"aide", "Une bouée : de l’aide", 30}}};
    return letter;
}

Content bilingual(const std::string& language) {
    Content letter = content({heading(1, "Convocation à une évaluation")});
    letter.watermark_text = "Traduction de courtoisie : seul le texte français fait foi.";
    document::Bilingual both{.language = language};
    const std::vector<Block> french{heading(2, "Votre rendez-vous"),
                                    paragraph(filler),
                                    {document::Paragraph{{{.text = "Référence "},
                                                          {.text = "2026-00417", .isolate = true},
                                                          {.text = ", le 4 mai 2026."}}}},
                                    items({"votre carte", "vos papiers de la préfecture"}, true)};
    std::string text;
    for (const Voice& voice : voices()) {
        if (voice.language == language) text = voice.text;
    }
    const std::vector<Block> translated{
        heading(2, text.substr(0, text.find(' '))),
        paragraph(text + " " + text),
        {document::Paragraph{{{.text = text.substr(0, text.find(' ')) + " "},
                              {.text = "2026-00417", .isolate = true},
                              {.text = " " + text}}}},
        items({text.substr(0, text.find(' ')), text}, true)};
    both.french = french;
    both.translated = translated;
    letter.blocks.push_back({both});
    return letter;
}

Content long_table(int rows) {
    document::Table table{.summary = "Inventaire", .widths = {1, 3, 1}};
    table.rows.push_back({words("N°"), words("Objet"), words("État")});
    for (int i = 1; i <= rows; ++i) {
        table.rows.push_back(
            {words(std::to_string(i)),
             words(i % 7 == 0 ? "Valise, avec des vêtements d’hiver et des papiers "
                                "de famille dans une pochette"
                              : "Sac"),
             words("bon")});
    }
    return content({heading(1, "Inventaire"), {table}});
}

}  // namespace preavis::page::samples
