#include <gtest/gtest.h>

#include <algorithm>

#include "base/failure.h"
#include "base/hash.h"
#include "base/text.h"
#include "http/dispatcher.h"
#include "http/route.h"
#include "http/url.h"
#include "http/world.h"
#include "pdf/handmade.h"
#include "service/gate.h"

namespace preavis::http::test {
namespace {

using base::Json;

/// What people send to see whether a text becomes a piece of SQL, of JSON, of a pattern, of markup.
const std::vector<std::string>& hostile_texts() {
    static const std::vector<std::string> texts = {
        "' OR 1=1 --",
        "\" OR \"\"=\"",
        "'); DROP TABLE dossiers; --",
        "x' UNION SELECT fields FROM nouns --",
        "%",
        "_",
        "*",
        "\\",
        "[\"a\", \"b\"]",
        "[1,2",
        "{\"a\": {\"$ne\": null}}",
        "null",
        "-1",
        "9223372036854775808",
        "NaN",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "=1+1",
        "\u202egnp.txt",
        "\U0001F600",
        "e\u0301",
        std::string(200, 'a'),
        std::string(4000, 'a'),
    };
    return texts;
}

class Attack : public testing::Test {
  protected:
    Answer read(const std::string& path, const std::string& who, const std::string& headers = {}) {
        return world.api("GET", path, who, "", headers);
    }
    std::string open_kit(const std::string& name) {
        return world.done("POST", "/api/v1/dossiers", "siao_agent",
                          world.kit(world.household(name)))["id"];
    }
    std::int64_t journal() { return world.store().counts().journal; }

    World world;
};

TEST_F(Attack, no_token_but_the_one_that_was_drawn_opens_the_door) {
    const auto secrets = [](World& in) {
        return service::create_account(in.store(), in.identity(), "neuf", "Neuf",
                                       {{dossier::Role::siao_agent, in.siao, "siao", "75", ""}},
                                       false);
    };
    World elsewhere;
    const std::string ours = secrets(world).api_token;
    const std::string theirs = secrets(elsewhere).api_token;
    const auto status = [this](const std::string& token) {
        return read("/api/v1/dossiers", "", "Authorization: Bearer " + token + "\r\n").status;
    };
    EXPECT_EQ(status(ours), 200);
    std::string one_letter_off = ours;
    one_letter_off.back() = one_letter_off.back() == 'a' ? 'b' : 'a';
    for (const std::string& forged :
         {theirs, one_letter_off, ours + "a", ours.substr(1), " " + ours, ours + " x",
          base::sha256_hex(ours), std::string("neuf"), std::string("null"),
          std::string("' OR ''='"), std::string(6000, 'a')}) {
        EXPECT_EQ(status(forged), 401) << forged.substr(0, 80);
    }
    EXPECT_EQ(read("/api/v1/dossiers?token=" + ours, "").status, 401);
    auto account = *world.store().account_by_login("neuf");
    account.active = false;
    world.store().save_account(account);
    EXPECT_EQ(status(ours), 401);
    EXPECT_TRUE(world.reports().empty());
}

TEST_F(Attack, a_session_is_the_service_s_own_and_ends_when_it_is_said_to) {
    Visitor visitor(world);
    visitor.cookie = "preavis_session=choisi-par-un-autre";
    visitor.log_in("siao_agent");
    EXPECT_EQ(visitor.cookie.find("choisi"), std::string::npos);
    EXPECT_EQ(visitor.get("/dossiers").status, 200);
    const std::string first = visitor.cookie;
    // Another log-in from the same browser leaves nothing of the one before.
    visitor.log_in("siao_responsable");
    EXPECT_NE(visitor.cookie, first);
    const std::string second = visitor.cookie;
    visitor.cookie = first;
    EXPECT_EQ(visitor.get("/dossiers").status, 303);
    visitor.cookie = second;
    const std::string token = visitor.csrf;
    visitor.get("/dossiers");
    EXPECT_EQ(visitor.post("/deconnexion", {}).status, 303);
    visitor.cookie = second;
    EXPECT_EQ(visitor.get("/dossiers").status, 303);
    const auto lines = journal();
    visitor.post("/arrivees/nouvelle", {{"csrf", token}, {"menage", "x"}});
    EXPECT_EQ(journal(), lines);
}

TEST_F(Attack, a_session_of_an_account_that_was_closed_is_over) {
    Visitor visitor(world);
    visitor.log_in("siao_agent");
    ASSERT_EQ(visitor.get("/dossiers").status, 200);
    auto account = *world.store().account_by_login("siao_agent");
    account.active = false;
    world.store().save_account(account);
    EXPECT_EQ(visitor.get("/dossiers").status, 303);
    EXPECT_EQ(read("/api/v1/dossiers", "siao_agent").status, 401);
}

TEST_F(Attack, the_token_of_a_form_is_worth_nothing_in_another_session) {
    const std::string dossier = open_kit("Haddad");
    Visitor theirs(world);
    theirs.log_in("siao_responsable");
    theirs.get("/dossiers/" + dossier + "/actes/presenter_lieux");
    Visitor ours(world);
    ours.log_in("siao_agent");
    ours.get("/dossiers/" + dossier + "/actes/presenter_lieux");
    const auto lines = journal();
    const Parameters fields = {{"presente_par", "M. Roux"},
                               {"date_presentation", "2026-05-04T09:45"},
                               {"csrf", theirs.csrf}};
    EXPECT_EQ(ours.post("/dossiers/" + dossier + "/actes/presenter_lieux", fields).status, 403);
    EXPECT_EQ(journal(), lines);
}

TEST_F(Attack, reading_changes_nothing) {
    const std::string dossier = open_kit("Haddad");
    Visitor visitor(world);
    visitor.log_in("siao_responsable");
    const auto lines = journal();
    const std::string state =
        world.done("GET", "/api/v1/dossiers/" + dossier, "siao_responsable")["state"];
    for (const Route& route : all_routes()) {
        if (route.method != "GET") continue;
        const std::string path = base::replaced(base::replaced(route.pattern, "{id}", dossier),
                                                "{event}", "presenter_lieux");
        if (path.find('{') != std::string::npos) continue;
        visitor.get(path);
        read(path, "siao_responsable");
    }
    EXPECT_EQ(world.done("GET", "/api/v1/dossiers/" + dossier, "siao_responsable")["state"], state);
    // Readings may be journaled; acts are not.
    for (const auto& line : world.store().entries_of("evenement", lines + 1, 100)) {
        ADD_FAILURE() << line.event;
    }
}

TEST_F(Attack, a_filter_or_a_cursor_is_a_text_and_never_a_piece_of_a_query) {
    open_kit("Haddad");
    for (const Route& route : all_routes()) {
        if (route.method != "GET" || route.door != Door::api) continue;
        if (route.pattern.find('{') != std::string::npos) continue;
        for (const QueryParameter& parameter : route.query) {
            for (const std::string& text : hostile_texts()) {
                const std::string path =
                    route.pattern + "?" + parameter.name + "=" + percent_encoded(text);
                const Answer answer = read(path, "siao_agent");
                const bool told =
                    answer.status == 200 || answer.status == 400 || answer.status == 403;
                EXPECT_TRUE(told) << path << answer.status << answer.body;
                // Nothing matches what nobody wrote; a cursor may begin anywhere.
                const bool narrows = parameter.name == "q" || parameter.name == "menage" ||
                                     parameter.name == "dossier" || parameter.name == "structure";
                const Json body = Json::parse(answer.body, nullptr, false);
                if (narrows && answer.status == 200) {
                    EXPECT_TRUE(body["items"].empty()) << path << answer.body;
                }
            }
        }
    }
    EXPECT_TRUE(world.reports().empty()) << world.reports().front();
}

TEST_F(Attack, a_cursor_widens_nobody_s_scope) {
    const std::string dossier = open_kit("Haddad");
    for (const char* list : {"/api/v1/dossiers", "/api/v1/deadlines", "/api/v1/menages"}) {
        for (const std::string& cursor : {dossier, std::string("zzzz"), std::string("0")}) {
            const Answer answer =
                read(std::string(list) + "?next=" + cursor, "gestionnaire_direction");
            EXPECT_EQ(answer.body, R"({"items":[]})") << list << cursor;
        }
    }
}

TEST_F(Attack, an_identifier_is_a_text_wherever_it_stands) {
    for (const Route& route : all_routes()) {
        if (route.method != "GET" || route.pattern.find('{') == std::string::npos) continue;
        for (const std::string& text : hostile_texts()) {
            if (text.find('/') != std::string::npos || text.size() > 1000) continue;
            std::string path;
            for (const std::string& part : base::split(route.pattern.substr(1), '/')) {
                path += "/" + (part.starts_with('{') ? percent_encoded(text) : part);
            }
            const int status = read(path, "siao_agent").status;
            EXPECT_TRUE(status == 404 || status == 403 || status == 303 || status == 400 ||
                        (status == 200 && route.pattern.ends_with("/annexes")))
                << path << " " << status;
        }
    }
    EXPECT_TRUE(world.reports().empty()) << world.reports().front();
}

TEST_F(Attack, control_characters_enter_nowhere) {
    for (const char* path :
         {"/api/v1/dossiers/a%00b", "/api/v1/dossiers?q=a%00b", "/dossiers?q=%0d%0aX:%20y",
          "/connexion?suite=%0d%0aSet-Cookie:%20a=b", "/api/v1/dossiers/a%0d%0aLocation:%20x",
          "/api/v1/dossiers?q=%ff", "/api/v1/dossiers?q=%c0%af", "/api/v1/dossiers?q=%"}) {
        const Answer answer = read(path, "siao_agent");
        EXPECT_EQ(answer.status, 400) << path;
        EXPECT_EQ(answer.header("set-cookie"), "") << path;
        EXPECT_EQ(answer.header("location"), "") << path;
    }
}

TEST_F(Attack, what_is_typed_never_becomes_a_header) {
    const std::string hotel = world.hotel;
    for (const std::string& title : {std::string("a\"; filename=\"b.exe"),
                                     std::string("Règlement; x=y"), std::string("../../b")}) {
        const Answer supplied = world.api(
            "POST",
            "/api/v1/structures/" + hotel +
                "/annexes?nature=reglement_fonctionnement&titre=" + percent_encoded(title),
            "siao_agent", pdf::scan(1) + "%" + title + "\n", "Content-Type: application/pdf\r\n");
        ASSERT_EQ(supplied.status, 201) << supplied.body;
        const std::string id = Json::parse(supplied.body)["id"];
        EXPECT_EQ(supplied.header("location"), "/api/v1/annexes/" + id);
        const std::string name =
            read("/api/v1/annexes/" + id, "siao_agent").header("content-disposition");
        EXPECT_EQ(name.find(title), std::string::npos) << name;
        EXPECT_EQ(std::count(name.begin(), name.end(), '"'), 2) << name;
    }
    for (const char* back : {"//evil.example", "/\\evil.example", "https://evil.example",
                             "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example",
                             "/a\r\nSet-Cookie: evil.example=1", "/a\\evil.example"}) {
        Visitor visitor(world);
        visitor.get("/connexion");
        const Answer answer = visitor.post(
            "/connexion", {{"login", "siao_agent"}, {"password", "siao_agent"}, {"suite", back}});
        EXPECT_EQ(answer.header("location").find("evil.example"), std::string::npos) << back;
        EXPECT_EQ(answer.header("location"), "/") << back;
    }
    EXPECT_EQ(read("/healthz", "").status, 200);
    EXPECT_TRUE(world.reports().empty()) << world.reports().front();
}

TEST_F(Attack, a_key_is_its_account_s_own) {
    const std::string body = world.kit(world.household("Haddad"));
    const std::string key = "Idempotency-Key: cle-1\r\n";
    const Answer first = world.api("POST", "/api/v1/dossiers", "siao_agent", body, key);
    ASSERT_EQ(first.status, 201) << first.body;
    const Answer other = world.api("POST", "/api/v1/dossiers", "gestionnaire_agent", body, key);
    EXPECT_EQ(other.body.find(Json::parse(first.body)["id"].get<std::string>()), std::string::npos);
    EXPECT_EQ(world.api("POST", "/api/v1/personnes", "siao_agent", body, key).status, 409);
}

TEST_F(Attack, an_answer_kept_for_a_key_is_not_given_to_who_may_no_longer_read_it) {
    const std::string body = world.kit(world.household("Haddad"));
    const std::string key = "Idempotency-Key: cle-1\r\n";
    const Answer first = world.api("POST", "/api/v1/dossiers", "siao_agent", body, key);
    ASSERT_EQ(first.status, 201) << first.body;
    auto account = *world.store().account_by_login("siao_agent");
    account.grants.front().departement = "69";
    account.grants.front().organisation = "ailleurs";
    world.store().save_account(account);
    const Answer again = world.api("POST", "/api/v1/dossiers", "siao_agent", body, key);
    EXPECT_EQ(again.body.find(Json::parse(first.body)["id"].get<std::string>()), std::string::npos)
        << again.status << again.body;
}

TEST_F(Attack, a_version_that_is_none_changes_nothing) {
    const std::string dossier = open_kit("Haddad");
    const std::string body = R"({"event": "presenter_lieux", "facts": {"presente_par": "M. Roux",
        "date_presentation": "2026-05-04T07:45:00Z"}})";
    const auto lines = journal();
    for (const char* version : {"\"0\"", "\"2\"", "\"-1\"", "W/\"1\"", "1", "\"1",
                                "\"9223372036854775808\"", "\" 1\"", "\"\""}) {
        const Answer answer =
            world.api("POST", "/api/v1/dossiers/" + dossier + "/events", "siao_agent", body,
                      "If-Match: " + std::string(version) + "\r\n");
        EXPECT_TRUE(answer.status == 400 || answer.status == 412) << version << answer.status;
    }
    EXPECT_EQ(journal(), lines);
    EXPECT_EQ(world
                  .api("POST", "/api/v1/dossiers/" + dossier + "/events", "siao_agent", body,
                       "If-Match: \"1\"\r\n")
                  .status,
              200);
}

/// A drawing that fails with words that somebody chose, as a file's or a library's message may
/// hold.
TEST(Reports, an_incident_is_one_line_whatever_the_fault_says) {
    Stage stage(std::filesystem::temp_directory_path(),
                [](const page::Pages&) { return std::string(); });
    Services services = stage.services();
    services.troubles = []() -> std::vector<std::string> {
        throw base::Failure(base::FailureCode::storage,
                            "a\r\nincident 00000000 : GET : forgé\x1b[31m\u0085\u2028b");
    };
    Dispatcher dispatcher(services, std::filesystem::path(PREAVIS_ROOT) / "web", false);
    const Response response =
        dispatcher.answer({.method = "GET", .target = "/readyz", .path = "/readyz"});
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.body.find("forg"), std::string::npos);
    ASSERT_EQ(stage.reports.size(), 1U);
    const std::string& line = stage.reports.front();
    EXPECT_NE(line.find("forgé"), std::string::npos);
    EXPECT_FALSE(base::has_control_characters(line)) << line;
    EXPECT_EQ(line.find_first_of("\n\t"), std::string::npos) << line;
    EXPECT_EQ(line.find("\u2028"), std::string::npos) << line;
}

TEST(Response, with_a_header_that_could_be_two_is_known_before_it_leaves) {
    EXPECT_TRUE(has_sound_headers({303, {{"Location", "/dossiers?fait=réponse"}}, "a\nb"}));
    EXPECT_FALSE(has_sound_headers({303, {{"Location", "/a\nb"}}, ""}));
    EXPECT_FALSE(has_sound_headers({303, {{"X\r\nY", "a"}}, ""}));
    EXPECT_FALSE(has_sound_headers({303, {{"X", std::string("a\0", 2)}}, ""}));
}

}  // namespace
}  // namespace preavis::http::test
