#include "dossier/noun.h"

#include <gtest/gtest.h>

#include "dossier/support.h"

namespace preavis::dossier::test {
namespace {

const Nouns& nouns() {
    static const Nouns read =
        std::get<Nouns>(Nouns::read(std::filesystem::path(PREAVIS_ROOT) / "data/nouns"));
    return read;
}

constexpr std::array kinds = {NounKind::organisation, NounKind::structure, NounKind::place,
                              NounKind::personne,     NounKind::menage,    NounKind::sejour};

TEST(Noun, HasOneNameAndOneCollection) {
    for (const NounKind kind : kinds) {
        EXPECT_EQ(noun_kind(name_of(kind)), kind);
        EXPECT_EQ(noun_kind(collection_of(kind)), kind);
    }
    EXPECT_EQ(collection_of(NounKind::sejour), "sejours");
    for (const char* unknown : {"", "Personne", "dossier", "sejourss"}) {
        EXPECT_EQ(noun_kind(unknown), std::nullopt) << unknown;
    }
}

TEST(Nouns, OfTheRepositoryDeclareTheFieldsThatTheModelNames) {
    const std::vector<std::pair<NounKind, std::vector<const char*>>> expected = {
        {NounKind::organisation, {"nom", "genre", "siren", "siret", "departements", "signataires"}},
        {NounKind::structure,
         {"nom", "genre", "organisation", "finess", "departement", "capacite", "projet_social",
          "annexes", "protegee"}},
        {NounKind::place, {"structure", "personnes"}},
        {NounKind::personne,
         {"nom", "prenoms", "date_naissance", "civilite", "lecture", "besoins", "telephone",
          "courriel"}},
        {NounKind::menage, {"membres", "sensibilite", "siao_prescripteur", "siao_reference"}},
        {NounKind::sejour,
         {"menage", "structure", "regime", "debut", "fin_prevue", "dernier_renouvellement"}},
    };
    for (const auto& [kind, fields] : expected) {
        for (const char* field : fields) {
            EXPECT_NE(find(nouns().fields(kind), field), nullptr) << name_of(kind) << " " << field;
        }
    }
}

TEST(Nouns, HaveATitleForEveryFieldThatAPersonFillsIn) {
    for (const NounKind kind : kinds) {
        for (const FactDeclaration& field : nouns().fields(kind)) {
            EXPECT_FALSE(field.title.empty()) << name_of(kind) << " " << field.name;
        }
    }
}

TEST(Siren, HasNineDigitsAndTheirKey) {
    for (const char* good : {"732829320", "356000000", "552100554", "180006025"}) {
        EXPECT_TRUE(is_siren(good)) << good;
    }
    for (const char* bad : {"", "732829321", "732829302", "73282932", "7328293200", "73282932O",
                            "732 829 320", "-32829320"}) {
        EXPECT_FALSE(is_siren(bad)) << bad;
    }
}

TEST(Siret, HasFourteenDigitsAndTheirKey) {
    for (const char* good : {"73282932000074", "55210055400013"}) {
        EXPECT_TRUE(is_siret(good)) << good;
    }
    for (const char* bad :
         {"", "73282932000075", "7328293200007", "732829320000740", "7328293200007A"}) {
        EXPECT_FALSE(is_siret(bad)) << bad;
    }
}

// Source: INSEE, key of the SIRET numbers of La Poste: the digits add up to a multiple of 5.
TEST(Siret, OfLaPosteFollowsItsOwnKeyAndOfNobodyElse) {
    EXPECT_TRUE(is_siret("35600000000048")) << "its head office follows Luhn's";
    EXPECT_TRUE(is_siret("35600000049837")) << "45, a multiple of 5";
    EXPECT_FALSE(is_siret("35600000049838"));
    EXPECT_FALSE(is_siret("73282932000073")) << "45 too, but not La Poste";
}

TEST(Finess, HasNineCharactersWithCorsicasLetters) {
    for (const char* good : {"750712184", "2A0000014", "2B0000020", "970100178"}) {
        EXPECT_TRUE(has_finess_form(good)) << good;
    }
    for (const char* bad :
         {"", "75071218", "7507121840", "2C0000014", "2a0000014", "A20000014", "75071218X"}) {
        EXPECT_FALSE(has_finess_form(bad)) << bad;
    }
}

/// The problems of one field of a noun.
std::string checked(NounKind kind, const Facts& fields, const std::string& object = "{}") {
    base::Problems problems;
    check_noun(kind, fields, json(object), day("2026-05-04"), problems);
    return base::to_string(problems);
}

std::string checked_text(const std::string& field, const std::string& value) {
    return checked(NounKind::organisation, {{field, Value{value}}});
}

TEST(CheckNoun, KnowsWhatAFieldMustLookLike) {
    const std::vector<std::tuple<std::string, std::string, bool>> cases = {
        {"telephone", "+33612345678", true},
        {"telephone", "+2621234567", true},
        {"telephone", "+1234567", true},
        {"telephone", "+123456789012345", true},
        {"telephone", "+123456", false},
        {"telephone", "+1234567890123456", false},
        {"telephone", "0612345678", false},
        {"telephone", "+0612345678", false},
        {"telephone", "+33 612345678", false},
        {"telephone", "+3361234567a", false},
        {"telephone", "++33612345678", false},
        {"code_postal", "75011", true},
        {"code_postal", "01000", true},
        {"code_postal", "7501", false},
        {"code_postal", "750111", false},
        {"code_postal", "2A000", false},
        {"courriel", "a@b.fr", true},
        {"courriel", "prenom.nom+x@sous.domaine.fr", true},
        {"courriel", "a@b", false},
        {"courriel", "@b.fr", false},
        {"courriel", "a@b@c.fr", false},
        {"courriel", "a b@c.fr", false},
        {"courriel", "<a@b.fr>", false},
        {"siren", "732829320", true},
        {"siren", "732829321", false},
        {"siret", "73282932000074", true},
        {"siret", "73282932000075", false},
        {"finess", "750712184", true},
        {"finess", "75071218", false},
        {"nom", "n'importe quoi", true},
    };
    for (const auto& [field, value, fits] : cases) {
        EXPECT_EQ(checked_text(field, value).empty(), fits) << field << " " << value;
    }
}

TEST(CheckNoun, ReportsAtTheFieldsPlace) {
    EXPECT_EQ(checked(NounKind::organisation, {{"siren", Value{std::string("123456789")}}},
                      "{\"nom\":\"X\",\n \"siren\":\"123456789\"}"),
              "f:2:10: « siren » : ce SIREN n'a pas une clé valable (9 chiffres)\n");
}

TEST(CheckNoun, WantsDatesInOrder) {
    const auto sejour = [](const char* debut, const char* fin) {
        return checked(NounKind::sejour, {{"debut", Value{day(debut)}}, {"fin", Value{day(fin)}}});
    };
    EXPECT_EQ(sejour("2026-05-04", "2026-05-04"), "");
    EXPECT_EQ(sejour("2026-05-04", "2026-05-05"), "");
    EXPECT_EQ(sejour("2026-05-05", "2026-05-04"), "f:1:1: « fin » : la fin précède le début\n");
    EXPECT_EQ(checked(NounKind::place, {{"ouverture", Value{day("2026-05-05")}},
                                        {"fermeture", Value{day("2026-05-04")}}}),
              "f:1:1: « fermeture » : la fermeture précède l'ouverture\n");
    EXPECT_EQ(checked(NounKind::sejour, {{"fin", Value{day("2026-05-04")}}}), "");
}

TEST(CheckNoun, LetsNobodyBeBornTomorrow) {
    const auto born = [](const char* iso) {
        return checked(NounKind::personne, {{"date_naissance", Value{day(iso)}}});
    };
    EXPECT_EQ(born("2026-05-04"), "");
    EXPECT_EQ(born("2026-05-05"), "f:1:1: « date_naissance » : cette date est dans le futur\n");
}

Facts person(const std::string& nom, const std::string& prenoms,
             const std::string& birth = "1990-01-02") {
    return {
        {"nom", Value{nom}}, {"prenoms", Value{prenoms}}, {"date_naissance", Value{day(birth)}}};
}

TEST(SamePersonKey, IsTheSameForEverySpellingOfOnePerson) {
    const std::string key = same_person_key(person("Lebœuf-N’Guyễn", "Éloïse Marie"));
    EXPECT_EQ(key, "leboeufnguyen|eloise|1990-01-02");
    for (const auto& [nom, prenoms] :
         std::vector<std::pair<std::string, std::string>>{{"LEBOEUF NGUYEN", "ELOISE"},
                                                          {"Leboeuf N'Guyen", "Eloïse, Marie"},
                                                          {" lebœuf-nguyễn ", " Éloïse\u00a0Marie"},
                                                          {"Lebœuf Nguyen", "Eloise\u202fM."},
                                                          {"Lebœuf Nguyen", "Eloise\tMarie"}}) {
        EXPECT_EQ(same_person_key(person(nom, prenoms)), key) << nom << " " << prenoms;
    }
}

TEST(SamePersonKey, TellsCompoundFirstNamesFromSeveral) {
    EXPECT_EQ(same_person_key(person("Kone", "Jean-Pierre Idriss")), "kone|jeanpierre|1990-01-02");
    EXPECT_NE(same_person_key(person("Kone", "Jean Pierre")),
              same_person_key(person("Kone", "Jean-Pierre")));
}

TEST(SamePersonKey, DiffersWithEachOfItsParts) {
    const std::string key = same_person_key(person("Haddad", "Salma"));
    EXPECT_NE(same_person_key(person("Hadad", "Salma")), key);
    EXPECT_NE(same_person_key(person("Haddad", "Selma")), key);
    EXPECT_NE(same_person_key(person("Haddad", "Salma", "1990-01-03")), key);
}

TEST(SamePersonKey, IsEmptyWhereAPartIsMissing) {
    EXPECT_EQ(same_person_key({}), "");
    EXPECT_EQ(same_person_key(person("", "Salma")), "");
    EXPECT_EQ(same_person_key(person("-", "Salma")), "") << "nothing is left of it";
    EXPECT_EQ(same_person_key(person("Haddad", " ")), "");
    Facts unborn = person("Haddad", "Salma");
    unborn.erase("date_naissance");
    EXPECT_EQ(same_person_key(unborn), "");
}

TEST(LetterName, BeginsWithTheTitleThatThePersonChose) {
    const auto named = [](const char* civilite) {
        Facts facts = person("Haddad", "Salma");
        facts.emplace("civilite", Value{std::string(civilite)});
        return letter_name(facts);
    };
    EXPECT_EQ(named("madame"), "Mme Salma Haddad");
    EXPECT_EQ(named("monsieur"), "M. Salma Haddad");
    EXPECT_EQ(named("sans"), "Salma Haddad");
    EXPECT_EQ(letter_name(person("Haddad", "Salma")), "Salma Haddad");
}

}  // namespace
}  // namespace preavis::dossier::test
