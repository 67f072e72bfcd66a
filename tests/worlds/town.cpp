#include "worlds/town.h"

#include <stdexcept>

#include "base/hash.h"
#include "base/text.h"
#include "http/session.h"
#include "http/url.h"
#include "pdf/handmade.h"

namespace preavis::worlds {
namespace {

using base::Json;

/// Written to memory where there is some: nothing here is about the disk.
std::filesystem::path fastest_folder() {
    return std::filesystem::is_directory("/dev/shm") ? "/dev/shm"
                                                     : std::filesystem::temp_directory_path();
}

http::Request request_to(const std::string& method, const std::string& target) {
    http::Request request{.method = method, .target = target, .from_loopback = true};
    const std::size_t question = target.find('?');
    request.path = http::percent_decoded(target.substr(0, question), false).value();
    if (question != std::string::npos) {
        request.query = http::read_parameters(target.substr(question + 1), false).value();
    }
    request.headers["host"] = "preavis.example";
    return request;
}

std::string token_of(const Account& account) {
    return "jeton-" + account.login;
}

std::vector<std::string> roles_of(const std::string& kind) {
    if (kind == "siao") return {"siao_agent", "siao_responsable", "administrateur"};
    if (kind == "gestionnaire") {
        return {"gestionnaire_agent", "gestionnaire_direction", "travailleur_social"};
    }
    if (kind == "ddets") return {"ddets_pilotage", "ddets_instruction"};
    return {kind};  // hotelier, pash
}

}  // namespace

Town::Town(std::uint64_t seed, Sabotage sabotage)
    : mint(seed),
      stage(fastest_folder(), [this](const page::Pages& pages) { return papers.draw(pages); }),
      sabotage_(std::move(sabotage)),
      dispatcher_(stage.services(), std::filesystem::path(PREAVIS_ROOT) / "web", false) {}

http::Response Town::api(const Account* who, const std::string& method, const std::string& target,
                         const std::string& body, const std::string& type,
                         const std::string& accept) {
    http::Request request = request_to(method, target);
    if (!accept.empty()) request.headers["accept"] = accept;
    if (who != nullptr) request.headers["authorization"] = "Bearer " + token_of(*who);
    if (!body.empty()) request.headers["content-type"] = type;
    request.body = body;
    http::Response response = dispatcher_.answer(request);
    if (sabotage_.view && everybody_is_in_) sabotage_.view(census, response);
    return response;
}

http::Response Town::page(const Account& who, const std::string& method, const std::string& target,
                          const std::string& body) {
    http::Request request = request_to(method, target);
    request.headers["cookie"] = std::string(http::session_cookie) + "=" + who.cookie;
    if (!body.empty()) request.headers["content-type"] = "application/x-www-form-urlencoded";
    request.body = body;
    http::Response response = dispatcher_.answer(request);
    if (sabotage_.view && everybody_is_in_) sabotage_.view(census, response);
    return response;
}

Json Town::done(const Account& who, const std::string& method, const std::string& target,
                const Json& body) {
    const http::Response response = api(&who, method, target, body.dump());
    if (response.status >= 300) {
        throw std::runtime_error(who.role + " " + method + " " + target + " " + body.dump() + "\n" +
                                 std::to_string(response.status) + " " + response.body);
    }
    return Json::parse(response.body);
}

void Town::log_everybody_in() {
    for (Account& account : census.accounts) {
        account.cookie =
            std::get<std::string>(stage.gate().log_in(account.login, account.login, "123456"));
    }
    everybody_is_in_ = true;
}

void Town::note(About about, std::size_t of, const std::string& what,
                std::vector<std::string> forms) {
    census.canaries.push_back({what, about, of, std::move(forms)});
}

void Town::note_identifier(About about, std::size_t of, const std::string& what,
                           const std::string& id) {
    census.canaries.push_back({"identifiant " + what, about, of, {id}, true});
}

void Town::note_word(About about, std::size_t of, const std::string& what,
                     const std::string& word) {
    note(about, of, what, forms_of_word(word));
}

std::size_t Town::open_account(Account account, const std::string& organisation,
                               const std::string& kind) {
    const std::size_t number = census.accounts.size();
    const std::string name = mint.word();
    note_word(About::account, number, "nom du compte " + account.role, name);
    note_word(About::account_secret, number, "identifiant du compte " + account.role,
              account.login);
    dossier::Account::Grant grant{.role = *dossier::role(account.role),
                                  .organisation = organisation,
                                  .organisation_kind = kind,
                                  .departement = account.departement};
    if (account.household >= 0) {
        const Household& own = census.households[static_cast<std::size_t>(account.household)];
        grant.menage = own.id;
        name_person(grant, census.persons[own.speaker].id);
    }
    if (sabotage_.grant) sabotage_.grant(census, account, grant);
    stage.store().save_account({.id = base::random_id(),
                                .login = account.login,
                                .name = "Camille " + name,
                                .password_hash = "h:" + account.login,
                                .token_hash = base::sha256_hex(token_of(account)),
                                .grants = {grant}});
    census.accounts.push_back(std::move(account));
    return number;
}

std::size_t Town::account_of(const std::string& role, std::size_t body) {
    for (std::size_t i = 0; i < census.accounts.size(); ++i) {
        const Account& account = census.accounts[i];
        if (account.role == role && account.body == static_cast<std::ptrdiff_t>(body)) return i;
    }
    const Body& of = census.bodies[body];
    return open_account({.login = mint.word(),
                         .role = role,
                         .body = static_cast<std::ptrdiff_t>(body),
                         .departement = of.departement},
                        of.id, of.kind);
}

const Account& Town::responsable(const std::string& departement) {
    return census.accounts[account_of("siao_responsable", body_of("siao", departement))];
}

void Town::staff(std::size_t body) {
    for (const std::string& role : roles_of(census.bodies[body].kind)) account_of(role, body);
}

std::size_t Town::body_of(const std::string& kind, const std::string& departement) {
    for (std::size_t i = 0; i < census.bodies.size(); ++i) {
        const Body& body = census.bodies[i];
        if (body.kind == kind && body.departement == departement) return i;
    }
    return add_body(kind, departement);
}

std::size_t Town::add_body(const std::string& kind, const std::string& departement) {
    const std::size_t number = census.bodies.size();
    const std::string telephone = mint.telephone();
    Json body = {{"genre", kind}, {"departements", {departement}}, {"telephone", telephone}};
    note(About::body, number, "téléphone de l'organisme " + kind, forms_of_telephone(telephone));
    const auto word = [&](const char* field, const std::string& before, const std::string& after) {
        const std::string drawn = mint.word();
        body[field] = before + drawn + after;
        note_word(About::body, number, std::string(field) + " de l'organisme " + kind, drawn);
    };
    word("nom", "L'", " & Cie");
    word("adresse", "1, rue ", "");
    word("commune", "", "");
    word("courriel", "", "@exemple.example");
    word("delegue_protection_donnees", "", "@exemple.example");
    const Account founder{.login = "fondation", .role = "siao_responsable"};
    stage.store().save_account(
        {.id = "fondation",
         .login = "fondation",
         .name = "Fondation",
         .password_hash = "h",
         .token_hash = base::sha256_hex(token_of(founder)),
         .grants = {{dossier::Role::siao_responsable, "x", "siao", departement, ""}}});
    const Json created = done(founder, "POST", "/api/v1/organisations", body);
    census.bodies.push_back({created["id"], kind, departement});
    return number;
}

std::size_t Town::place_of(const std::string& kind, const std::string& departement, bool secret) {
    const std::string runs = kind == "hotel" ? "hotelier" : "gestionnaire";
    const std::size_t body = secret ? add_body(runs, departement) : body_of(runs, departement);
    return add_place(kind, body, secret);
}

std::size_t Town::add_place(const std::string& kind, std::size_t body, bool secret) {
    const std::size_t number = census.places.size();
    const std::string departement = census.bodies[body].departement;
    const std::string telephone = mint.telephone();
    const std::string postcode = mint.postcode(departement);
    Json place = {{"genre", kind},
                  {"organisation", census.bodies[body].id},
                  {"telephone", telephone},
                  {"code_postal", postcode},
                  {"departement", departement},
                  {"capacite", 30}};
    if (secret && !sabotage_.open_secret_places) place["protegee"] = true;
    const std::string which = (secret ? " du lieu secret " : " du lieu ") + kind;
    note(About::place, number, "téléphone" + which, forms_of_telephone(telephone));
    note(About::place, number, "code postal" + which, {postcode});
    const auto word = [&](const char* field, const std::string& before) {
        const std::string drawn = mint.word();
        place[field] = before + drawn;
        note_word(About::place, number, field + which, drawn);
    };
    word("nom", "Le ");
    word("adresse", "2 bis, rue de l'");
    word("commune", "");
    word("projet_social", "Accueil à ");
    const Json created = done(responsable(departement), "POST", "/api/v1/structures", place);
    census.places.push_back({created["id"], body, departement, secret});
    note_identifier(About::place_name, number, which.substr(1), created["id"]);
    supply_annex(number);
    return number;
}

void Town::supply_annex(std::size_t number) {
    const Place& place = census.places[number];
    const std::string title = mint.word();
    const std::string inside = mint.word();
    note_word(About::place, number, "titre d'une annexe", title);
    note_word(About::place, number, "texte d'une annexe", inside);
    const http::Response response =
        api(&responsable(place.departement), "POST",
            "/api/v1/structures/" + place.id +
                "/annexes?nature=reglement_fonctionnement&titre=" + title,
            pdf::scan(1, inside + std::string(64 - inside.size(), 'U')), "application/pdf");
    if (response.status != 201) throw std::runtime_error("annexe : " + response.body);
    note_identifier(About::place, number, "d'une annexe", Json::parse(response.body)["id"]);
}

std::size_t Town::add_person(std::size_t household, bool adult) {
    const std::size_t number = census.persons.size();
    const law::Date born = mint.birth(adult);
    const bool accented = mint.chance(30);
    Json person = {{"date_naissance", born.iso()}, {"majeur", adult}};
    note(About::person, number, "naissance d'une personne", forms_of_date(born));
    const auto word = [&](About about, Json& at, const char* field, const std::string& before,
                          const std::string& after) {
        const std::string drawn = mint.word();
        at[field] = before + drawn + after;
        note_word(about, number, std::string(field) + " d'une personne", drawn);
    };
    const auto telephone = [&](Json& at) {
        const std::string drawn = mint.telephone();
        at["telephone"] = drawn;
        note(About::channel, number, "téléphone d'une personne", forms_of_telephone(drawn));
    };
    word(About::person, person, "nom", accented ? "d'É" : "", "");
    word(About::person, person, "prenoms", "", accented ? "-Éloïse" : "");
    word(About::channel, person, "courriel", "", "@exemple.example");
    word(About::channel, person, "adresse_postale", "3, quai ", "");
    telephone(person);
    if (adult) person["civilite"] = mint.chance(50) ? "madame" : "monsieur";
    if (adult && mint.chance(15)) {
        Json guardian = Json::object();
        word(About::person, guardian, "nom", "Me ", "");
        word(About::channel, guardian, "adresse", "4, impasse ", "");
        telephone(guardian);
        person["tuteur"] = guardian;
    }
    const std::string& departement = census.households[household].departement;
    const Json created = done(responsable(departement), "POST", "/api/v1/personnes", person);
    census.persons.push_back({created["id"], {household}, person.dump()});
    note_identifier(About::person, number, "d'une personne", created["id"]);
    return number;
}

std::size_t Town::settle(std::size_t place, bool is_protected, const std::string& regime,
                         bool with_somebody_of_the_last_one) {
    const std::size_t number = census.households.size();
    const std::string departement = census.places[place].departement;
    census.households.push_back(
        {.place = place, .departement = departement, .is_protected = is_protected});
    std::vector<std::size_t> members = {add_person(number, true)};
    if (with_somebody_of_the_last_one && number > 0) {
        const std::size_t shared = members.front() - 1;
        census.persons[shared].households.insert(number);
        members.push_back(shared);
    }
    if (mint.chance(50)) members.push_back(add_person(number, true));
    if (mint.chance(40)) members.push_back(add_person(number, false));
    Json listed = Json::array();
    for (const std::size_t member : members) {
        listed.push_back({{"personne", census.persons[member].id}, {"depuis", "2026-01-05"}});
    }
    const std::string name = mint.word();
    const std::string referent = mint.word();
    note_word(About::household, number, "désignation d'un ménage", name);
    note_word(About::household, number, "référent d'un ménage", referent);
    const bool hidden = is_protected && !sabotage_.protected_as_ordinary;
    const std::size_t siao = body_of("siao", departement);
    census.households[number].bodies = {siao, census.places[place].body};
    const Account& who = responsable(departement);
    const Json menage = done(who, "POST", "/api/v1/menages",
                             {{"designation", "Ménage " + name},
                              {"referent", "Dominique " + referent},
                              {"membres", listed},
                              {"siao_prescripteur", census.bodies[siao].id},
                              {"sensibilite", hidden ? "protege" : "ordinaire"}});
    const Json stay = done(who, "POST", "/api/v1/sejours",
                           {{"menage", menage["id"]},
                            {"structure", census.places[place].id},
                            {"regime", regime},
                            {"debut", "2026-01-05"}});
    census.households[number].id = menage["id"];
    census.households[number].sejour = stay["id"];
    census.households[number].speaker = members.front();
    note_identifier(About::household, number, "d'un ménage", menage["id"]);
    note_identifier(About::household, number, "d'un séjour", stay["id"]);
    open_account({.login = mint.word(),
                  .role = "menage",
                  .departement = departement,
                  .household = static_cast<std::ptrdiff_t>(number)},
                 "", "");
    return number;
}

}  // namespace preavis::worlds
