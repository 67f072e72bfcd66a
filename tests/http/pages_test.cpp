#include "http/world.h"

namespace preavis::http::test {
namespace {

using base::Json;

const std::string canary = "Kanarienvogel";
const std::string attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

class Pages : public testing::Test {
  protected:
    std::string open_kit(const std::string& nom) {
        parties = world.household(nom);
        return world.done("POST", "/api/v1/dossiers", "siao_agent", world.kit(parties))["id"];
    }
    World world;
    Visitor visitor{world};
    Json parties;
};

TEST_F(Pages, the_unknown_are_sent_to_the_log_in_and_back_where_they_wanted_to_go) {
    const Answer first = visitor.get("/dossiers");
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(first.header("location"), "/connexion?suite=%2Fdossiers");
    visitor.follow(first);
    const Answer in =
        visitor.post("/connexion",
                     {{"login", "siao_agent"}, {"password", "siao_agent"}, {"suite", "/dossiers"}});
    EXPECT_EQ(in.status, 303);
    EXPECT_EQ(in.header("location"), "/dossiers");
    const std::string cookie = in.header("set-cookie");
    EXPECT_NE(cookie.find("HttpOnly"), cookie.npos);
    EXPECT_NE(cookie.find("SameSite=Lax"), cookie.npos);
    EXPECT_EQ(visitor.get("/dossiers").status, 200);
}

TEST_F(Pages, the_log_in_never_says_which_part_is_wrong) {
    const auto told = [&](const char* login, const char* password) {
        visitor.get("/connexion");
        const Answer answer =
            visitor.post("/connexion", {{"login", login}, {"password", password}});
        EXPECT_EQ(answer.status, 401);
        const std::size_t start = answer.body.find("id=\"erreurs\"");
        return answer.body.substr(start, answer.body.find("</ul>", start) - start);
    };
    EXPECT_EQ(told("siao_agent", "faux"), told("personne", "siao_agent"));
}

TEST_F(Pages, each_role_lands_where_its_work_is) {
    const std::vector<std::pair<std::string, std::string>> landings = {
        {"siao_agent", "Ce qui est à faire"},
        {"siao_responsable", "Ce qui est à faire"},
        {"gestionnaire_agent", "Ce qui est à faire"},
        {"hotelier", "Ce qui est à faire"},
        {"ddets_pilotage", "Échéances du département 75"},
        {"ddets_instruction", "Ce qui est à faire"},
        {"administrateur", "Administration"},
        {"menage", "Vos papiers et vos dates"},
    };
    for (const auto& [login, title] : landings) {
        Visitor one(world);
        Answer answer = one.log_in(login);
        if (answer.status == 303) answer = one.follow(answer);
        EXPECT_EQ(answer.status, 200) << login << answer.body;
        EXPECT_NE(answer.body.find("<h1>" + title + "</h1>"), std::string::npos) << login;
    }
}

TEST_F(Pages, a_form_from_elsewhere_changes_nothing) {
    const std::string dossier = open_kit("Haddad");
    visitor.log_in("siao_agent");
    const std::string path = "/dossiers/" + dossier + "/actes/presenter_lieux";
    visitor.get(path);
    const Parameters fields = {{"presente_par", "M. Roux"},
                               {"date_presentation", "2026-05-04T09:45"}};
    Parameters forged = fields;
    forged.emplace_back("csrf", "faux");
    EXPECT_EQ(visitor.post(path, forged).status, 403);
    EXPECT_EQ(visitor.post(path, fields, "Origin: https://evil.example\r\n").status, 403);
    EXPECT_EQ(visitor.post(path, fields, "Sec-Fetch-Site: cross-site\r\n").status, 403);
    EXPECT_EQ(world.done("GET", "/api/v1/dossiers/" + dossier, "siao_agent")["state"], "attendu");
    const Answer own = visitor.post(path, fields, "Origin: http://" + world.host() + "\r\n");
    EXPECT_EQ(own.status, 303) << own.body;
    EXPECT_EQ(world.done("GET", "/api/v1/dossiers/" + dossier, "siao_agent")["state"], "presente");
}

TEST_F(Pages, a_form_sent_twice_acts_once) {
    const std::string dossier = open_kit("Haddad");
    visitor.log_in("siao_agent");
    const std::string path = "/dossiers/" + dossier + "/actes/presenter_lieux";
    const std::string page = visitor.get(path).body;
    const Parameters fields = {{"presente_par", "M. Roux"},
                               {"date_presentation", "2026-05-04T09:45"},
                               {"version", hidden(page, "version")}};
    const Answer first = visitor.post(path, fields);
    const Answer second = visitor.post(path, fields);
    EXPECT_EQ(first.status, 303) << first.body;
    EXPECT_EQ(second.status, 303) << second.body;
    const Json history =
        world.done("GET", "/api/v1/dossiers/" + dossier + "/history", "siao_agent");
    int shown = 0;
    for (const Json& entry : history["items"]) shown += entry["event"] == "presenter_lieux" ? 1 : 0;
    EXPECT_EQ(shown, 1);
}

TEST_F(Pages, what_is_missing_is_said_on_top_and_at_its_field_and_nothing_typed_is_lost) {
    const std::string dossier = open_kit("Haddad");
    visitor.log_in("siao_agent");
    const std::string path = "/dossiers/" + dossier + "/actes/presenter_lieux";
    visitor.get(path);
    const Answer answer = visitor.post(path, {{"presente_par", "M. Roux"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_NE(answer.body.find("role=\"alert\""), std::string::npos);
    EXPECT_NE(answer.body.find("href=\"#champ-date_presentation\""), std::string::npos);
    EXPECT_NE(answer.body.find("id=\"champ-date_presentation\""), std::string::npos);
    EXPECT_NE(answer.body.find("value=\"M. Roux\""), std::string::npos);
    EXPECT_NE(answer.body.find("<title>Erreur : "), std::string::npos);
}

TEST_F(Pages, an_arrival_opens_the_stay_and_its_welcome) {
    parties = world.household("Haddad");
    visitor.log_in("siao_agent");
    visitor.get("/arrivees/nouvelle?menage=" + parties["menage"].get<std::string>());
    const Answer empty = visitor.post("/arrivees/nouvelle", {});
    EXPECT_EQ(empty.status, 422);
    EXPECT_NE(empty.body.find("href=\"#champ-regime\""), std::string::npos);
    const Parameters fields = {{"menage", parties["menage"]},
                               {"structure", world.hotel},
                               {"regime", "initiale"},
                               {"type_accueil", "hotel_initial"},
                               {"date_arrivee", "2026-05-04T09:30"}};
    const Answer done = visitor.post("/arrivees/nouvelle", fields);
    ASSERT_EQ(done.status, 303) << done.body;
    const Answer page = visitor.follow(done);
    EXPECT_NE(page.body.find("C&#39;est enregistré"), std::string::npos);
    EXPECT_NE(page.body.find("Pourquoi cette date ?"), std::string::npos);
    EXPECT_EQ(visitor.post("/arrivees/nouvelle", fields).header("location"),
              done.header("location"));
    EXPECT_EQ(world
                  .done("GET", "/api/v1/sejours?menage=" + parties["menage"].get<std::string>(),
                        "siao_agent")["items"]
                  .size(),
              2U);
}

TEST_F(Pages, a_name_is_never_read_as_markup) {
    const std::string dossier = open_kit(attack);
    visitor.log_in("siao_responsable");
    const std::string menage = parties["menage"];
    const std::vector<std::string> paths = {
        "/",
        "/echeances",
        "/dossiers",
        "/menages",
        "/menages/" + menage,
        "/dossiers/" + dossier,
        "/dossiers/" + dossier + "/actes/remettre",
        "/arrivees/nouvelle",
        "/ouvrir/arret_prise_en_charge?menage=" + menage,
        "/dossiers?q=" + std::string("%3Cscript%3Ealert(1)%3C/script%3E"),
        "/dossiers/" + dossier + "?fait=%3Cscript%3E",
    };
    for (const std::string& path : paths) {
        const Answer answer = visitor.get(path);
        EXPECT_EQ(answer.status, 200) << path << answer.body;
        EXPECT_EQ(answer.body.find("<script"), std::string::npos) << path;
        EXPECT_EQ(answer.body.find("<img"), std::string::npos) << path;
    }
}

TEST_F(Pages, the_state_s_supervision_never_sees_a_name) {
    const std::string dossier = open_kit(canary);
    visitor.log_in("ddets_pilotage");
    const std::string menage = parties["menage"];
    std::string everything;
    for (const std::string& path :
         std::vector<std::string>{"/", "/echeances", "/echeances.csv", "/echeances.ics",
                                  "/dossiers", "/dossiers/" + dossier, "/menages/" + menage}) {
        everything += visitor.get(path).wire;
    }
    for (const std::string& path : std::vector<std::string>{
             "/api/v1/deadlines", "/api/v1/dossiers", "/api/v1/dossiers/" + dossier,
             "/api/v1/dossiers/" + dossier + "/history", "/api/v1/personnes", "/api/v1/menages",
             "/api/v1/menages/" + menage, "/api/v1/sejours"}) {
        everything += world.api("GET", path, "ddets_pilotage").wire;
    }
    EXPECT_EQ(everything.find(canary), everything.npos);
    EXPECT_EQ(everything.find("Salma"), everything.npos);
    EXPECT_NE(visitor.get("/echeances").body.find("<svg"), std::string::npos);
}

TEST_F(Pages, who_may_not_be_there_is_told_so_without_a_detail) {
    const std::string dossier = open_kit("Haddad");
    visitor.log_in("ddets_pilotage");
    EXPECT_EQ(visitor.get("/dossiers/" + dossier).status, 403);
    EXPECT_EQ(visitor.get("/administration").status, 403);
    Visitor other(world);
    other.log_in("gestionnaire_agent");
    const Answer hidden_one = other.get("/dossiers/" + dossier);
    EXPECT_EQ(hidden_one.status, 404);
    EXPECT_EQ(hidden_one.body.find("Haddad"), std::string::npos);
}

TEST_F(Pages, every_page_says_that_time_is_not_real_when_it_is_not) {
    visitor.log_in("administrateur");
    const Answer page = visitor.get("/administration");
    EXPECT_NE(page.body.find("ce temps n&#39;est pas réel"), std::string::npos);
    const Answer moved = visitor.post("/administration/horloge", {{"advance", "P1D"}});
    EXPECT_EQ(moved.status, 303) << moved.body;
    EXPECT_EQ(law::utc_iso(world.clock.now()), "2026-05-05T08:00:00.000Z");
    visitor.log_in("administrateur");
    visitor.get("/administration");
    EXPECT_EQ(visitor.post("/administration/horloge", {{"advance", "demain"}}).status, 422);

    World real(false);
    Visitor somebody(real);
    EXPECT_EQ(somebody.get("/connexion").body.find("pas réel"), std::string::npos);
}

TEST_F(Pages, an_odd_address_or_form_gets_a_page_never_an_incident) {
    const std::string dossier = open_kit("Haddad");
    visitor.log_in("siao_agent");
    for (const std::string& path : std::vector<std::string>{
             "/dossiers/x", "/dossiers/x/actes/y", "/dossiers/" + dossier + "/actes/voler",
             "/dossiers/" + dossier + "/actes/expliquer", "/ouvrir/inconnu",
             "/ouvrir/kit_accueil?menage=x", "/menages/x", "/documents/x", "/documents/x/pdf",
             "/echeances?status=perdu", "/echeances?before=hier", "/echeances?limit=x",
             "/dossiers?next=x", "/connexion?suite=//evil.example",
             "/arrivees/nouvelle?menage=x"}) {
        const Answer answer = visitor.get(path);
        EXPECT_GE(answer.status, 200) << path;
        EXPECT_LT(answer.status, 500) << path;
        EXPECT_NE(answer.body.find("<h1>"), std::string::npos) << path;
    }
    visitor.get("/arrivees/nouvelle");
    for (const char* path : {"/dossiers/x/actes/y", "/ouvrir/inconnu", "/ouvrir/kit_accueil"}) {
        EXPECT_LT(visitor.post(path, {{"version", "x"}, {"menage", "x"}, {"at", "hier"}}).status,
                  500)
            << path;
    }
    EXPECT_TRUE(world.reports().empty()) << world.reports().front();
}

TEST_F(Pages, leaving_ends_the_session) {
    visitor.log_in("siao_agent");
    const std::string cookie = visitor.cookie;
    EXPECT_EQ(visitor.post("/deconnexion", {}).status, 303);
    visitor.cookie = cookie;
    EXPECT_EQ(visitor.get("/dossiers").status, 303);
}

TEST_F(Pages, each_page_has_one_title_a_language_and_a_way_past_its_menu) {
    const std::string dossier = open_kit("Haddad");
    visitor.log_in("siao_agent");
    for (const std::string& path : std::vector<std::string>{
             "/", "/echeances", "/dossiers", "/dossiers/" + dossier, "/menages", "/aide",
             "/accessibilite", "/arrivees/nouvelle", "/rien"}) {
        const std::string page = visitor.get(path).body;
        EXPECT_NE(page.find("<html lang=\"fr\">"), page.npos) << path;
        EXPECT_NE(page.find("href=\"#contenu\""), page.npos) << path;
        const std::size_t first = page.find("<h1>");
        EXPECT_NE(first, page.npos) << path;
        EXPECT_EQ(page.find("<h1>", first + 1), page.npos) << path;
        EXPECT_EQ(page.find(" style=\""), page.npos) << path;
    }
}

}  // namespace
}  // namespace preavis::http::test
