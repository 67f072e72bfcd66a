// Versions that askers have seen, roles that they choose, accesses in an emergency: at the door.
#include "base/hash.h"
#include "http/world.h"

namespace preavis::http::test {
namespace {

using base::Json;

constexpr const char* agent = "siao_agent";
constexpr const char* responsable = "siao_responsable";

Json json(const Answer& answer) {
    return Json::parse(answer.body, nullptr, false);
}

class Versions : public testing::Test {
  protected:
    Answer with(const std::string& if_match) const {
        const std::string header = if_match.empty() ? "" : "If-Match: " + if_match + "\r\n";
        return world.api("PATCH", path, agent, R"({"lecture": "lit_facile"})", header);
    }
    World world;
    std::string path =
        "/api/v1/personnes/" +
        world
            .done("POST", "/api/v1/personnes", agent,
                  R"({"nom": "Roux", "prenoms": "Ida", "date_naissance": "1990-01-02"})")["id"]
            .get<std::string>();
};

TEST_F(Versions, an_if_match_names_the_present_one_or_nothing_is_changed) {
    struct Case {
        const char* if_match;
        int status;
    };
    for (const Case& one : std::vector<Case>{
             {"\"2\"", 412},
             {"W/\"1\"", 412},
             {"\"2\", \"3\"", 412},
             {"W/\"1\", \"2\"", 412},
             {"\"9223372036854775807\"", 412},
             {"\"9223372036854775808\"", 400},
             {"1", 400},
             {"\"\"", 400},
             {"\"0\"", 400},
             {"\"-1\"", 400},
             {"\"a\"", 400},
             {"\"1", 400},
             {"w/\"1\"", 400},
             {"W/1", 400},
             {"\"1\",", 400},
             {"\"1\" \"2\"", 400},
             {"*, \"1\"", 400},
             {"**", 400},
         }) {
        const Answer answer = with(one.if_match);
        EXPECT_EQ(answer.status, one.status) << one.if_match << answer.body;
        EXPECT_EQ(json(answer)["code"], one.status == 412 ? "version_perimee" : "version_invalide");
    }
    EXPECT_EQ(world.api("GET", path, agent).header("etag"), "\"1\"");
    EXPECT_EQ(with("\"1\"").status, 200);
    EXPECT_EQ(with("\"7\", \"2\"").status, 200);
    EXPECT_EQ(with("*").status, 200);
    EXPECT_EQ(with("").status, 200);
    EXPECT_EQ(with("\"4\"").status, 412);
    EXPECT_EQ(world.api("GET", path, agent).header("etag"), "\"5\"");
}

TEST_F(Versions, what_is_about_to_be_made_has_none) {
    const std::string person =
        R"({"nom": "Kone", "prenoms": "Ida", "date_naissance": "1990-01-02"})";
    for (const char* seen : {"\"1\"", "W/\"1\""}) {
        EXPECT_EQ(world
                      .api("POST", "/api/v1/personnes", agent, person,
                           "If-Match: " + std::string(seen) + "\r\n")
                      .status,
                  412);
    }
    EXPECT_EQ(world.api("POST", "/api/v1/personnes", agent, person, "If-Match: *\r\n").status, 201);
}

TEST_F(Versions, what_does_not_exist_is_not_found_whatever_was_seen) {
    path = "/api/v1/personnes/" + std::string(32, 'a');
    EXPECT_EQ(with("\"1\"").status, 404);
    EXPECT_EQ(with("*").status, 404);
}

class Roles : public testing::Test {
  protected:
    /// Nadia is an agent here, and the household of nobody; she also works for the association.
    Roles() {
        auto account = *world.store().account_by_login(agent);
        account.id = base::random_id();
        account.login = "nadia";
        account.password_hash = "h:nadia";
        account.token_hash = base::sha256_hex("jeton-nadia");
        account.grants.push_back({.role = dossier::Role::gestionnaire_agent,
                                  .organisation = world.gestionnaire,
                                  .organisation_kind = "gestionnaire",
                                  .departement = "75"});
        account.grants.push_back({.role = dossier::Role::ddets_pilotage,
                                  .organisation = "",
                                  .organisation_kind = "ddets",
                                  .departement = "75"});
        world.store().save_account(account);
        dossier = world.done("POST", "/api/v1/dossiers", responsable,
                             world.kit(world.household("Haddad")))["id"];
    }
    int reads(const std::string& role) const {
        const std::string header = role.empty() ? "" : "Preavis-Role: " + role + "\r\n";
        return world.api("GET", "/api/v1/dossiers/" + dossier, "nadia", "", header).status;
    }
    World world;
    std::string dossier;
};

TEST_F(Roles, a_program_acts_in_the_first_unless_it_names_another) {
    EXPECT_EQ(reads(""), 200);
    EXPECT_EQ(reads("siao_agent"), 200);
    EXPECT_EQ(reads("siao_agent/" + world.siao), 200);
    EXPECT_EQ(reads("gestionnaire_agent"), 404);
    EXPECT_EQ(reads("gestionnaire_agent/" + world.gestionnaire), 404);
    EXPECT_EQ(reads("ddets_pilotage"), 403);
}

TEST_F(Roles, that_are_not_held_are_refused_however_they_are_named) {
    for (const std::string& role :
         {std::string("siao_responsable"), std::string("administrateur"), std::string("systeme"),
          "siao_agent/" + world.gestionnaire, "gestionnaire_agent/" + world.siao,
          std::string("siao_agent/"), std::string("SIAO_AGENT"), std::string("1")}) {
        EXPECT_EQ(reads(role), 403) << role;
    }
}

TEST_F(Roles, are_listed_by_the_names_that_the_header_takes) {
    const Json account =
        json(world.api("GET", "/api/v1/account", "nadia", "", "Preavis-Role: ddets_pilotage\r\n"));
    ASSERT_EQ(account["roles"].size(), 3U);
    for (const Json& role : account["roles"]) {
        const std::string name = role["name"];
        EXPECT_EQ(world.api("GET", "/api/v1/account", "nadia", "", "Preavis-Role: " + name + "\r\n")
                      .status,
                  200)
            << name;
        EXPECT_EQ(role["current"], name == "ddets_pilotage");
    }
}

TEST_F(Roles, a_key_belongs_to_the_role_in_which_it_was_first_used) {
    const std::string person =
        R"({"nom": "Kone", "prenoms": "Ida", "date_naissance": "1990-01-02"})";
    const auto create = [&](const std::string& role) {
        const Answer made = world.api("POST", "/api/v1/personnes", "nadia", person,
                                      "Idempotency-Key: k\r\nPreavis-Role: " + role + "\r\n");
        EXPECT_EQ(made.status, 201) << made.body;
        return json(made)["id"].get<std::string>();
    };
    const std::string first = create("siao_agent");
    EXPECT_EQ(create("siao_agent"), first);
    EXPECT_NE(create("gestionnaire_agent"), first);
    EXPECT_EQ(create("siao_agent"), first);
}

TEST_F(Roles, a_person_changes_theirs_on_a_page_and_gets_another_session) {
    Visitor nadia(world);
    const Answer home = nadia.log_in("nadia");
    EXPECT_NE(home.body.find("Changer de rôle"), home.body.npos);
    const std::string before = nadia.cookie;
    nadia.get("/role");
    const Answer changed = nadia.post("/role", {{"role", "ddets_pilotage"}});
    ASSERT_EQ(changed.status, 303) << changed.body;
    EXPECT_NE(nadia.cookie, before);
    EXPECT_EQ(nadia.get("/dossiers").status, 403);
    EXPECT_EQ(nadia.get("/echeances").status, 200);
    Visitor thief(world);
    thief.cookie = before;
    EXPECT_EQ(thief.get("/dossiers").status, 303);
    nadia.get("/role");
    EXPECT_EQ(nadia.post("/role", {{"role", "siao_responsable"}}).status, 422);
    EXPECT_EQ(nadia.get("/dossiers").status, 403);
}

TEST_F(Roles, who_holds_one_is_not_asked_to_choose) {
    Visitor visitor(world);
    const Answer home = visitor.log_in(agent);
    EXPECT_EQ(home.body.find("Changer de rôle"), home.body.npos);
}

class Emergency : public testing::Test {
  protected:
    Emergency() {
        const Json opened = world.done("POST", "/api/v1/dossiers", responsable,
                                       world.kit(world.household("Kone", true)));
        id = opened["id"];
        number = opened["number"];
    }
    World world;
    std::string id;
    std::string number;
    const std::string reason = "une personne appelle le 115, en danger cette nuit";
};

TEST_F(Emergency, is_asked_for_and_read_again_on_pages) {
    Visitor nadia(world);
    nadia.log_in(agent);
    EXPECT_EQ(nadia.get("/dossiers/" + id).status, 404);
    EXPECT_EQ(nadia.get("/acces-urgence").status, 200);
    const Answer short_one =
        nadia.post("/acces-urgence", {{"number", number}, {"reason", "urgent"}});
    EXPECT_EQ(short_one.status, 422);
    EXPECT_NE(short_one.body.find("15 à 1000"), short_one.body.npos);
    const Answer opened = nadia.post("/acces-urgence", {{"number", number}, {"reason", reason}});
    ASSERT_EQ(opened.status, 303) << opened.body;
    EXPECT_EQ(nadia.follow(opened).status, 200);

    Visitor chief(world);
    const Answer home = chief.log_in(responsable);
    EXPECT_NE(home.body.find("Accès d&#39;urgence à relire"), home.body.npos) << home.body;
    EXPECT_NE(home.body.find("en danger cette nuit"), home.body.npos);
    const std::string access = world.done("GET", "/api/v1/emergency-accesses?reviewed=false",
                                          responsable)["items"][0]["id"];
    const Answer page = chief.get("/acces-urgence/" + access);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Qui a consulté ce dossier"), page.body.npos);
    const Answer wordless =
        chief.post("/acces-urgence/" + access, {{"verdict", "conteste"}, {"version", "1"}});
    EXPECT_EQ(wordless.status, 422);
    const Answer stale =
        chief.post("/acces-urgence/" + access, {{"verdict", "confirme"}, {"version", "7"}});
    EXPECT_EQ(stale.status, 422);
    const Answer done =
        chief.post("/acces-urgence/" + access,
                   {{"verdict", "conteste"}, {"comment", "aucun appel reçu"}, {"version", "1"}});
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(nadia.get("/dossiers/" + id).status, 404);
}

TEST_F(Emergency, is_asked_for_and_read_again_by_programs) {
    const Json request = {{"number", number}, {"reason", reason}};
    const Answer opened = world.api("POST", "/api/v1/emergency-accesses", agent, request.dump());
    ASSERT_EQ(opened.status, 201) << opened.body;
    EXPECT_EQ(opened.header("etag"), "\"1\"");
    const std::string access = opened.header("location");
    EXPECT_EQ(world.api("GET", "/api/v1/dossiers/" + id, agent).status, 200);
    EXPECT_EQ(world.api("GET", access, agent).header("etag"), "\"1\"");
    const std::string confirm = R"({"verdict": "confirme"})";
    EXPECT_EQ(
        world.api("POST", access + "/review", responsable, confirm, "If-Match: \"2\"\r\n").status,
        412);
    const Answer reviewed =
        world.api("POST", access + "/review", responsable, confirm, "If-Match: \"1\"\r\n");
    EXPECT_EQ(reviewed.status, 200) << reviewed.body;
    EXPECT_EQ(reviewed.header("etag"), "\"2\"");
    const Json readers =
        world.done("GET", "/api/v1/dossiers/" + id + "/consultations", responsable)["items"];
    EXPECT_NE(readers.dump().find("urgence"), std::string::npos);
}

TEST_F(Emergency, in_vain_tells_no_more_than_any_number) {
    const auto answer = [&](const std::string& asked) {
        const Json request = {{"number", asked}, {"reason", reason}};
        return world.api("POST", "/api/v1/emergency-accesses", agent, request.dump());
    };
    const Answer unknown = answer("2026-99999");
    EXPECT_EQ(unknown.status, 404);
    for (int i = 0; i < 9; ++i) answer("2026-8000" + std::to_string(i));
    EXPECT_EQ(answer(number).status, 429);
}

}  // namespace
}  // namespace preavis::http::test
