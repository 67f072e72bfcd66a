#include "http/neighbours.h"

#include <gtest/gtest.h>

#include "access/policy.h"
#include "base/hash.h"
#include "pdf/handmade.h"

namespace preavis::http::test {
namespace {

using base::Json;
using dossier::Role;

constexpr const char* here = "75";
constexpr const char* elsewhere = "69";

dossier::Actor founder(const std::string& departement) {
    return {.compte = "fondation",
            .role = Role::siao_responsable,
            .organisation = "x",
            .organisation_kind = "siao",
            .departement = departement};
}

Json where(const std::string& departement) {
    return {
        {"commune", "Ville"}, {"adresse", "1, rue du Test"}, {"code_postal", departement + "001"}};
}

std::string with(Json body, const Json& more) {
    body.update(more);
    return body.dump();
}

}  // namespace

Neighbours::Neighbours() {
    found_bodies();
    open_accounts();
    settle("sien", "gestionnaire", false, here);
    settle("autre", "autre_gestionnaire", false, here);
    settle("ailleurs", "gestionnaire_ailleurs", false, elsewhere);
    settle("protege", "gestionnaire", true, here);
    for (const auto& [kind, id] : things.at("sien")) things["inconnu"][kind] = std::string(32, 'a');
    let_take_part(things.at("sien").at("dossier"), true);
    let_take_part(things.at("protege").at("dossier"), true);
    things["inconnu"]["rappel"] = std::string(32, 'a') + ".veille";
    open_in_emergency();
}

std::string Neighbours::body(const std::string& name, const std::string& kind,
                             const std::string& departement) {
    const Json fields = {{"nom", name},
                         {"genre", kind},
                         {"departements", Json::array({departement})},
                         {"telephone", "+33199000001"},
                         {"courriel", "contact@test.example"},
                         {"delegue_protection_donnees", "dpo@test.example"}};
    const auto node = base::read_json(with(fields, where(departement)), "corps");
    service::Registry registry(world.office());
    const auto outcome =
        registry.create(dossier::NounKind::organisation, std::get<base::Node>(node),
                        {.actor = founder(departement)});
    return std::get<service::Reply>(outcome).body["id"];
}

void Neighbours::found_bodies() {
    bodies_ = {{"siao", body("SIAO d'ici", "siao", here)},
               {"gestionnaire", body("Association A", "gestionnaire", here)},
               {"autre_gestionnaire", body("Association B", "gestionnaire", here)},
               {"pash", body("PASH d'ici", "pash", here)},
               {"travail_social", body("Service social", "partenaire", here)},
               {"ddets", body("DDETS d'ici", "ddets", here)},
               {"siao_ailleurs", body("SIAO d'ailleurs", "siao", elsewhere)},
               {"gestionnaire_ailleurs", body("Association C", "gestionnaire", elsewhere)}};
}

void Neighbours::open_account(const std::string& login, const std::string& role,
                              const std::string& organisation, const std::string& departement) {
    const auto known = world.store().account_by_login(login);
    dossier::Account account = known.value_or(dossier::Account{.id = base::random_id()});
    account.login = login;
    account.name = "Camille " + login;
    account.password_hash = "h:" + login;
    account.token_hash = base::sha256_hex("jeton-" + login);
    account.grants = {{.role = *dossier::role(role),
                       .organisation = organisation.empty() ? "" : bodies_.at(organisation),
                       .organisation_kind = organisation,
                       .departement = departement}};
    world.store().save_account(account);
}

void Neighbours::open_accounts() {
    for (const char* role : {"siao_agent", "siao_responsable"}) {
        open_account(role, role, "siao", here);
    }
    for (const char* role : {"gestionnaire_agent", "gestionnaire_direction", "hotelier"}) {
        open_account(role, role, "gestionnaire", here);
    }
    open_account("pash", "pash", "pash", here);
    open_account("travailleur_social", "travailleur_social", "travail_social", here);
    for (const char* role : {"ddets_pilotage", "ddets_instruction"}) {
        open_account(role, role, "ddets", here);
    }
    open_account("collegue", "siao_agent", "siao", here);
    open_account("responsable_ailleurs", "siao_responsable", "siao_ailleurs", elsewhere);
    open_account("agent_ailleurs", "siao_agent", "siao_ailleurs", elsewhere);
}

void Neighbours::settle(const std::string& which, const std::string& operator_, bool is_protected,
                        const std::string& departement) {
    const std::string who = departement == here ? "siao_responsable" : "responsable_ailleurs";
    const auto create = [&](const char* collection, const Json& fields) {
        return world.done("POST", "/api/v1/" + std::string(collection), who, fields.dump())["id"]
            .get<std::string>();
    };
    Things& own = things[which];
    own["organisation"] = bodies_.at(operator_);
    Json structure = where(departement);
    structure.update({{"nom", "Maison " + which},
                      {"genre", "hotel"},
                      {"departement", departement},
                      {"protegee", is_protected},
                      {"organisation", own["organisation"]}});
    own["structure"] = create("structures", structure);
    own["place"] = create(
        "places",
        {{"structure", own["structure"]}, {"designation", "Chambre " + which}, {"personnes", 2}});
    own["personne"] = create("personnes", {{"nom", "Nom" + which},
                                           {"prenoms", "Salma"},
                                           {"date_naissance", "1990-01-02"},
                                           {"civilite", "madame"}});
    own["menage"] = create(
        "menages",
        {{"designation", "Ménage " + which},
         {"sensibilite", is_protected ? "protege" : "ordinaire"},
         {"membres", Json::array({{{"personne", own["personne"]}, {"depuis", "2026-01-01"}}})}});
    own["sejour"] = create("sejours", {{"menage", own["menage"]},
                                       {"structure", own["structure"]},
                                       {"regime", "stabilisee"},
                                       {"debut", "2026-05-04"}});
    own["demande"] = world.done("POST", "/api/v1/personnes/" + own["personne"] + "/demandes", who,
                                R"({"nature": "rectification", "champ": "telephone",
                                    "valeur": "+33612345678", "raison": "nouveau numéro"})")["id"];
    // Only one département has a profile, from which documents are written.
    open_dossier(own, departement == here ? own : things.at("autre"));
    if (departement != here) move_elsewhere(own);
    if (which != "sien") return;
    auto household = *world.store().account_by_login("menage");
    household.grants = {{.role = Role::menage,
                         .organisation = "",
                         .organisation_kind = "",
                         .departement = here,
                         .menage = own["menage"],
                         .personne = own["personne"]}};
    world.store().save_account(household);
}

void Neighbours::open_dossier(Things& own, const Things& household) {
    const std::string who = "siao_responsable";
    const Json parties = {{"menage", household.at("menage")},
                          {"structure", household.at("structure")},
                          {"sejour", household.at("sejour")}};
    const Json dossier = world.done("POST", "/api/v1/dossiers", who, world.kit(parties));
    own["dossier"] = dossier["id"];
    own["numero"] = dossier["number"];
    own["echeance"] = dossier["deadlines"][0]["id"];
    const std::string path = "/api/v1/dossiers/" + own["dossier"];
    own["document"] = world.done("GET", path + "/documents", who)["items"][0]["id"];
    const Answer annex = world.api("POST", path + "/annexes?nature=courrier_recu&titre=Courrier",
                                   who, pdf::scan(1), "Content-Type: application/pdf\r\n");
    EXPECT_EQ(annex.status, 201) << annex.body;
    own["annexe"] = Json::parse(annex.body)["id"];
    remind(own);
}

void Neighbours::move_elsewhere(const Things& own) {
    dossier::Change change;
    change.dossier = *world.store().dossier(own.at("dossier"), access::system_scope());
    change.dossier->departement = elsewhere;
    change.dossier->parties = {.menage = own.at("menage"),
                               .personnes = {own.at("personne")},
                               .structure = own.at("structure"),
                               .sejour = own.at("sejour"),
                               .organisation = bodies_.at("siao_ailleurs"),
                               .structure_organisation = own.at("organisation")};
    EXPECT_EQ(world.store().commit(change), dossier::Committed::done);
}

void Neighbours::let_take_part(const std::string& id, bool of_the_state) {
    dossier::Change change;
    change.dossier = *world.store().dossier(id, access::system_scope());
    change.dossier->parties.followers = {bodies_.at("pash"), bodies_.at("travail_social")};
    change.dossier->of_the_state = of_the_state;
    EXPECT_EQ(world.store().commit(change), dossier::Committed::done);
}

void Neighbours::remind(Things& own) {
    dossier::Change change;
    change.reminders = {{.deadline = own["echeance"],
                         .rung = "veille",
                         .audience = dossier::Audience::acteur,
                         .roles = dossier::all_roles(),
                         .message = "Un délai se termine demain.",
                         .planned_at = world.clock.now(),
                         .raised_at = world.clock.now()}};
    EXPECT_EQ(world.store().commit(change), dossier::Committed::done);
    own["rappel"] = own["echeance"] + ".veille";
}

/// Rows as they would be, but opened too long ago to let anybody see the dossier now.
void Neighbours::open_in_emergency() {
    const auto add = [this](const std::string& which, const std::string& login,
                            const std::string& dossier, const std::string& departement) {
        const law::Instant before = world.clock.now().plus_seconds(-2 * 86'400);
        dossier::Change change;
        change.emergencies = {{.id = base::random_id(),
                               .dossier = things.at(dossier).at("dossier"),
                               .number = things.at(dossier).at("numero"),
                               .departement = departement,
                               .account = world.store().account_by_login(login)->id,
                               .name = login,
                               .role = "siao_agent",
                               .reason = "une personne est en danger",
                               .opened_at = before,
                               .until = before.plus_seconds(12 * 3600)}};
        EXPECT_EQ(world.store().commit(change), dossier::Committed::done);
        things[which]["urgence"] = change.emergencies.front().id;
    };
    add("sien", "siao_agent", "protege", here);
    add("autre", "collegue", "protege", here);
    add("protege", "siao_agent", "protege", here);
    add("ailleurs", "agent_ailleurs", "ailleurs", elsewhere);
    things["inconnu"]["urgence"] = std::string(32, 'a');
}

}  // namespace preavis::http::test
