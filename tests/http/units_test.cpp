#include "base/expects.h"
#include "base/file.h"
#include "http/clock.h"
#include "http/errors.h"
#include "http/fact_form.h"
#include "http/french.h"
#include "http/labels.h"
#include "http/session.h"
#include "service/library.h"
#include "service/spreadsheet.h"

namespace preavis::http {
namespace {

const service::Library& library() {
    static const service::Library read =
        std::get<service::Library>(service::read_library(PREAVIS_ROOT));
    return read;
}

TEST(Html, a_text_can_never_be_read_as_a_tag) {
    const std::string text = "<script>alert('a' & \"b\")</script>";
    const std::string escaped =
        "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;";
    EXPECT_EQ(Html(text).markup(), escaped);
    EXPECT_EQ(h("p", {{"title", text}}, text).markup(),
              "<p title=\"" + escaped + "\">" + escaped + "</p>");
}

TEST(Html, an_address_is_one_of_this_site_or_a_bug) {
    for (const char* good : {"/a", "#b", "?c=d", "/a?b=https://c"}) {
        EXPECT_NO_THROW(h("a", {{"href", good}}, "x")) << good;
    }
    for (const char* bad : {"javascript:alert(1)", "https://evil.example", "//evil.example",
                            "/\\evil.example", "data:text/html,x", "a", ""}) {
        EXPECT_THROW(h("a", {{"href", bad}}, "x"), base::Bug) << bad;
        EXPECT_THROW(h("form", {{"action", bad}}, "x"), base::Bug) << bad;
    }
}

struct FailureAnswer {
    base::FailureCode code;
    int status;
    bool later;  ///< says after how long to try again
};

TEST(Errors, a_store_that_cannot_be_written_answers_by_its_kind_and_says_when_to_try_again) {
    using base::FailureCode;
    for (const FailureAnswer& one : {FailureAnswer{FailureCode::storage_full, 507, true},
                                     FailureAnswer{FailureCode::locked, 503, true},
                                     FailureAnswer{FailureCode::storage, 503, false},
                                     FailureAnswer{FailureCode::corrupted, 503, false},
                                     FailureAnswer{FailureCode::privilege, 503, false},
                                     FailureAnswer{FailureCode::configuration, 500, false}}) {
        const Response answer = failed(base::Failure(one.code, "/un/chemin"), "12345678");
        EXPECT_EQ(answer.status, one.status);
        const std::string bytes = to_bytes(answer, true, Afterwards::close);
        EXPECT_EQ(bytes.find("Retry-After") != std::string::npos, one.later) << bytes;
        EXPECT_NE(bytes.find("application/problem+json"), std::string::npos);
        EXPECT_NE(bytes.find("12345678"), std::string::npos);
        EXPECT_EQ(bytes.find("/un/chemin"), std::string::npos);
    }
}

TEST(Session, the_way_back_stays_on_this_site) {
    EXPECT_EQ(safe_way_back("/dossiers/1"), "/dossiers/1");
    for (const char* bad : {"https://evil.example", "//evil.example", "/\\evil.example", "",
                            "javascript:x", "/connexion", "/deconnexion"}) {
        EXPECT_EQ(safe_way_back(bad), "/") << bad;
    }
}

TEST(Url, what_is_encoded_comes_back) {
    const std::string text = "é è/?&=%+\"' ☃";
    EXPECT_EQ(percent_decoded(percent_encoded(text), false), text);
    const Parameters parameters = {{"a b", text}, {"c", ""}};
    EXPECT_EQ(read_parameters(query_of(parameters), false), parameters);
}

TEST(Message, the_date_is_written_as_http_asks) {
    EXPECT_EQ(http_date(*law::parse_utc("2026-05-04T08:00:00.000Z")),
              "Mon, 04 May 2026 08:00:00 GMT");
    EXPECT_EQ(http_date(*law::parse_utc("2028-02-29T23:59:59.000Z")),
              "Tue, 29 Feb 2028 23:59:59 GMT");
}

TEST(Url, lines_are_for_forms_only) {
    EXPECT_EQ(percent_decoded("a%0D%0Ab", true, true), "a\nb");
    EXPECT_EQ(percent_decoded("a%0D%0Ab", true, false), std::nullopt);
    EXPECT_EQ(percent_decoded("a%0Db", true, true), std::nullopt);
    EXPECT_EQ(percent_decoded("a%07b", true, true), std::nullopt);
}

TEST(TestClock, a_duration_moves_as_the_wall_clock_shows) {
    const law::Territory metropole = library().territory("75");
    const law::Instant start = *law::parse_utc("2026-03-28T09:00:00.000Z");
    const auto after = [&](const char* duration) {
        const auto target = advanced(start, duration, metropole);
        return target ? metropole.iso(*target) : "";
    };
    EXPECT_EQ(after("PT48H"), "2026-03-30T11:00:00+02:00");
    EXPECT_EQ(after("P2D"), "2026-03-30T10:00:00+02:00");
    EXPECT_EQ(after("P1W"), "2026-04-04T10:00:00+02:00");
    EXPECT_EQ(after("P2M"), "2026-05-28T10:00:00+02:00");
    EXPECT_EQ(after("P1DT30M"), "2026-03-29T10:30:00+02:00");
    EXPECT_EQ(after("PT90S"), "2026-03-28T10:01:30+01:00");
    for (const char* bad : {"", "P", "PT", "48H", "P1H", "PT1D", "P-1D", "PT0H", "P1", "PT1H2",
                            "P20Y", "P1DT", "TP1D", "PTT1H", "P99999999999999999999D"}) {
        EXPECT_EQ(after(bad), "") << bad;
    }
}

TEST(French, dates_and_hours_are_said_as_people_say_them) {
    EXPECT_EQ(in_french("2026-05-19T23:59:59+02:00"), "mardi 19 mai 2026 à 23\u00a0h\u00a059");
    EXPECT_EQ(in_french("2026-05-19"), "mardi 19 mai 2026");
    EXPECT_EQ(day_in_french("2026-05-01T08:00:00+02:00"), "vendredi 1er mai 2026");
    EXPECT_EQ(in_french(""), "");
}

TEST(French, a_source_is_named_in_full_and_our_own_choices_are_not_called_law) {
    EXPECT_EQ(with_source("S001 6.d"), " (source : cadre unifié des SIAO d'Île-de-France, 6.d)");
    EXPECT_EQ(source_in_french("CRPA L211-5 ; S002"),
              "CRPA L211-5 ; rapport d'activité 2024 du SIAO de l'Allier");
    EXPECT_EQ(with_source("D"), "");
    EXPECT_EQ(with_source(""), "");
}

void expect_labels(const dossier::FactType& type, const std::string& where) {
    for (const std::string& choice : type.choices) {
        EXPECT_TRUE(has_label(choice)) << where << ": " << choice;
    }
    for (const dossier::FactType& item : type.item) expect_labels(item, where);
    for (const auto& field : type.fields) expect_labels(field.type, where + "." + field.name);
}

TEST(Labels, each_choice_of_nouns_and_procedures_has_words_for_people) {
    for (const auto& definition : library().definitions.all()) {
        for (const auto& fact : definition.facts) {
            expect_labels(fact.type, definition.name + "." + fact.name);
        }
    }
    for (const auto kind :
         {dossier::NounKind::organisation, dossier::NounKind::structure, dossier::NounKind::place,
          dossier::NounKind::personne, dossier::NounKind::menage, dossier::NounKind::sejour}) {
        for (const auto& fact : library().nouns.fields(kind)) expect_labels(fact.type, fact.name);
    }
}

dossier::Declarations declarations() {
    const auto yaml = base::read_json(R"({
        "nombre": {"type": "integer", "most": 9}, "somme": {"type": "money"},
        "vrai": {"type": "boolean"}, "jour": {"type": "date"},
        "choix": {"type": "list", "item": {"type": "choice", "choices": ["absence", "violence"]}},
        "suite": {"type": "list", "item": {"type": "record", "fields": {
            "date": {"type": "date"}, "faits": {"type": "long_text"}}}}})",
                                      "essai");
    base::Problems problems;
    return dossier::read_declarations(std::get<base::Node>(yaml).entries, problems);
}

FactForm form_with(const dossier::Declarations& facts, const Parameters& typed) {
    std::vector<FactField> fields;
    for (const auto& fact : facts) fields.push_back({.declaration = &fact});
    return {fields, [](const std::string&) { return std::vector<Choice>{}; }, typed};
}

TEST(FactForm, what_is_typed_becomes_the_facts_of_a_request) {
    const auto facts = declarations();
    const FactForm form = form_with(facts, {{"nombre", "4"},
                                            {"somme", "12,5"},
                                            {"vrai", "false"},
                                            {"jour", ""},
                                            {"choix", "absence"},
                                            {"choix", "violence"},
                                            {"suite.0.date", "2026-05-04"},
                                            {"suite.0.faits", "a\nb"},
                                            {"suite.1.date", ""},
                                            {"suite.2.faits", "c"}});
    EXPECT_EQ(form.facts(), base::Json::parse(R"({"nombre": 4, "somme": 1250, "vrai": false,
        "choix": ["absence", "violence"],
        "suite": [{"date": "2026-05-04", "faits": "a\nb"}, {"faits": "c"}]})"));
}

TEST(FactForm, what_was_typed_stays_on_the_page_escaped) {
    const auto facts = declarations();
    const std::string page =
        form_with(facts, {{"nombre", "<b>"}, {"suite.0.faits", "</textarea><i>"}}).html().markup();
    EXPECT_NE(page.find("value=\"&lt;b&gt;\""), page.npos);
    EXPECT_EQ(page.find("<i>"), page.npos);
}

TEST(FactForm, a_problem_finds_its_field_by_its_line) {
    const auto facts = declarations();
    FactForm form = form_with(facts, {{"nombre", "x"}, {"jour", "2026-02-30"}});
    const FactRequest request = write_request({{"event", "e"}, {"at", "t"}}, form.facts());
    const auto node = base::read_json(request.text, "formulaire");
    ASSERT_TRUE(std::holds_alternative<base::Node>(node)) << request.text;
    base::Problems problems;
    dossier::read_facts(*std::get<base::Node>(node).find("facts"), facts, library().territory("75"),
                        false, problems);
    const auto errors = form.take(problems, request.first_line);
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].field, "champ-nombre");
    EXPECT_EQ(errors[1].field, "champ-jour");
    EXPECT_NE(form.html().markup().find("aria-invalid=\"true\""), std::string::npos);
}

TEST(Spreadsheet, no_cell_can_be_run_as_a_formula) {
    service::Spreadsheet sheet({"a"});
    for (const char* cell : {"=1+1", "+1", "-1", "@A1", "\t=1", "a;b", "\"c\""}) sheet.add({cell});
    EXPECT_EQ(sheet.text().find("\r\n="), std::string::npos);
    for (const char* start :
         {"\r\n=", "\r\n+", "\r\n-", "\r\n@", "\r\n\t", "\r\n\"=", "\r\n\"\t"}) {
        EXPECT_EQ(sheet.text().find(start), std::string::npos) << start;
    }
    EXPECT_NE(sheet.text().find("\"a;b\""), std::string::npos);
}

TEST(Html, drawings_are_closed_so_that_they_stand_beside_each_other) {
    EXPECT_EQ(h("rect", {{"x", "0"}}).markup(), "<rect x=\"0\"></rect>");
    EXPECT_EQ(h("input", {{"checked", true}, {"disabled", false}}).markup(), "<input checked>");
}

TEST(Sheet, the_style_is_small_and_takes_nothing_from_elsewhere) {
    const std::string sheet =
        base::read_file(std::filesystem::path(PREAVIS_ROOT) / "web" / "preavis.css");
    EXPECT_LE(sheet.size(), 40'000U);
    EXPECT_EQ(sheet.find("@import"), sheet.npos);
    EXPECT_EQ(sheet.find("url("), sheet.npos);
}

}  // namespace
}  // namespace preavis::http
