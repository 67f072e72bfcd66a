#include "http/world.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "http/url.h"
#include "pdf/handmade.h"

namespace preavis::http::test {
namespace {

std::string quoted(const std::string& text) {
    return base::Json(text).dump();
}

}  // namespace

World::World(bool test_clock)
    : stage_(std::filesystem::temp_directory_path(),
             [](const page::Pages&) { return pdf::scan(1); }) {
    if (test_clock) stage_.allow_test_clock();
    ServerSettings settings;
    settings.reception.port = 0;
    settings.reception.workers = 4;
    settings.web = std::filesystem::path(PREAVIS_ROOT) / "web";
    server_ = std::make_unique<Server>(stage_.services(), settings);
    found_organisations();
    open_accounts();
    server_->start();
}

void World::found_organisations() {
    dossier::Actor founder{.compte = "fondation",
                           .role = dossier::Role::siao_responsable,
                           .organisation = "x",
                           .organisation_kind = "siao",
                           .departement = "75"};
    const auto create = [&](dossier::NounKind kind, const std::string& text) {
        const auto node = base::read_json(text, "corps");
        const auto outcome =
            stage_.registry().create(kind, std::get<base::Node>(node), {.actor = founder});
        return std::get<service::Reply>(outcome).body["id"].get<std::string>();
    };
    const std::string where = R"(, "departements": ["75"], "commune": "Paris",
        "adresse": "1, rue du Test", "code_postal": "75001", "telephone": "+33199000001",
        "courriel": "contact@test.example", "delegue_protection_donnees": "dpo@test.example"})";
    const auto organisation = [&](const char* name, const char* kind) {
        return create(
            dossier::NounKind::organisation,
            R"({"nom": ")" + std::string(name) + R"(", "genre": ")" + kind + "\"" + where);
    };
    siao = organisation("SIAO d'essai", "siao");
    gestionnaire = organisation("Association d'essai", "gestionnaire");
    hotelier = organisation("Hôteliers d'essai", "hotelier");
    hotel = create(dossier::NounKind::structure,
                   R"({"nom": "Hôtel du Test", "genre": "hotel", "adresse": "2, rue du Test",
                       "code_postal": "75001", "commune": "Paris", "departement": "75",
                       "organisation": ")" +
                       hotelier + "\"}");
}

void World::open_accounts() {
    for (const dossier::Role role : dossier::all_roles()) {
        if (role == dossier::Role::systeme) continue;
        const std::string login(dossier::name_of(role));
        const std::string kind = login.substr(0, login.find('_'));
        dossier::Account::Grant grant{
            .role = role, .organisation = siao, .organisation_kind = kind, .departement = "75"};
        if (kind == "gestionnaire") grant.organisation = gestionnaire;
        if (kind == "hotelier") grant.organisation = hotelier;
        if (kind == "ddets" || kind == "pash") grant.organisation = "";
        if (kind == "menage") grant.organisation = "";
        store().save_account({.id = base::random_id(),
                              .login = login,
                              .name = "Camille " + login,
                              .password_hash = "h:" + login,
                              .token_hash = base::sha256_hex("jeton-" + login),
                              .grants = {grant}});
    }
}

Answer World::api(const std::string& method, const std::string& path, const std::string& who,
                  const std::string& body, const std::string& headers) const {
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + headers;
    if (!who.empty()) request += "Authorization: Bearer jeton-" + who + "\r\n";
    if (!body.empty()) {
        if (headers.find("Content-Type") == headers.npos) {
            request += "Content-Type: application/json\r\n";
        }
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    return exchange(port(), request + "\r\n" + body);
}

base::Json World::done(const std::string& method, const std::string& path, const std::string& who,
                       const std::string& body) const {
    const Answer answer = api(method, path, who, body);
    EXPECT_LT(answer.status, 300) << method << " " << path << "\n" << answer.body;
    EXPECT_GE(answer.status, 200);
    return base::Json::parse(answer.body, nullptr, false);
}

base::Json World::household(const std::string& nom, bool protected_one) {
    const std::string who = "siao_responsable";
    const std::string person =
        done("POST", "/api/v1/personnes", who,
             R"({"prenoms": "Salma", "date_naissance": "1990-01-02", "civilite": "madame",
                 "nom": )" +
                 quoted(nom) + "}")["id"];
    const std::string menage = done(
        "POST", "/api/v1/menages", who,
        R"({"sensibilite": ")" + std::string(protected_one ? "protege" : "ordinaire") +
            R"(", "designation": )" + quoted("Ménage " + nom) + R"(, "membres": [{"personne": ")" +
            person + R"(", "depuis": "2026-01-01"}]})")["id"];
    const std::string sejour =
        done("POST", "/api/v1/sejours", who,
             R"({"regime": "stabilisee", "debut": "2026-05-04", "menage": ")" + menage +
                 R"(", "structure": ")" + hotel + "\"}")["id"];
    return {{"menage", menage}, {"structure", hotel}, {"sejour", sejour}};
}

std::string World::kit(const base::Json& parties) const {
    return R"({"workflow": "kit_accueil", "parties": )" + parties.dump() +
           R"(, "facts": {"type_accueil": "hotel_initial",
                           "date_arrivee": "2026-05-04T07:30:00Z"}})";
}

Answer Visitor::remember(Answer answer) {
    const std::string set = answer.header("set-cookie");
    if (!set.empty()) cookie = set.substr(0, set.find(';'));
    if (const auto token = hidden(answer.body, "csrf"); !token.empty()) csrf = token;
    if (const auto drawn = hidden(answer.body, "cle"); !drawn.empty()) key = drawn;
    return answer;
}

Answer Visitor::get(const std::string& path, const std::string& headers) {
    std::string request = "GET " + path + " HTTP/1.1\r\nHost: " + world_.host() + "\r\n" + headers;
    if (!cookie.empty()) request += "Cookie: " + cookie + "\r\n";
    return remember(exchange(world_.port(), request + "\r\n"));
}

Answer Visitor::post(const std::string& path, Parameters fields, const std::string& headers) {
    if (!find(fields, "csrf")) fields.emplace_back("csrf", csrf);
    if (!find(fields, "cle")) fields.emplace_back("cle", key);
    const std::string body = query_of(fields);
    std::string request = "POST " + path + " HTTP/1.1\r\nHost: " + world_.host() + "\r\n" +
                          headers +
                          "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                          std::to_string(body.size()) + "\r\n";
    if (!cookie.empty()) request += "Cookie: " + cookie + "\r\n";
    return remember(exchange(world_.port(), request + "\r\n" + body));
}

Answer Visitor::follow(const Answer& answer) {
    return get(answer.header("location"));
}

Answer Visitor::log_in(const std::string& login, const std::string& code) {
    get("/connexion");
    const Answer answer =
        post("/connexion", {{"login", login}, {"password", login}, {"code", code}});
    return answer.status == 303 ? follow(answer) : answer;
}

std::string hidden(const std::string& page, const std::string& name) {
    const std::string mark = "type=\"hidden\" name=\"" + name + "\" value=\"";
    const std::size_t start = page.find(mark);
    if (start == page.npos) return "";
    const std::size_t value = start + mark.size();
    return page.substr(value, page.find('"', value) - value);
}

}  // namespace preavis::http::test
