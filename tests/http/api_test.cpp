#include <set>

#include "http/world.h"
#include "pdf/handmade.h"

namespace preavis::http::test {
namespace {

using base::Json;

const std::string agent = "siao_agent";

class Api : public testing::Test {
  protected:
    static Json json(const Answer& answer) { return Json::parse(answer.body, nullptr, false); }

    Json open_kit() {
        return world.done("POST", "/api/v1/dossiers", agent, world.kit(world.household("Haddad")));
    }
    World world;
};

TEST_F(Api, nobody_enters_without_a_token) {
    for (const char* headers : {"", "Authorization: Bearer \r\n", "Authorization: Bearer faux\r\n",
                                "Authorization: Basic YTpi\r\n", "Cookie: preavis_session=a\r\n"}) {
        const Answer answer = world.api("GET", "/api/v1/dossiers", "", "", headers);
        EXPECT_EQ(answer.status, 401) << headers;
        EXPECT_NE(answer.header("www-authenticate").find("Bearer"), std::string::npos);
        EXPECT_EQ(answer.header("content-type"), "application/problem+json");
        EXPECT_EQ(json(answer)["code"], "jeton_requis");
    }
}

TEST_F(Api, each_error_has_its_status_and_its_code) {
    struct Case {
        std::string method, path, body, headers;
        int status;
        std::string code;
    };
    const std::vector<Case> cases = {
        {"GET", "/api/v1/rien", "", "", 404, "introuvable"},
        {"GET", "/api/v1/batches", "", "", 404, "introuvable"},
        {"GET", "/api/v1/indicators", "", "", 404, "introuvable"},
        {"GET", "/api/v1/dossiers/inconnu", "", "", 404, "introuvable"},
        {"GET", "/api/v1/workflows/inconnu", "", "", 404, "introuvable"},
        {"DELETE", "/api/v1/dossiers", "", "", 405, "methode_non_permise"},
        {"OPTIONS", "/api/v1/dossiers", "", "", 405, "methode_non_permise"},
        {"TRACE", "/api/v1/dossiers", "", "", 405, "methode_non_permise"},
        {"PATCH", "/api/v1/dossiers", "{}", "", 405, "methode_non_permise"},
        {"GET", "/api/v1/dossiers?inconnu=1", "", "", 400, "entree_invalide"},
        {"GET", "/api/v1/dossiers?limit=5&limit=6", "", "", 400, "entree_invalide"},
        {"GET", "/api/v1/dossiers?limit=0", "", "", 400, "entree_invalide"},
        {"GET", "/api/v1/dossiers?limit=201", "", "", 400, "entree_invalide"},
        {"GET", "/api/v1/dossiers?limit=dix", "", "", 400, "entree_invalide"},
        {"GET", "/api/v1/deadlines?status=perdu", "", "", 400, "entree_invalide"},
        {"GET", "/api/v1/deadlines?before=2026-02-30", "", "", 400, "entree_invalide"},
        {"GET", "/api/v1/deadlines", "", "Accept: image/png\r\n", 406, "format_indisponible"},
        {"GET", "/api/v1/dossiers", "", "Accept: text/csv\r\n", 406, "format_indisponible"},
        {"POST", "/api/v1/dossiers", "{}", "Content-Type: text/plain\r\n", 415, "format_non_lu"},
        {"POST", "/api/v1/dossiers", "{}", "Content-Type: application/json; charset=latin1\r\n",
         415, "format_non_lu"},
        {"POST", "/api/v1/dossiers", "{}", "If-Match: 4\r\n", 400, "version_invalide"},
        {"POST", "/api/v1/dossiers", "{}", "If-Match: \"0\"\r\n", 400, "version_invalide"},
        {"POST", "/api/v1/dossiers", "{}", "Idempotency-Key: a b\r\n", 400, "cle_invalide"},
        {"POST", "/api/v1/dossiers", "{}", "Idempotency-Key: " + std::string(201, 'a') + "\r\n",
         400, "cle_invalide"},
        {"POST", "/api/v1/test-clock", "{}", "", 403, "acces_refuse"},
    };
    for (const Case& one : cases) {
        const Answer answer = world.api(one.method, one.path, agent, one.body, one.headers);
        EXPECT_EQ(answer.status, one.status) << one.method << " " << one.path << answer.body;
        EXPECT_EQ(answer.header("content-type"), "application/problem+json");
        EXPECT_EQ(json(answer).value("code", ""), one.code) << answer.body;
        EXPECT_EQ(json(answer).value("status", 0), one.status);
        EXPECT_FALSE(json(answer).value("detail", "").empty());
        EXPECT_EQ(answer.header("allow").empty(), one.status != 405);
    }
}

TEST_F(Api, a_body_that_is_not_what_was_asked_is_refused_at_its_place) {
    struct Case {
        std::string body;
        int line;
    };
    const std::string deep(40, '[');
    const std::vector<Case> cases = {
        {"{", 1},
        {"", 0},
        {"[]", 1},
        {"null", 1},
        {"{\"workflow\": \"kit_accueil\",\n \"workflow\": \"x\"}", 2},
        {"{\"workflow\": \"kit_accueil\",\n \"inconnu\": 1}", 2},
        {"{\"workflow\": 4}", 1},
        {"{\"workflow\": \"inconnu\"}", 1},
        {"{\"workflow\": \"kit_accueil\", \"a\": " + deep + "}", 1},
        {"{\"workflow\": \"\xff\"}", 1},
        {"{\"workflow\": \"a\\u0000b\"}", 1},
        {"{\"workflow\": \"kit_accueil\"} {}", 1},
        {"{\"workflow\": 1e999}", 1},
        {"{\"workflow\": \"kit_accueil\", \"at\": \"2026-02-30T10:00\", \"facts\": {}}", 1},
    };
    for (const Case& one : cases) {
        std::string body = one.body;
        const Answer answer =
            world.api("POST", "/api/v1/dossiers", agent, body.empty() ? " " : body);
        EXPECT_EQ(answer.status, 400) << body << answer.body;
        const Json problems = json(answer).value("problems", Json::array());
        ASSERT_FALSE(problems.empty()) << body << answer.body;
        if (one.line > 0) {
            EXPECT_EQ(problems[0]["line"], one.line) << body << answer.body;
        }
    }
    EXPECT_TRUE(world.done("GET", "/api/v1/dossiers", agent)["items"].empty());
    EXPECT_TRUE(world.reports().empty()) << world.reports().front();
}

TEST_F(Api, a_noun_is_created_read_changed_and_listed) {
    const Answer created = world.api("POST", "/api/v1/personnes", agent,
                                     R"({"nom": "Kone", "prenoms": "Idriss",
                                         "date_naissance": "1988-03-04"})");
    ASSERT_EQ(created.status, 201) << created.body;
    const std::string path = created.header("location");
    EXPECT_EQ(path, "/api/v1/personnes/" + json(created)["id"].get<std::string>());
    EXPECT_EQ(created.header("etag"), "\"1\"");

    const Answer changed =
        world.api("PATCH", path, agent, R"({"lecture": "lit_facile"})", "If-Match: \"1\"\r\n");
    EXPECT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.header("etag"), "\"2\"");
    const Answer stale =
        world.api("PATCH", path, agent, R"({"lecture": "ne_lit_pas"})", "If-Match: \"1\"\r\n");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(json(world.api("GET", path, agent))["lecture"], "lit_facile");
    EXPECT_EQ(world.api("PATCH", path, agent, R"({"lecture": null})").status, 200);
    EXPECT_FALSE(json(world.api("GET", path, agent)).contains("lecture"));

    const Answer again = world.api("POST", "/api/v1/personnes", agent,
                                   R"({"nom": "KONÉ", "prenoms": "Idriss",
                                       "date_naissance": "1988-03-04"})");
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(json(again)["code"], "personne_connue");
    EXPECT_EQ(json(again)["missing"][0]["fact"], json(created)["id"]);
}

TEST_F(Api, the_same_key_gives_the_same_answer_and_writes_once) {
    const std::string body = world.kit(world.household("Haddad"));
    const std::string key = "Idempotency-Key: cle-1\r\n";
    const Answer first = world.api("POST", "/api/v1/dossiers", agent, body, key);
    const Answer second = world.api("POST", "/api/v1/dossiers", agent, body, key);
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(first.header("location"), second.header("location"));
    const Answer other = world.api("POST", "/api/v1/dossiers", agent, body + " ", key);
    EXPECT_EQ(other.status, 409);
    EXPECT_EQ(json(other)["code"], "cle_deja_utilisee");
    EXPECT_EQ(world.done("GET", "/api/v1/dossiers", agent)["items"].size(), 1U);
}

TEST_F(Api, an_event_moves_the_dossier_or_is_refused_with_its_rule) {
    const Json dossier = open_kit();
    EXPECT_EQ(dossier["state"], "attendu");
    EXPECT_FALSE(dossier["allowed_events"].empty());
    const std::string path = "/api/v1/dossiers/" + dossier["id"].get<std::string>();
    const std::string events = path + "/events";

    const Answer missing =
        world.api("POST", events, agent, R"({"event": "remettre", "facts": {}})");
    EXPECT_EQ(missing.status, 422);
    EXPECT_EQ(json(missing)["rule"], "faits_manquants");
    EXPECT_FALSE(json(missing)["missing"].empty());

    const Answer impossible =
        world.api("POST", events, agent, R"({"event": "expliquer", "facts": {}})");
    EXPECT_EQ(impossible.status, 422);
    const Answer unknown = world.api("POST", events, agent, R"({"event": "voler", "facts": {}})");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(world
                  .api("POST", events, "pash",
                       R"({"event": "presenter_lieux", "facts": {"presente_par": "M. Roux",
                            "date_presentation": "2026-05-04T07:45:00Z"}})")
                  .status,
              404);

    world.clock.set("2026-05-04T09:00:00.000Z");
    const std::string shown = R"({"event": "presenter_lieux", "at": "2026-05-04T08:50:00Z",
        "facts": {"presente_par": "M. Roux", "date_presentation": "2026-05-04T08:45:00Z"}})";
    EXPECT_EQ(world.api("POST", events, agent, shown, "If-Match: \"9\"\r\n").status, 412);
    const Answer done = world.api("POST", events, agent, shown, "If-Match: \"1\"\r\n");
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(json(done)["state"], "presente");
    EXPECT_EQ(done.header("etag"), "\"2\"");
    const Json history = world.done("GET", path + "/history", agent);
    EXPECT_GE(history["items"].size(), 2U);
    EXPECT_EQ(history["items"][0]["hash"].get<std::string>().size(), 64U);
}

TEST_F(Api, a_document_is_its_bytes_or_its_page) {
    const Json dossier = open_kit();
    const std::string path = "/api/v1/dossiers/" + dossier["id"].get<std::string>();
    const Json documents = world.done("GET", path + "/documents", agent)["items"];
    ASSERT_FALSE(documents.empty());
    const std::string url = documents[0]["url"];
    const Answer pdf = world.api("GET", url, agent);
    EXPECT_EQ(pdf.status, 200) << pdf.body;
    EXPECT_EQ(pdf.header("content-type"), "application/pdf");
    EXPECT_EQ(pdf.body, pdf::scan(1));
    const Answer page = world.api("GET", url, agent, "", "Accept: text/html\r\n");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("<html"), std::string::npos);
    EXPECT_NE(page.header("content-security-policy").find("sandbox"), std::string::npos);
    EXPECT_EQ(world.api("GET", url, agent, "", "Accept: image/png\r\n").status, 406);
    EXPECT_EQ(world.api("GET", url, "ddets_pilotage").status, 403);
    EXPECT_EQ(world.api("GET", url, "gestionnaire_agent").status, 404);
}

TEST_F(Api, deadlines_are_given_as_the_asker_wants_to_read_them) {
    open_kit();
    const Json list = world.done("GET", "/api/v1/deadlines?status=open", agent);
    ASSERT_FALSE(list["items"].empty());
    const std::string one = "/api/v1/deadlines/" + list["items"][0]["id"].get<std::string>();
    EXPECT_FALSE(world.done("GET", one, agent)["because"].empty());
    const Answer csv = world.api("GET", "/api/v1/deadlines", agent, "", "Accept: text/csv\r\n");
    EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
    EXPECT_EQ(csv.body.substr(0, 3), "\xEF\xBB\xBF");
    const Answer feed =
        world.api("GET", "/api/v1/deadlines", agent, "", "Accept: text/calendar\r\n");
    EXPECT_EQ(feed.body.substr(0, 17), "BEGIN:VCALENDAR\r\n");
    std::size_t start = 0;
    for (std::size_t end = 0; (end = feed.body.find("\r\n", start)) != feed.body.npos;
         start = end + 2) {
        EXPECT_LE(end - start, 75U) << feed.body.substr(start, end - start);
    }
    const auto before = [&](const std::string& when) {
        return world.done("GET", "/api/v1/deadlines?before=" + when, agent)["items"].size();
    };
    EXPECT_EQ(before("2026-05-04"), 0U);
    EXPECT_EQ(before("2030-01-01T00:00:00+02:00"), before("2030-01-01T00:00:00%2B02:00"));
    EXPECT_GT(before("2030-01-01"), 0U);
}

TEST_F(Api, the_best_format_by_quality_wins) {
    const auto type = [&](const std::string& accept) {
        return world.api("GET", "/api/v1/deadlines", agent, "", "Accept: " + accept + "\r\n")
            .header("content-type");
    };
    EXPECT_EQ(type("*/*"), "application/json");
    EXPECT_EQ(type("text/*"), "text/csv; charset=utf-8");
    EXPECT_EQ(type("text/csv;q=0.5, text/calendar"), "text/calendar; charset=utf-8");
    EXPECT_EQ(type("application/json;q=0, */*;q=0.1"), "text/csv; charset=utf-8");
}

TEST_F(Api, a_list_is_paged_to_its_end_without_losing_or_repeating) {
    std::set<std::string> created;
    for (int i = 0; i < 5; ++i) {
        created.insert(
            world.done("POST", "/api/v1/personnes", agent,
                       R"({"nom": "Nom)" + std::string(1, static_cast<char>('a' + i)) +
                           R"(", "prenoms": "A", "date_naissance": "1980-01-01"})")["id"]);
    }
    std::set<std::string> seen;
    std::string next;
    int pages = 0;
    do {
        const Json page = world.done(
            "GET", "/api/v1/personnes?limit=2" + (next.empty() ? "" : "&next=" + next), agent);
        for (const Json& item : page["items"]) EXPECT_TRUE(seen.insert(item["id"]).second);
        next = page.value("next", "");
        ++pages;
    } while (!next.empty() && pages < 10);
    EXPECT_EQ(seen, created);
}

TEST_F(Api, head_answers_as_get_without_a_body) {
    const Answer get = world.api("GET", "/api/v1/workflows", agent);
    const Answer head = world.api("HEAD", "/api/v1/workflows", agent);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(head.header("content-length"), get.header("content-length"));
}

TEST_F(Api, time_moves_forward_only_and_fires_what_is_due) {
    const Json dossier = open_kit();
    const std::string clock = "/api/v1/test-clock";
    const Answer moved = world.api("POST", clock, "administrateur", R"({"advance": "PT48H"})");
    ASSERT_EQ(moved.status, 200) << moved.body;
    EXPECT_EQ(json(moved)["now"], "2026-05-06T10:00:00+02:00");
    EXPECT_FALSE(world.done("GET", "/api/v1/deadlines?status=overdue", agent)["items"].empty());
    EXPECT_EQ(world.api("POST", clock, "administrateur", R"({"now": "2026-05-01"})").status, 422);
    for (const char* body : {R"({"advance": "48H"})", R"({"advance": "PT0S"})",
                             R"({"now": "hier"})", R"({"advance": "P"})", R"({"advance": "PT"})",
                             "{}", R"({"advance": "P1D", "now": "2027-01-01"})",
                             R"({"advance": "-PT1H"})", R"({"advance": "P999999D"})"}) {
        EXPECT_EQ(world.api("POST", clock, "administrateur", body).status, 400) << body;
    }
    World without(false);
    EXPECT_EQ(without.api("POST", clock, "administrateur", R"({"advance": "PT1H"})").status, 404);
}

TEST_F(Api, health_is_open_and_figures_stay_on_the_machine) {
    EXPECT_EQ(world.api("GET", "/healthz", "").status, 200);
    EXPECT_EQ(world.api("GET", "/readyz", "").status, 200);
    world.troubles = {"boucle_arretee : la boucle « échéances » n'a pas tourné"};
    const Answer red = world.api("GET", "/readyz", "");
    EXPECT_EQ(red.status, 503);
    EXPECT_THAT(red.body, testing::HasSubstr("boucle_arretee"));
    EXPECT_NE(world.api("GET", "/metrics", "").body.find("preavis_dossiers 0"), std::string::npos);
    EXPECT_EQ(world.api("GET", "/metrics", "", "", "X-Forwarded-For: 10.0.0.1\r\n").status, 404);
}

TEST_F(Api, every_answer_carries_the_headers_that_protect_its_reader) {
    for (const char* path : {"/api/v1/workflows", "/connexion", "/healthz", "/rien", "/api/rien"}) {
        const Answer answer = world.api("GET", path, agent);
        EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << path;
        EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
        EXPECT_EQ(answer.header("cache-control"), "no-store");
        EXPECT_EQ(answer.header("content-security-policy").substr(0, 18), "default-src 'none'");
        EXPECT_EQ(answer.header("server"), "");
    }
    const Answer sheet = world.api("GET", "/web/preavis.css", "");
    EXPECT_EQ(sheet.status, 200);
    EXPECT_EQ(sheet.header("cache-control"), "public, max-age=600");
    EXPECT_EQ(world.api("GET", "/web/../CMakeLists.txt", "").status, 400);
    EXPECT_EQ(world.api("GET", "/web/autre.css", "").status, 404);
}

}  // namespace
}  // namespace preavis::http::test
