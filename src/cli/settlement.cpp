#include "cli/settlement.h"

#include "base/failure.h"
#include "base/file.h"
#include "base/text.h"
#include "service/annexes.h"
#include "service/gate.h"

namespace preavis::cli {
namespace {

using base::Json;
using base::Node;
using dossier::NounKind;

constexpr int majority_years = 18;
constexpr std::string_view organisation_mark = "@chez ";

}  // namespace

Node text_node(const std::string& text) {
    Node node;
    node.kind = Node::Kind::text;
    node.text = text;
    return node;
}

Node boolean_node(bool value) {
    Node node;
    node.kind = Node::Kind::boolean;
    node.boolean = value;
    return node;
}

Node map_node(std::vector<Node::Entry> entries) {
    Node node;
    node.kind = Node::Kind::map;
    node.entries = std::move(entries);
    return node;
}

Node list_node(std::vector<Node> items) {
    Node node;
    node.kind = Node::Kind::list;
    node.items = std::move(items);
    return node;
}

const service::Reply& expect_done(const service::Outcome& outcome, const std::string& what) {
    if (const auto* reply = std::get_if<service::Reply>(&outcome)) return *reply;
    std::string why;
    if (const auto* refusal = std::get_if<base::Refusal>(&outcome)) {
        why = refusal->code + " : " + refusal->message;
        for (const auto& missing : refusal->missing) {
            why += "\n  " + missing.fact + " : " + missing.needed;
        }
    } else {
        why = base::to_string(std::get<base::Problems>(outcome));
    }
    throw base::Failure(base::FailureCode::configuration, what + " : " + why);
}

Settlement::Settlement(const service::Office& office, StoryClock& clock, const Node& world,
                       std::filesystem::path annexes, law::Instant today)
    : office_(office),
      clock_(clock),
      world_(world),
      annexes_(std::move(annexes)),
      today_(today),
      registry_(office),
      departement_(world.find("departement")->text) {}

dossier::Actor Settlement::actor(const std::string& role, const std::string& organisation) const {
    dossier::Actor who;
    who.compte = "demonstration";
    who.role = *dossier::role(role);
    who.departement = departement_;
    const auto known = organisations_.find(organisation);
    if (known == organisations_.end()) return who;
    who.organisation = known->second;
    who.organisation_kind = organisation_kinds_.at(organisation);
    return who;
}

std::string Settlement::organisation_of(const std::string& role,
                                        const std::string& structure) const {
    if (role.starts_with("gestionnaire") || role == "hotelier") return operators_.at(structure);
    if (role.starts_with("ddets")) return "ddets";
    return role == "pash" ? "pash" : "siao";
}

dossier::Actor Settlement::actor_about(const std::string& role,
                                       const std::string& structure_name) const {
    return actor(role, organisation_of(role, structure_name));
}

void Settlement::name_organisations(Node& facts) const {
    for (Node& item : facts.items) name_organisations(item);
    for (Node::Entry& entry : facts.entries) name_organisations(entry.value);
    if (!base::starts_with(facts.text, organisation_mark)) return;
    const std::string name = facts.text.substr(organisation_mark.size());
    const auto known = organisations_.find(name);
    if (known == organisations_.end()) {
        throw base::Failure(base::FailureCode::configuration,
                            "« " + name + " » n'est pas une organisation de world.yaml");
    }
    facts.text = known->second;
}

std::string Settlement::create(NounKind kind, const Node& body, const dossier::Actor& who) {
    const auto outcome = registry_.create(kind, body, {.actor = who});
    return expect_done(outcome, std::string(dossier::name_of(kind))).body["id"];
}

void Settlement::create_bodies() {
    dossier::Actor founder = actor("siao_responsable", "");
    for (const auto& entry : world_.find("organisations")->entries) {
        organisations_[entry.key] = create(NounKind::organisation, entry.value, founder);
        organisation_kinds_[entry.key] = entry.value.find("genre")->text;
    }
    founder = actor("siao_responsable", "siao");
    for (const auto& entry : world_.find("structures")->entries) {
        Node body = entry.value;
        for (auto& field : body.entries) {
            if (field.key != "organisation") continue;
            operators_[entry.key] = field.value.text;
            field.value.text = organisations_.at(field.value.text);
        }
        structures_[entry.key] = create(NounKind::structure, body, founder);
        supply_annexes(structures_[entry.key], founder);
    }
}

void Settlement::supply_annexes(const std::string& structure, const dossier::Actor& who) {
    for (const Node& node : world_.find("annexes")->items) {
        const std::string file = node.find("fichier")->text;
        const service::Supply supply{.nature = node.find("nature")->text,
                                     .title = node.find("titre")->text,
                                     .language = "fr",
                                     .bytes = base::read_file(annexes_ / file)};
        expect_done(
            service::Annexes(office_).supply({.structure = structure}, supply, {.actor = who}),
            file);
    }
}

const std::string& Settlement::pick(const char* list, std::size_t index) const {
    const auto& items = world_.find(list)->items;
    return items[index % items.size()].text;
}

std::string Settlement::create_person(std::size_t number, std::size_t seed, int age_years,
                                      bool woman) {
    const bool adult = age_years >= majority_years;
    const char* list = !adult ? "children" : woman ? "women" : "men";
    const auto born =
        law::Date::from_day_number(office_.library.territory("").date(today_).day_number() -
                                   age_years * 365 - static_cast<std::int32_t>(seed % 300));
    Node body = map_node({{"nom", {}, text_node(pick("family_names", number))},
                          {"prenoms", {}, text_node(pick(list, seed))},
                          {"date_naissance", {}, text_node(born.iso())},
                          {"majeur", {}, boolean_node(adult)}});
    if (adult) {
        body.entries.push_back({"civilite", {}, text_node(woman ? "madame" : "monsieur")});
        const Node read = list_node({text_node(pick("languages", number))});
        body.entries.push_back({"langues_lues", {}, read});
    }
    return create(NounKind::personne, body, actor("siao_agent", "siao"));
}

std::vector<std::string> Settlement::create_persons(std::size_t number) {
    std::vector<std::string> persons = {
        create_person(number, number, 24 + static_cast<int>(number % 30), number % 3 != 1)};
    if (number % 3 == 0) persons.push_back(create_person(number, number + 7, 31, false));
    for (std::size_t child = 0; child < number % 4 && number % 2 == 0; ++child) {
        persons.push_back(
            create_person(number, number + child, 2 + static_cast<int>(child) * 4, true));
    }
    return persons;
}

Household Settlement::create_household(const Story& story, std::size_t number) {
    const std::string family = pick("family_names", number);
    const std::string day = office_.library.territory("").date(clock_.now()).iso();
    std::vector<Node> members;
    std::vector<Node> ids;
    for (const std::string& person : create_persons(number)) {
        members.push_back(
            map_node({{"personne", {}, text_node(person)}, {"depuis", {}, text_node(day)}}));
        ids.push_back(text_node(person));
    }
    const dossier::Actor founder = actor("siao_responsable", "siao");
    Household household = without_menage(story, number);
    household.name = "Ménage " + family;
    household.personne = ids.front().text;
    const std::string sensitivity = story.protected_household ? "protege" : "ordinaire";
    household.menage = create(NounKind::menage,
                              map_node({{"designation", {}, text_node(household.name)},
                                        {"membres", {}, list_node(members)},
                                        {"suivi_pash", {}, boolean_node(story.followed_by_pash)},
                                        {"sensibilite", {}, text_node(sensitivity)}}),
                              founder);
    household.sejour = create(NounKind::sejour,
                              map_node({{"menage", {}, text_node(household.menage)},
                                        {"structure", {}, text_node(household.structure)},
                                        {"personnes", {}, list_node(ids)},
                                        {"regime", {}, text_node(story.regime)},
                                        {"debut", {}, text_node(day)}}),
                              founder);
    return household;
}

Household Settlement::without_menage(const Story& story, std::size_t number) const {
    const std::string& name = story.structures[number % story.structures.size()];
    Household household;
    household.structure_name = name;
    household.structure = structures_.at(name);
    return household;
}

dossier::Account::Grant Settlement::grant(const std::string& role,
                                          const std::string& organisation) const {
    return {.role = *dossier::role(role),
            .organisation = organisations_.at(organisation),
            .organisation_kind = organisation_kinds_.at(organisation),
            .departement = departement_};
}

Json Settlement::create_account(const std::string& login, const std::string& name,
                                const dossier::Account::Grant& grant) {
    const bool household = grant.role == dossier::Role::menage;
    const service::Secrets secrets =
        service::create_account(office_.store, office_.identity, login, name, {grant}, !household);
    return {
        {"role", dossier::name_of(grant.role)},
        {"login", secrets.login},
        {"password", secrets.password},
        {"totp_secret", secrets.totp_secret.empty() ? Json(nullptr) : Json(secrets.totp_secret)},
        {"api_token", secrets.api_token},
        {"organisation", household ? Json(nullptr) : Json(grant.organisation)}};
}

Json Settlement::create_accounts(const Household& shown) {
    Json accounts = Json::array();
    for (const Node& node : world_.find("accounts")->items) {
        accounts.push_back(
            create_account(node.find("login")->text, node.find("name")->text,
                           grant(node.find("role")->text, node.find("organisation")->text)));
    }
    accounts.push_back(create_account("menage", shown.name,
                                      {.role = dossier::Role::menage,
                                       .organisation = "",
                                       .organisation_kind = "",
                                       .departement = departement_,
                                       .menage = shown.menage,
                                       .personne = shown.personne}));
    return accounts;
}

}  // namespace preavis::cli
