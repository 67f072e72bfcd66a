#include "law/catalogue.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "law/recurrence.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

const Rule& rule(const std::string& name) {
    const Rule* found = catalogue().find(name);
    if (found == nullptr) throw std::runtime_error("no rule " + name);
    return *found;
}

std::string value_on(const std::string& name, const std::string& on) {
    const RuleVersion* version = in_force(rule(name), day(on));
    return version == nullptr ? "" : iso_duration(version->limit);
}

TEST(Catalogue, HoldsEveryNumberOfTheListWithItsGaps) {
    std::set<int> expected;
    for (const auto& [first, last] : std::initializer_list<std::pair<int, int>>{
             {1, 16}, {20, 30}, {40, 47}, {50, 59}, {60, 71}, {80, 100}}) {
        for (int number = first; number <= last; ++number) expected.insert(number);
    }
    std::set<int> found;
    for (const Rule& each : catalogue().rules()) found.insert(std::stoi(each.id.substr(2)));
    EXPECT_EQ(found, expected);
}

TEST(Catalogue, SaysOfEachValueWhereItComesFromAndHowSureItIs) {
    for (const Rule& each : catalogue().rules()) {
        EXPECT_FALSE(each.title.empty() || each.trigger.empty() || each.who.empty()) << each.id;
        for (const RuleVersion& version : each.versions) {
            EXPECT_FALSE(version.source.empty()) << each.id;
            EXPECT_TRUE(version.checked || version.confidence != "certain") << each.id;
            EXPECT_FALSE(value_in_french(each, version).empty()) << each.id;
            EXPECT_TRUE(version.confidence == "certain" || !version.note.empty()) << each.id;
        }
    }
}

TEST(Catalogue, CountsEachRuleThatHasANumberAndRefusesTheOthersByName) {
    const Territory& where = territory("metropole");
    const When start = when("2026-06-01T10:00", where);
    for (const Rule& each : catalogue().rules()) {
        const auto answer = count(each, start, where, start.date);
        const bool counts =
            each.kind == Kind::limit || each.kind == Kind::bounds || each.kind == Kind::yearly;
        EXPECT_EQ(refusal_code(answer), counts ? "compté" : "regle_sans_duree") << each.id;
        if (counts) continue;
        EXPECT_NE(base::refusal_of(answer)->message.find(each.id), std::string::npos);
        EXPECT_FALSE(base::refusal_of(answer)->source.empty());
    }
}

TEST(Catalogue, CountsEachRuleAtEachBorderOfItsPeriods) {
    const Territory& where = territory("metropole");
    for (const Rule& each : catalogue().rules()) {
        for (const RuleVersion& version : each.versions) {
            EXPECT_EQ(in_force(each, version.from), &version) << each.id;
            const RuleVersion* before = in_force(each, version.from.plus_days(-1));
            EXPECT_TRUE(before == nullptr || before->to == version.from.plus_days(-1)) << each.id;
            if (version.to) {
                EXPECT_EQ(in_force(each, *version.to), &version) << each.id;
            }
        }
        const Date too_early = each.versions.front().from.plus_days(-1);
        EXPECT_EQ(refusal_code(count(each, {too_early, {}}, where, too_early)),
                  "regle_pas_en_vigueur");
    }
}

TEST(Catalogue, IsFoundByNumberAndByName) {
    for (const auto& [id, slug] :
         std::map<std::string, std::string>{{"DL01", "kit-presentation"},
                                            {"DL02", "kit-remise"},
                                            {"DL03", "note-information"},
                                            {"DL50", "absence-seuil"},
                                            {"DL51", "absence-fenetre"},
                                            {"DL52", "proposition-reponse"},
                                            {"DL52b", "proposition-reponse-exceptionnelle"},
                                            {"DL53", "apec-preavis"},
                                            {"DL54", "apec-preavis-refus"},
                                            {"DL56", "contradictoire"},
                                            {"DL58", "effets-personnels"},
                                            {"DL60", "recours-annulation"}}) {
        EXPECT_EQ(&rule(id), &rule(slug));
    }
    for (const char* name : {"", "DL", "DL17", "dl53", "53", "apec_preavis", "DL053"}) {
        EXPECT_EQ(catalogue().find(name), nullptr) << name;
    }
}

TEST(Catalogue, DatesTheTransitionalValueOfInitialCare) {
    EXPECT_EQ(value_on("DL22", "2023-11-30"), "");
    EXPECT_EQ(value_on("DL22", "2023-12-31"), "P1M");
    EXPECT_EQ(value_on("DL22", "2024-01-01"), "P2M");
    EXPECT_EQ(value_on("DL22", "2024-12-31"), "P2M");
    EXPECT_EQ(value_on("DL22", "2025-01-01"), "P1M");
}

TEST(Catalogue, CountsAValueOfAnotherDayOnRequest) {
    const Territory& where = territory("metropole");
    const auto due =
        std::get<DueDate>(count(rule("DL22"), when("2025-01-10", where), where, day("2024-12-31")));
    EXPECT_EQ(due.last_day->iso(), "2025-03-10");
    EXPECT_EQ(due.because[1].code, "in_force_between");
    EXPECT_EQ(due.because[1].source, due.because[0].source);
}

TEST(Policy, NoticesNeverRollAndHouseholdsAppealsDo) {
    for (const Rule& each : catalogue().rules()) {
        for (const RuleVersion& version : each.versions) {
            const TimeLimit& limit = version.limit;
            if (limit.counting == Counting::notice) {
                EXPECT_EQ(limit.roll, Roll::none) << each.id;
            }
            const bool appeal = each.id.starts_with("DL6") && each.who == "le ménage";
            if (appeal && each.kind == Kind::limit) {
                EXPECT_EQ(limit.roll, Roll::next) << each.id;
            }
        }
    }
    for (const char* id : {"DL04", "DL05", "DL06", "DL14", "DL41", "DL42", "DL88", "DL93"}) {
        EXPECT_EQ(rule(id).versions.front().limit.roll, Roll::none) << id;
    }
}

TEST(Catalogue, SaysWhatItIsNotSureOf) {
    const Territory& where = territory("metropole");
    const auto due =
        std::get<DueDate>(count(rule("DL10"), when("2026-05-20", where), where, day("2026-05-20")));
    EXPECT_EQ(due.because[2].code, "value_uncertain");
}

/// What a reader would stumble on; empty if nothing.
std::string awkward(const std::string& sentence) {
    static const std::vector<std::string> never = {"{",       "}",      " de 1 ", "  ",   "()",
                                                   " , ",     "..",     " .",     ": :",  "« »",
                                                   " le le ", "du le ", "de le ", "au le"};
    for (const std::string& part : never) {
        if (sentence.find(part) != std::string::npos) return part;
    }
    if (!sentence.ends_with('.')) return "sans point final";
    return sentence.front() >= 'a' && sentence.front() <= 'z' ? "sans majuscule" : "";
}

void expect_french(const base::Answer<DueDate>& answer, const std::string& id) {
    const auto* due = std::get_if<DueDate>(&answer);
    if (due == nullptr) return;
    for (const Explanation& step : due->because) {
        EXPECT_EQ(awkward(step.text), "") << id << " : " << step.text;
        EXPECT_FALSE(step.source.starts_with("celle de")) << id << " : " << step.text;
    }
}

TEST(Explanations, OfEachRuleReadAsFrench) {
    for (const char* from : {"2026-01-31T10:00", "2026-05-01T00:00", "2026-10-24T20:00"}) {
        for (const Territory& where : calendars().all()) {
            const When start = when(from, where);
            for (const Rule& each : catalogue().rules()) {
                expect_french(count(each, start, where, start.date), each.id);
                expect_french(occurrence(each, start, 2, where), each.id);
            }
        }
    }
}

TEST(Explanations, SayEverythingThatLedToADate) {
    struct Case {
        const char* rule;
        const char* from;
        const char* said;
    };
    for (const Case& each :
         {Case{"DL05", "2026-01-31",
               "« Signer le contrat de séjour ». Point de départ : admission,"},
          Case{"DL05", "2026-01-31", "un délai d'un mois arrive au samedi 28 février 2026."},
          Case{"DL05", "2026-01-31", "Texte lu dans sa version en vigueur le 1er janvier 2009."},
          Case{"DL22", "2024-06-01", "du 1er janvier 2024 au 31 décembre 2024 : 2 mois."},
          Case{"DL22", "2024-06-01", "Valeur transitoire, pour la seule année 2024."},
          Case{"DL53", "2026-01-31", "Le dimanche 15 février 2026 est un jour fermé : ce temps se"},
          Case{"DL53", "2026-01-31", "Elle mènerait au samedi 14 février 2026 : plus courte, elle"},
          Case{"DL60", "2026-09-10", "Le mercredi 11 novembre 2026 (11 novembre) est un jour où"},
          Case{"DL90", "2026-11-16", "à partir du lundi 16 novembre 2026, ce jour compris (France"},
          Case{"DL90", "2027-01-01",
               "La prochaine de ces échéances est le vendredi 15 octobre 2027"},
          Case{"DL91", "2029-01-01", "Le samedi 30 juin 2029 est un jour fermé, mais ce délai"},
          Case{"DL91", "2029-01-01",
               "Le dernier jour est le samedi 30 juin 2029, jusqu'à 23 h 59"}}) {
        const Territory& where = territory("metropole");
        const When start = when(each.from, where);
        const auto due = std::get<DueDate>(count(rule(each.rule), start, where, start.date));
        std::string all;
        for (const Explanation& step : due.because) all += step.text + "\n";
        EXPECT_NE(all.find(each.said), std::string::npos) << each.said << "\nin:\n" << all;
    }
}

TEST(Values, AreWrittenInFrench) {
    for (const auto& [id, text] : std::map<std::string, std::string>{
             {"DL53", "15 jours au moins"},
             {"DL60", "2 mois francs"},
             {"DL10", "au moins 8 jours francs avant"},
             {"DL40", "moins de 3 mois"},
             {"DL28", "6 mois (de 3 mois à 6 mois)"},
             {"DL46", "15 jours (au moins 1 jour)"},
             {"DL86", "36 mois (au plus 48 mois)"},
             {"DL90", "le 15 octobre"},
             {"DL25", "le 31 mars, le 30 juin, le 30 septembre, le 31 décembre"},
             {"DL87", "chaque vendredi à 17 h 00"},
             {"DL87b", "chaque jour à 0 h 00"},
             {"DL81", "sans délai"},
             {"DL83", "durée fixée par l'acte"}}) {
        EXPECT_EQ(value_in_french(rule(id), rule(id).versions.front()), text) << id;
    }
}

/// A catalogue of one rule, with the fields of its only version.
std::string one_rule(const std::string& kind, const std::string& version) {
    return "rules:\n  - id: DL01\n    slug: essai\n    title: Essai\n    kind: " + kind +
           "\n    trigger: arrivée\n    who: le SIAO\n" +
           (kind == "limit" || kind == "bounds" ? "    protects: earlier\n" : "") +
           "    versions:\n      - " + version + "\n";
}

const char* const sound =
    "{ from: 2026-01-01, value: P15D, counting: plain, roll: none, source: texte, "
    "confidence: certain, checked: 2026-11-22 }";

std::string edited(const std::string& from, const std::string& to) {
    return std::regex_replace(sound, std::regex(from), to);
}

TEST(CatalogueFile, ReadsASoundRule) {
    const DataFolder folder;
    folder.write("law/essai.yaml", one_rule("limit", sound));
    EXPECT_EQ(problems_of(Catalogue::read(folder.law())), "lu");
}

struct Fault {
    std::string yaml;
    std::string message;
};

std::vector<Fault> faults_of_values() {
    const std::string also = "\n      - ";
    return {{one_rule("limit", edited("source: texte, ", "")), "10:9: il manque « source »"},
            {one_rule("limit", edited("source: texte", "source: ''")), "« source » est vide"},
            {one_rule("limit", edited("P15D", "P15J")), "« P15J » n'est pas une durée admise"},
            {one_rule("limit", edited("P15D", "P-15D")), "« P-15D » n'est pas une durée admise"},
            {one_rule("limit", edited("P15D", "P0D")), "« P0D » n'est pas une durée admise"},
            {one_rule("limit", edited("P15D", "P40000D")), "au plus 100000 heures, 36500 jours"},
            {one_rule("limit", edited("value: P15D, ", "")), "il manque « value »"},
            {one_rule("limit", edited("plain", "franc")),
             "« franc » n'est pas une valeur de « counting »"},
            {one_rule("limit", edited("none", "forward")),
             "« forward » n'est pas une valeur de « roll »"},
            {one_rule("limit", edited("roll: none, ", "")), "il manque « roll »"},
            {one_rule("limit", edited("2026-01-01", "2026-02-30")),
             "« 2026-02-30 » n'est pas un jour du calendrier"},
            {one_rule("limit", edited("from: 2026-01-01", "from: 2026-01-02, to: 2026-01-01")),
             "« to » précède « from »"},
            {one_rule("limit", edited(", checked: 2026-11-22", "")),
             "une valeur certaine dit quelle version du texte a été lue"},
            {one_rule("limit", edited("certain", "sure")),
             "« sure » n'est pas une valeur de « confidence »"},
            {one_rule("limit", edited("certain", "likely")),
             "une valeur qui n'est pas certaine dit pourquoi"},
            {one_rule("limit", edited("roll", "rol")),
             "« rol » n'est pas connu ici (peut-être « roll »)"},
            {one_rule("limit", edited("P15D, counting: plain, roll: none",
                                      "PT48H, counting: plain, roll: next")),
             "un délai en heures n'est jamais reporté"},
            {one_rule("limit", edited("P15D, counting: plain", "PT48H, counting: clear")),
             "un délai en heures se compte d'heure à heure"},
            {one_rule("limit", edited("plain, roll: none", "notice, roll: next")),
             "un préavis n'est jamais reporté"},
            {one_rule("limit", std::string(sound) + also + sound),
             "deux valeurs se chevauchent le 2026-01-01"},
            {one_rule("limit", edited("2026-01-01", "2026-01-01, to: 2026-06-30") + also +
                                   edited("2026-01-01", "2026-06-30")),
             "deux valeurs se chevauchent le 2026-06-30"},
            {one_rule("limit", edited("roll: none",
                                      "roll: none, readings: [{ value: P15D, "
                                      "counting: plain, roll: none, note: n }]")),
             "cette lecture est celle qui est déjà retenue"},
            {one_rule("limit", edited("roll: none",
                                      "roll: none, readings: [{ value: PT48H, "
                                      "counting: plain, roll: none, note: n }]")),
             "deux lectures se comptent de la même façon"},
            {one_rule("limit", edited("roll: none",
                                      "roll: none, readings: [{ value: P14D, "
                                      "counting: plain, roll: none }]")),
             "il manque « note »"}};
}

std::vector<Fault> faults_of_shape() {
    return {
        {one_rule("duree", sound), "« duree » n'est pas une valeur de « kind »"},
        {one_rule("prompt", sound), "« value » n'est pas connu ici"},
        {one_rule("bounds", sound), "une fourchette a « least », « most » ou les deux"},
        {one_rule("bounds", edited("P15D", "P15D, most: P14D")),
         "la valeur est hors de ses bornes"},
        {one_rule("bounds", edited("P15D", "P15D, least: P1M")), "n'ont pas la même unité"},
        {one_rule("yearly", edited("value: P15D, counting: plain, roll: none", "days: ['02-29']")),
         "« 02-29 » n'est pas un jour de chaque année"},
        {one_rule("weekly",
                  edited("value: P15D, counting: plain, roll: none", "weekday: vendredi")),
         "« vendredi » n'est pas une valeur de « weekday »"},
        {one_rule("daily", edited("value: P15D, counting: plain, roll: none", "at: '24:00'")),
         "« 24:00 » n'est pas une heure"},
        {one_rule("limit", sound) + "  - id: DL02\n", "il manque « slug »"},
        {std::regex_replace(one_rule("limit", sound), std::regex("    protects: earlier\n"), ""),
         "il manque « protects »"},
        {std::regex_replace(one_rule("limit", sound), std::regex("earlier"), "household"),
         "« household » n'est pas une valeur de « protects »"},
        {one_rule("limit", sound) + "rule: []\n", "« rule » n'est pas connu ici"},
        {"rules: [{ id: 53, slug: Apec Préavis }]", "« 53 » n'est pas un numéro de règle"},
        {"rules: [{ id: DL53, slug: Apec Préavis }]", "« Apec Préavis » n'est pas un nom de règle"},
        {"rules: [{ id: DL53, slug: essai, versions: [] }]", "la règle est sans valeur"},
        {"rules: 5", "« rules » doit être une liste"},
        {"rules: [", "essai.yaml"},
        {"[]", "un objet est attendu"}};
}

TEST(CatalogueFile, RefusesEachFaultWithItsPlace) {
    std::vector<Fault> faults = faults_of_values();
    for (const Fault& fault : faults_of_shape()) faults.push_back(fault);
    for (const Fault& fault : faults) {
        const DataFolder folder;
        folder.write("law/essai.yaml", fault.yaml);
        const std::string problems = problems_of(Catalogue::read(folder.law()));
        EXPECT_NE(problems.find(fault.message), std::string::npos)
            << "expected: " << fault.message << "\nfound: " << problems << "\nin: " << fault.yaml;
        EXPECT_NE(problems.find("essai.yaml:"), std::string::npos) << problems;
    }
}

TEST(CatalogueFile, RefusesARuleTwiceEvenInTwoFiles) {
    const DataFolder folder;
    folder.write("law/a.yaml", one_rule("limit", sound));
    folder.write("law/b.yaml", one_rule("limit", sound));
    const std::string problems = problems_of(Catalogue::read(folder.law()));
    EXPECT_NE(problems.find("« DL01 » est déjà le nom d'une règle (voir a.yaml)"),
              std::string::npos);
    EXPECT_NE(problems.find("« essai » est déjà le nom d'une règle (voir a.yaml)"),
              std::string::npos);
}

TEST(CatalogueFile, AnswersAllItsProblemsAtOnce) {
    const DataFolder folder;
    folder.write("law/a.yaml", one_rule("limit", edited("P15D", "P15J")));
    folder.write("law/b.yaml", "rules: [{}]");
    const auto reading = Catalogue::read(folder.law());
    EXPECT_GE(std::get<base::Problems>(reading).size(), 8U);
}

}  // namespace
}  // namespace preavis::law::test
