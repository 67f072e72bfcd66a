#include "cli/deadline.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/text.h"
#include "cli/holidays.h"

namespace preavis::cli {
namespace {

using Json = nlohmann::json;

struct Outcome {
    int status = 0;
    std::string out;
    std::string err;
};

using Command = int (*)(const std::vector<std::string>&, const std::filesystem::path&,
                        std::ostream&, std::ostream&);

/// Runs a command whose arguments are written as on a terminal.
Outcome run(Command command, const std::string& typed, const std::string& root = PREAVIS_ROOT) {
    std::vector<std::string> arguments;
    for (const std::string& word : base::split(typed, ' ')) {
        if (!word.empty()) arguments.push_back(word);
    }
    std::ostringstream out, err;
    const int status = command(arguments, root, out, err);
    return {status, out.str(), err.str()};
}

Json answer(const std::string& typed) {
    const Outcome outcome = run(deadline_command, typed + " --json");
    EXPECT_EQ(outcome.status, 0) << typed << "\n" << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return Json::parse(outcome.out);
}

TEST(DeadlineCommand, AnswersTheFieldsOfTheContract) {
    const Json json =
        answer("--limit P2M --counting clear --roll next --from 2026-05-04 --territory metropole");
    EXPECT_EQ(json["due"], "2026-07-06T23:59:59+02:00");
    EXPECT_EQ(json["last_day"], "2026-07-06");
    EXPECT_EQ(json["counted"], "2026-07-05");
    EXPECT_EQ(json["earliest_effective"], nullptr);
    EXPECT_EQ(json["rolled_because"], "dimanche");
    ASSERT_FALSE(json["because"].empty());
    for (const Json& step : json["because"]) {
        EXPECT_FALSE(step["text"].get<std::string>().empty());
        EXPECT_FALSE(step["source"].get<std::string>().empty());
    }
}

TEST(DeadlineCommand, AnswersNullWhereTheContractSaysNull) {
    const Json hours = answer("--limit PT48H --counting plain --from 2026-10-24T20:00");
    EXPECT_EQ(hours["due"], "2026-10-26T19:00:00+01:00");
    for (const char* key : {"last_day", "counted", "earliest_effective", "rolled_because"}) {
        EXPECT_TRUE(hours.contains(key)) << key;
        EXPECT_EQ(hours[key], nullptr) << key;
    }
    EXPECT_EQ(answer("--limit P15D --counting plain --from 2026-09-01")["rolled_because"], nullptr);
}

TEST(DeadlineCommand, CountsWhatItIsAsked) {
    const std::map<std::string, std::string> due_by_arguments = {
        {"--law DL53 --from 2026-05-04", "2026-05-19T23:59:59+02:00"},
        {"--law=apec-preavis --from=2026-05-04", "2026-05-19T23:59:59+02:00"},
        {"--law DL60 --from 2026-05-04 --territory 974", "2026-07-06T23:59:59+04:00"},
        {"--law DL60 --from 2026-02-02 --territory 67", "2026-04-07T23:59:59+02:00"},
        {"--law DL22 --from 2025-01-10 --on 2024-12-31", "2025-03-10T23:59:59+01:00"},
        {"--law DL01 --from 2026-06-05T23:15+02:00", "2026-06-06T23:15:00+02:00"},
        {"--law personne-confiance --from 2026-05-20", "2026-05-11T23:59:59+02:00"},
        {"--limit P8D --counting clear --before --from 2026-05-20", "2026-05-11T23:59:59+02:00"},
        {"--limit P3M --counting plain --before --from 2028-12-31", "2028-09-30T23:59:59+02:00"},
        {"--limit P6W --counting plain --from 2026-05-04", "2026-06-15T23:59:59+02:00"},
        {"--limit PT1H --from 2026-10-25T02:30+01:00", "2026-10-25T03:30:00+01:00"},
        {"--limit P1D --counting plain --from 2026-05-04T22:30Z", "2026-05-06T23:59:59+02:00"},
        {"--limit P1D --counting plain --from 2026-05-04T22:30Z --territory guyane",
         "2026-05-05T23:59:59-03:00"}};
    for (const auto& [arguments, due] : due_by_arguments) {
        EXPECT_EQ(answer(arguments)["due"], due) << arguments;
    }
}

TEST(DeadlineCommand, TellsTheRuleTheReminderAndTheEffectOfANotice) {
    const Json json = answer("--law DL53 --from 2026-12-18");
    EXPECT_EQ(json["rule"]["slug"], "apec-preavis");
    EXPECT_EQ(json["version"]["value"], "P15D");
    EXPECT_EQ(json["last_day"], "2027-01-02");
    EXPECT_EQ(json["earliest_effective"], "2027-01-03");
    EXPECT_EQ(json["reminder"], "2026-12-31");
    EXPECT_EQ(json["territory"], "metropole");
}

TEST(DeadlineCommand, RefusesBadInputOnOneLineEach) {
    const std::map<std::string, std::vector<std::string>> problems_by_arguments = {
        {"", {"il manque --law ou --limit", "il manque --from"}},
        {"--law DL53", {"il manque --from"}},
        {"--law DL53 --from", {"--from attend une valeur"}},
        {"--law DL53 --from=", {"--from attend une valeur"}},
        {"--law DL53 --from 2026-02-30", {"« 2026-02-30 » n'est pas une date"}},
        {"--law DL53 --from 2026-05-04 --on demain", {"« demain » n'est pas un jour"}},
        {"--law apec-preavi --from 2026-05-04", {"inconnue (peut-être apec-preavis)"}},
        {"--law zzzzzzzz --from 2026-05-04", {"preavis deadline --list"}},
        {"--law DL53 --from 2026-05-04 --territory metropol", {"inconnu (peut-être metropole)"}},
        {"--law DL53 --from 2026-05-04 --territory 99", {"alsace-moselle"}},
        {"--law DL53 --from 2061-01-01", {"2061 est hors des années"}},
        {"--law DL53 --from 1989-12-31", {"1989 est hors des années"}},
        {"--law DL53 --from 1000-01-01", {"« 1000-01-01 » est hors des années"}},
        {"--law DL53 --from 9999-12-31", {"« 9999-12-31 » est hors des années", "1990 à 2060"}},
        {"--law DL53 --from 9999-02-30", {"« 9999-02-30 » n'est pas une date"}},
        {"--law DL53 --from 2026-05-04T24:60", {"écrivez l'heure de 00:00 à 23:59:59"}},
        {"--law DL91 --from 2060-07-01", {"le 30 juin 2061 est hors des années"}},
        {"--law DL14 --from 2026-05-04 --occurrence 400", {"est hors des années"}},
        {"--law dl53 --from 2026-05-04", {"inconnue (peut-être DL53)"}},
        {"--law DL53 --from 2026-05-04 --territory La-Réunion", {"peut-être la-reunion"}},
        {"--law DL53 --from 2026-05-04 --territory Métropole", {"peut-être metropole"}},
        {"--list --from 2026-05-04", {"--from ne va pas avec --list"}},
        {"--limit P1D --counting plain --from 2060-12-31", {"2061 est hors des années"}},
        {"--law DL01 --from 2026-05-04", {"part d'une heure"}},
        {"--limit PT48H --roll next --from 2026-05-04T10:00", {"n'est jamais reporté"}},
        {"--limit PT48H --counting clear --from 2026-05-04T10:00", {"d'heure à heure"}},
        {"--limit PT1H --from 2026-10-25T02:30", {"existe deux fois", "+02:00"}},
        {"--limit PT1H --from 2026-03-29T02:30", {"n'existe pas", "décalage"}},
        {"--limit P15D --from 2026-05-04", {"il manque --counting"}},
        {"--limit 15 --counting plain --from 2026-05-04", {"« 15 » n'est pas une durée"}},
        {"--limit P0D --counting plain --from 2026-05-04", {"« P0D » n'est pas une durée"}},
        {"--limit P-5D --counting plain --from 2026-05-04", {"« P-5D » n'est pas une durée"}},
        {"--limit P1D --counting franc --from 2026-05-04", {"« franc »", "plain, clear, notice"}},
        {"--limit P1D --counting plain --roll demain --from 2026-05-04", {"« demain »"}},
        {"--limit P1D --counting notice --roll previous --from 2026-05-04", {"raccourcir"}},
        {"--limit P1D --counting plain --from 2026-05-04 --on 2026-05-04", {"--on ne va pas"}},
        {"--law DL53 --limit P1D --from 2026-05-04", {"--limit ne va pas avec --law"}},
        {"--law DL53 --roll next --from 2026-05-04", {"--roll ne va pas avec --law"}},
        {"--law DL53 --law DL54 --from 2026-05-04", {"--law est donnée deux fois"}},
        {"--law DL53 --form 2026-05-04", {"--form n'existe pas (peut-être --from)"}},
        {"--law DL53 --from 2026-05-04 --json=1", {"--json ne prend pas de valeur"}},
        {"--law DL53 --from 2026-05-04 bientot", {"« bientot » n'est pas attendu ici"}}};
    for (const auto& [arguments, expected] : problems_by_arguments) {
        const Outcome outcome = run(deadline_command, arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_EQ(outcome.out, "") << arguments;
        for (const std::string& part : expected) {
            EXPECT_NE(outcome.err.find(part), std::string::npos) << arguments << "\n"
                                                                 << outcome.err;
        }
        for (const std::string& line : base::split(base::trimmed(outcome.err), '\n')) {
            EXPECT_TRUE(line.starts_with("ligne de commande:0:0: ")) << line;
        }
    }
}

TEST(DeadlineCommand, AnswersNoWhenTheLawGivesNoDate) {
    for (const auto& [arguments, code] : std::map<std::string, std::string>{
             {"--law DL22 --from 2023-01-01", "regle_pas_en_vigueur"},
             {"--law DL53 --from 2026-05-04 --on 2020-01-01", "regle_pas_en_vigueur"},
             {"--law vacance-declaration --from 2026-01-01", "regle_sans_duree"},
             {"--law DL87 --from 2026-01-01", "regle_sans_duree"}}) {
        const Outcome outcome = run(deadline_command, arguments + " --json");
        EXPECT_EQ(outcome.status, 1) << arguments;
        EXPECT_EQ(Json::parse(outcome.out)["refusal"]["code"], code);
        EXPECT_FALSE(outcome.err.empty());
    }
}

TEST(DeadlineCommand, SaysHowToAskARuleOfTheCalendarForItsDates) {
    const Outcome refused = run(deadline_command, "--law DL87 --from 2026-05-04");
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.err.find("--occurrence 1 donne la première"), std::string::npos);
    EXPECT_EQ(answer("--law DL87 --from 2026-05-04 --occurrence 1")["due"],
              "2026-05-08T17:00:00+02:00");
    EXPECT_EQ(answer("--law DL100 --from 2026-05-04 --next-after 2059-01-01")["last_day"],
              "2059-01-01");
}

TEST(DeadlineCommand, GivesEachStepACodeAndItsValuesWithoutALanguage) {
    const Json json = answer("--law DL05 --from 2026-01-31");
    std::map<std::string, Json> values;
    for (const Json& step : json["because"]) values[step["code"]] = step["values"];
    EXPECT_EQ(values["rule"]["id"], "DL05");
    EXPECT_EQ(values["in_force_since"]["from"], "2004-11-28");
    EXPECT_EQ(values["text_read"]["date"], "2009-01-01");
    EXPECT_EQ(values["months_counted"], Json({{"limit", "P1M"}, {"date", "2026-02-28"}}));
    EXPECT_EQ(values["not_rolled"]["reminder"], "2026-02-27");
    const Json hours = answer("--law DL02 --from 2026-01-31T10:00");
    EXPECT_EQ(hours["because"].back()["values"]["date"], "2026-02-02T10:00:00");
}

TEST(DeadlineCommand, TellsWhoMustActWhatHappensAndTheExceptions) {
    const Json rule = answer("--law DL53 --from 2026-05-04")["rule"];
    EXPECT_EQ(rule["who"], "le SIAO ou le gestionnaire");
    EXPECT_EQ(rule["exceptions"].size(), 2U);
    const Outcome outcome = run(deadline_command, "--law DL53 --from 2026-05-04");
    EXPECT_NE(outcome.out.find("Qui agit : le SIAO ou le gestionnaire\nÀ l'échéance : fin de la "),
              std::string::npos);
    EXPECT_NE(outcome.out.find("Exception : violence ou danger"), std::string::npos);
}

TEST(DeadlineCommand, ListsEveryRuleWithItsValues) {
    const Outcome outcome = run(deadline_command, "--list --json");
    ASSERT_EQ(outcome.status, 0);
    const Json list = Json::parse(outcome.out);
    ASSERT_GE(list.size(), 80U);
    for (const Json& rule : list) {
        for (const char* key : {"id", "slug", "title", "kind", "trigger", "who", "versions"}) {
            EXPECT_TRUE(rule.contains(key)) << rule.dump();
        }
        EXPECT_FALSE(rule["versions"].empty());
    }
    const Outcome text = run(deadline_command, "--list");
    EXPECT_NE(text.out.find("DL53  apec-preavis : "), std::string::npos);
}

TEST(DeadlineCommand, SpeaksFrenchToPeople) {
    const Outcome outcome = run(deadline_command, "--law DL60 --from 2026-05-04");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.out.find("Dernier jour : lundi 6 juillet 2026"), std::string::npos);
    EXPECT_NE(outcome.out.find("\n1. Règle DL60"), std::string::npos);
    EXPECT_NE(outcome.out.find("[Code de justice administrative"), std::string::npos);
    for (const Command command : {Command(deadline_command), Command(holidays_command)}) {
        const Outcome help = run(command, "--help");
        EXPECT_EQ(help.status, 0);
        EXPECT_TRUE(help.out.starts_with("preavis "));
    }
}

TEST(Commands, NameAFolderThatIsNotThere) {
    for (const Command command : {Command(deadline_command), Command(holidays_command)}) {
        const Outcome outcome = run(command, "--json", "/nulle/part");
        EXPECT_EQ(outcome.status, 2);
        EXPECT_NE(outcome.err.find("/nulle/part/data/calendars n'existe pas"), std::string::npos);
    }
}

TEST(HolidaysCommand, GivesTheHolidaysOfTheTerritory) {
    const Outcome outcome = run(holidays_command, "2026 --territory 67 --json");
    ASSERT_EQ(outcome.status, 0);
    const Json list = Json::parse(outcome.out);
    ASSERT_EQ(list.size(), 13U);
    EXPECT_EQ(list[1]["date"], "2026-04-03");
    EXPECT_EQ(list[1]["weekday"], "vendredi");
    EXPECT_EQ(list[1]["name"], "Vendredi saint");
    EXPECT_NE(list[1]["condition"], nullptr);
    EXPECT_EQ(list[2]["name"], "Lundi de Pâques");
    EXPECT_EQ(list[2]["condition"], nullptr);
    EXPECT_EQ(Json::parse(run(holidays_command, "2026 --json").out).size(), 11U);
    EXPECT_NE(run(holidays_command, "2026").out.find("2026-05-25  lundi 25 mai 2026 : Lundi de"),
              std::string::npos);
}

TEST(HolidaysCommand, RefusesBadInput) {
    for (const auto& [arguments, part] : std::map<std::string, std::string>{
             {"", "une année, et une seule"},
             {"2026 2027", "une année, et une seule"},
             {"26", "« 26 » n'est pas une année"},
             {"2026x", "« 2026x » n'est pas une année"},
             {"1989", "l'année 1989 est hors des calendriers"},
             {"2061", "l'année 2061 est hors des calendriers"},
             {"2026 --territory corse", "le territoire « corse » est inconnu"},
             {"2026 --territory", "--territory attend une valeur"},
             {"2026 --zone 75", "l'option --zone n'existe pas"}}) {
        const Outcome outcome = run(holidays_command, arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_EQ(outcome.out, "");
        EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
    }
}

}  // namespace
}  // namespace preavis::cli
