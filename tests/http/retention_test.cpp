#include "http/world.h"

namespace preavis::http::test {
namespace {

using base::Json;

const std::string canary = "Kanarienvogel";
const std::string past_time = "2029-06-01T08:00:00.000Z";
const std::string boss = "siao_responsable";

class Retained : public testing::Test {
  protected:
    Retained() {
        parties = world.household(canary);
        const Json members = world.done("GET", "/api/v1/menages/" + menage(), boss)["membres"];
        person = members[0]["personne"];
    }
    std::string menage() const { return parties["menage"]; }
    std::string of_menage(const std::string& rest) const {
        return "/api/v1/menages/" + menage() + rest;
    }
    /// A kit that ended, a stay that ended, and time that has passed.
    std::string grow_old() {
        const std::string dossier =
            world.done("POST", "/api/v1/dossiers", boss, world.kit(parties))["id"];
        world.done("POST", "/api/v1/dossiers/" + dossier + "/events", boss,
                   R"({"event": "constater_non_presentation",
                       "facts": {"motif_non_presentation": "vu Kanarienvogel"}})");
        world.done("PATCH", "/api/v1/sejours/" + parties["sejour"].get<std::string>(), boss,
                   R"({"fin": "2026-06-30"})");
        world.clock.set(past_time);
        return dossier;
    }

    World world;
    Visitor visitor{world};
    Json parties;
    std::string person;
};

TEST_F(Retained, what_is_past_its_time_is_seen_held_freed_and_erased_with_its_proof) {
    const std::string dossier = grow_old();
    Json seen = world.done("GET", "/api/v1/conservation", boss);
    EXPECT_EQ(seen["effacables"], 1);
    EXPECT_EQ(seen.dump().find(canary), std::string::npos);
    world.done("POST", of_menage("/gel"), boss,
               R"({"motif": "contentieux", "reexamen": "2030-01-01"})");
    EXPECT_EQ(world
                  .api("POST", of_menage("/gel"), boss,
                       R"({"motif": "contentieux", "reexamen": "2030-01-01"})")
                  .status,
              422);
    EXPECT_EQ(world.done("GET", "/api/v1/gels", boss)["items"].size(), 1U);
    EXPECT_EQ(world.done("GET", of_menage("/conservation"), boss)["obstacles"][0]["code"], "gel");
    const std::string erase = R"({"motif": "campagne annuelle"})";
    EXPECT_EQ(world.done("POST", "/api/v1/conservation/effacements", boss, erase)["effaces"], 0);
    world.done("POST", of_menage("/gel/levee"), boss, R"({"raison": "jugement rendu"})");
    const Json gone = world.done("POST", "/api/v1/conservation/effacements", boss, erase);
    ASSERT_EQ(gone["effaces"], 1);
    const std::string certificate = gone["attestations"][0];
    const Json proof = world.done("GET", "/api/v1/conservation/attestations/" + certificate, boss);
    EXPECT_EQ(proof["statement"]["menage"], menage());
    for (const std::string& path :
         {"/api/v1/dossiers/" + dossier, "/api/v1/dossiers/" + dossier + "/history",
          "/api/v1/menages/" + menage(), "/api/v1/personnes/" + person,
          "/api/v1/personnes/" + person + "/dossier-personnel"}) {
        EXPECT_EQ(world.api("GET", path, boss).status, 404) << path;
    }
}

TEST_F(Retained, no_answer_nor_page_tells_the_name_after_an_erasure) {
    const std::string dossier = grow_old();
    world.done("POST", "/api/v1/conservation/effacements", boss, R"({"motif": "campagne"})");
    const std::string telling = "?q=" + canary;
    for (const std::string& path :
         {std::string("/api/v1/personnes") + telling, "/api/v1/menages" + telling,
          "/api/v1/dossiers" + telling, std::string("/api/v1/personnes"),
          std::string("/api/v1/menages"), std::string("/api/v1/sejours"),
          std::string("/api/v1/dossiers"), std::string("/api/v1/deadlines"),
          std::string("/api/v1/reminders"), std::string("/api/v1/conservation"),
          std::string("/api/v1/conservation/attestations"), std::string("/api/v1/demandes"),
          "/api/v1/dossiers/" + dossier + "/documents"}) {
        EXPECT_EQ(world.api("GET", path, boss).wire.find(canary), std::string::npos) << path;
    }
    visitor.log_in(boss);
    for (const char* path :
         {"/", "/dossiers", "/menages", "/echeances", "/rappels", "/conservation", "/demandes"}) {
        const Answer page = visitor.get(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_EQ(page.body.find(canary), std::string::npos) << path;
    }
}

TEST_F(Retained, only_a_responsable_of_the_siao_comes_near_it) {
    for (const char* who : {"siao_agent", "gestionnaire_direction", "ddets_instruction",
                            "administrateur", "menage"}) {
        EXPECT_EQ(world.api("GET", "/api/v1/conservation", who).status, 403) << who;
        EXPECT_EQ(
            world.api("POST", "/api/v1/conservation/effacements", who, R"({"motif": "x"})").status,
            403)
            << who;
        EXPECT_EQ(world.api("POST", of_menage("/gel"), who, "{}").status, 403) << who;
    }
    EXPECT_EQ(
        world.api("GET", "/api/v1/menages/" + std::string(32, 'a') + "/conservation", boss).status,
        404);
}

TEST_F(Retained, a_body_is_read_strictly) {
    for (const char* wrong : {"{}", R"({"motif": 3})", R"({"motif": "x", "tout": true})",
                              R"({"motif": "x", "menages": [3]})", "[]", "{"}) {
        EXPECT_EQ(world.api("POST", "/api/v1/conservation/effacements", boss, wrong).status, 400)
            << wrong;
    }
}

TEST_F(Retained, an_erasure_asked_twice_with_one_key_is_done_once) {
    grow_old();
    const std::string key = "Idempotency-Key: une-seule-fois\r\n";
    const std::string body = R"({"motif": "campagne"})";
    const Answer first = world.api("POST", "/api/v1/conservation/effacements", boss, body, key);
    EXPECT_EQ(Json::parse(first.body)["effaces"], 1);
    const auto journal = world.store().counts().journal;
    EXPECT_EQ(world.api("POST", "/api/v1/conservation/effacements", boss, body, key).body,
              first.body);
    EXPECT_EQ(world.store().counts().journal, journal);
}

TEST_F(Retained, its_pages_hold_free_and_erase_with_forms) {
    grow_old();
    visitor.log_in(boss);
    Answer page = visitor.get("/conservation");
    EXPECT_NE(page.body.find("Rien : peut être effacé"), std::string::npos) << page.body;
    const std::string own = "/menages/" + menage() + "/conservation";
    EXPECT_NE(visitor.get(own).body.find("Dernier contact le 30 juin 2026"), std::string::npos);
    page = visitor.post("/menages/" + menage() + "/gel",
                        {{"motif", "plainte"}, {"reexamen", "2030-01-01"}});
    EXPECT_EQ(page.status, 303) << page.body;
    EXPECT_NE(visitor.follow(page).body.find("Plainte ou enquête"), std::string::npos);
    page = visitor.post("/menages/" + menage() + "/gel/levee", {{"raison", ""}});
    EXPECT_EQ(page.status, 422);
    page = visitor.post("/menages/" + menage() + "/gel/levee", {{"raison", "classée"}});
    EXPECT_EQ(page.status, 303);
    visitor.get("/conservation");
    EXPECT_EQ(visitor.post("/conservation/effacements", {{"motif", ""}}).status, 422);
    page = visitor.post("/conservation/effacements", {{"motif", "campagne"}});
    ASSERT_EQ(page.status, 303) << page.body;
    page = visitor.follow(page);
    const std::size_t link = page.body.find("/conservation/attestations/");
    ASSERT_NE(link, std::string::npos);
    const Answer proof = visitor.get(page.body.substr(link, page.body.find('"', link) - link));
    EXPECT_EQ(proof.status, 200);
    EXPECT_NE(proof.body.find("DL99"), std::string::npos);
    EXPECT_EQ(proof.body.find(canary), std::string::npos);
}

TEST_F(Retained, a_person_s_own_file_is_a_page_and_json_and_what_is_wrong_is_put_right) {
    const std::string path = "/personnes/" + person;
    EXPECT_NE(world.done("GET", "/api/v1" + path + "/dossier-personnel", "siao_agent")
                  .dump()
                  .find(canary),
              std::string::npos);
    visitor.log_in("siao_agent");
    EXPECT_NE(visitor.get(path + "/dossier-personnel").body.find(canary), std::string::npos);
    EXPECT_EQ(visitor.get(path + "/rectification").status, 200);
    visitor.get(path + "/rectification?champ=telephone");
    EXPECT_EQ(visitor
                  .post(path + "/rectification",
                        {{"champ", "telephone"}, {"telephone", "06"}, {"raison", "nouveau"}})
                  .status,
              422);
    Answer page = visitor.post(
        path + "/rectification",
        {{"champ", "telephone"}, {"telephone", "+33612345678"}, {"raison", "nouveau"}});
    ASSERT_EQ(page.status, 303) << page.body;
    const std::string request = page.header("location").substr(0, 42);
    EXPECT_EQ(visitor.get(request).body.find("<legend>Réponse"), std::string::npos);
    Visitor decider(world);
    decider.log_in(boss);
    EXPECT_NE(decider.get("/demandes").body.find(request), std::string::npos);
    decider.get(request);
    EXPECT_EQ(decider.post(request + "/decision", {{"decision", ""}, {"raison", "x"}}).status, 422);
    EXPECT_EQ(
        decider.post(request + "/decision", {{"decision", "appliquer"}, {"raison", "vu"}}).status,
        303);
    EXPECT_EQ(world.done("GET", "/api/v1" + path, boss)["telephone"], "+33612345678");
}

TEST_F(Retained, the_account_of_no_household_reads_no_file) {
    visitor.log_in("menage");
    EXPECT_EQ(visitor.get("/mon-dossier").status, 200);
    EXPECT_EQ(visitor.get("/personnes/" + person + "/dossier-personnel").status, 404);
    EXPECT_EQ(
        world.api("GET", "/api/v1/personnes/" + person + "/dossier-personnel", "menage").status,
        404);
    EXPECT_EQ(
        world.api("GET", "/api/v1/personnes/" + person + "/dossier-personnel", "hotelier").status,
        403);
}

}  // namespace
}  // namespace preavis::http::test
