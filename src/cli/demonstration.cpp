#include <algorithm>
#include <ostream>
#include <queue>

#include "base/failure.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/yaml.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/sealing.h"
#include "cli/story.h"
#include "service/annexes.h"
#include "service/gate.h"
#include "service/loops.h"
#include "service/procedures.h"
#include "service/registry.h"

namespace preavis::cli {
namespace {

using base::Json;
using base::Node;
using dossier::NounKind;

constexpr const char* help =
    "preavis demonstration --store BASE --accounts FICHIER.json\n"
    "  remplit une base neuve : un département inventé, ses organisations, ses ménages, des "
    "dossiers\n"
    "  à tous les stades ; écrit les comptes dans FICHIER (lisible par son propriétaire "
    "seulement)\n";

/// Time as the stories need it.
class StoryClock : public dossier::Clock {
  public:
    law::Instant now() override { return now_; }
    void set(law::Instant now) { now_ = now; }

  private:
    law::Instant now_;
};

Node text_node(const std::string& text) {
    Node node;
    node.kind = Node::Kind::text;
    node.text = text;
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

/// What the world's file says, once created in the store.
struct World {
    const Node* file = nullptr;
    std::string departement;
    std::map<std::string, std::string> organisations;  ///< names in the file to identifiers
    std::map<std::string, std::string> organisation_kinds;
    std::map<std::string, std::string> structures;
    std::map<std::string, std::string> operators;  ///< of structures
};

/// Builds the demonstration through the same use-cases as everybody; any refusal is a fault of its
/// files and stops it.
class Builder {
  public:
    Builder(const service::Office& office, StoryClock& clock, const Node& world,
            std::filesystem::path annexes, law::Instant today)
        : office_(office),
          clock_(clock),
          registry_(office),
          procedures_(office),
          annexes_(std::move(annexes)),
          today_(today) {
        world_.file = &world;
        world_.departement = world.find("departement")->text;
    }

    void build(const std::vector<Story>& stories) {
        clock_.set(today_.plus_seconds(-400LL * 24 * 3600));
        create_bodies();
        for (const Story& story : stories) plan(story);
        run_agenda();
    }

    Json create_accounts() {
        Json accounts = Json::array();
        for (const Node& node : world_.file->find("accounts")->items) {
            accounts.push_back(create_account(node.find("login")->text, node.find("name")->text,
                                              node.find("role")->text,
                                              node.find("organisation")->text, ""));
        }
        accounts.push_back(
            create_account("menage", first_menage_name_, "menage", "siao", first_menage_));
        return accounts;
    }

  private:
    /// One step of one ménage's story, at its time.
    struct Due {
        law::Instant at;
        std::size_t order = 0;
        const Story* story = nullptr;
        std::size_t step = 0;
        std::size_t household = 0;
        bool operator<(const Due& other) const {
            return at == other.at ? order > other.order : at > other.at;
        }
    };
    struct Household {
        std::string menage;
        std::string sejour;
        std::string structure;
        std::string structure_name;
        std::string dossier;
    };

    dossier::Actor actor(const std::string& role, const std::string& organisation) const {
        dossier::Actor who;
        who.compte = "demonstration";
        who.role = *dossier::role(role);
        who.departement = world_.departement;
        const auto known = world_.organisations.find(organisation);
        if (known == world_.organisations.end()) return who;
        who.organisation = known->second;
        who.organisation_kind = world_.organisation_kinds.at(organisation);
        return who;
    }

    /// The organisation that acts in a role about a structure.
    std::string organisation_of(const std::string& role, const std::string& structure) const {
        if (role.starts_with("gestionnaire") || role == "hotelier") {
            return world_.operators.at(structure);
        }
        if (role.starts_with("ddets")) return "ddets";
        return role == "pash" ? "pash" : "siao";
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

    std::string create(NounKind kind, Node body, const dossier::Actor& who) {
        const service::Command command{.actor = who};
        const auto outcome = registry_.create(kind, body, command);
        return expect_done(outcome, std::string(dossier::name_of(kind))).body["id"];
    }

    void create_bodies() {
        dossier::Actor founder = actor("siao_responsable", "");
        for (const auto& entry : world_.file->find("organisations")->entries) {
            world_.organisations[entry.key] = create(NounKind::organisation, entry.value, founder);
            world_.organisation_kinds[entry.key] = entry.value.find("genre")->text;
        }
        founder = actor("siao_responsable", "siao");
        for (const auto& entry : world_.file->find("structures")->entries) {
            Node body = entry.value;
            for (auto& field : body.entries) {
                if (field.key != "organisation") continue;
                world_.operators[entry.key] = field.value.text;
                field.value.text = world_.organisations.at(field.value.text);
            }
            world_.structures[entry.key] = create(NounKind::structure, body, founder);
            supply_annexes(world_.structures[entry.key], founder);
        }
    }

    void supply_annexes(const std::string& structure, const dossier::Actor& who) {
        for (const Node& node : world_.file->find("annexes")->items) {
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

    const std::string& pick(const char* list, std::size_t index) const {
        const auto& items = world_.file->find(list)->items;
        return items[index % items.size()].text;
    }

    std::string create_person(const std::string& family, std::size_t seed, int age_years,
                              bool woman) {
        const char* list = age_years < 18 ? "children" : woman ? "women" : "men";
        const auto born =
            law::Date::from_day_number(office_.library.territory("").date(today_).day_number() -
                                       age_years * 365 - static_cast<std::int32_t>(seed % 300));
        Node major;
        major.kind = Node::Kind::boolean;
        major.boolean = age_years >= 18;
        Node body = map_node({{"nom", {}, text_node(family)},
                              {"prenoms", {}, text_node(pick(list, seed))},
                              {"date_naissance", {}, text_node(born.iso())},
                              {"majeur", {}, major}});
        if (age_years >= 18) {
            body.entries.push_back({"civilite", {}, text_node(woman ? "madame" : "monsieur")});
        }
        return create(NounKind::personne, body, actor("siao_agent", "siao"));
    }

    /// One to four persons, their ménage and their stay.
    Household create_household(const Story& story, std::size_t number, std::size_t turn) {
        const std::string family = pick("family_names", number);
        std::vector<std::string> persons = {
            create_person(family, number, 24 + static_cast<int>(number % 30), number % 3 != 1)};
        if (number % 3 == 0) persons.push_back(create_person(family, number + 7, 31, false));
        for (std::size_t child = 0; child < number % 4 && number % 2 == 0; ++child) {
            persons.push_back(
                create_person(family, number + child, 2 + static_cast<int>(child) * 4, true));
        }
        const std::string day = office_.library.territory("").date(clock_.now()).iso();
        std::vector<Node> members;
        std::vector<Node> ids;
        for (const std::string& person : persons) {
            members.push_back(
                map_node({{"personne", {}, text_node(person)}, {"depuis", {}, text_node(day)}}));
            ids.push_back(text_node(person));
        }
        Node pash;
        pash.kind = Node::Kind::boolean;
        pash.boolean = story.followed_by_pash;
        Household household;
        household.menage =
            create(NounKind::menage,
                   map_node({{"designation", {}, text_node("Ménage " + family)},
                             {"membres", {}, list_node(members)},
                             {"suivi_pash", {}, pash},
                             {"sensibilite",
                              {},
                              text_node(story.protected_household ? "protege" : "ordinaire")}}),
                   actor("siao_responsable", "siao"));
        household.structure_name = story.structures[turn % story.structures.size()];
        household.structure = world_.structures.at(household.structure_name);
        household.sejour = create(NounKind::sejour,
                                  map_node({{"menage", {}, text_node(household.menage)},
                                            {"structure", {}, text_node(household.structure)},
                                            {"personnes", {}, list_node(ids)},
                                            {"regime", {}, text_node(story.regime)},
                                            {"debut", {}, text_node(day)}}),
                                  actor("siao_responsable", "siao"));
        if (first_menage_.empty() && story.workflow == "arret_prise_en_charge") {
            first_menage_ = household.menage;
            first_menage_name_ = "Ménage " + family;
        }
        return household;
    }

    void plan(const Story& story) {
        for (int i = 0; i < story.count; ++i) {
            households_.emplace_back();
            agenda_.push({today_.plus_seconds(-story.began_s - i * story.apart_s), agenda_order_++,
                          &story, 0, households_.size() - 1});
        }
    }

    void run_agenda() {
        while (!agenda_.empty()) {
            const Due due = agenda_.top();
            agenda_.pop();
            if (due.at > today_) continue;
            clock_.set(due.at);
            service::fire_due_deadlines(office_, due.at);
            run(due);
            if (due.step + 1 < due.story->steps.size()) {
                agenda_.push({due.at.plus_seconds(due.story->steps[due.step + 1].after_s),
                              agenda_order_++, due.story, due.step + 1, due.household});
            }
        }
        clock_.set(today_);
        service::fire_due_deadlines(office_, today_);
    }

    void run(const Due& due) {
        const StoryStep& step = due.story->steps[due.step];
        Household& household = households_[due.household];
        if (due.step == 0) household = create_household(*due.story, due.household, due.household);
        const auto territory = office_.library.territory(world_.departement);
        const Node facts = facts_at(step, due.at, territory);
        const service::Command command{
            .actor = actor(step.by, organisation_of(step.by, household.structure_name))};
        const std::string what =
            "récit « " + due.story->name + " », ligne " + std::to_string(step.place.line);
        if (due.step > 0) {
            const Node body =
                map_node({{"event", {}, text_node(step.event)}, {"facts", {}, facts}});
            expect_done(procedures_.apply(household.dossier, body, command), what);
            return;
        }
        const Node parties = map_node({{"menage", {}, text_node(household.menage)},
                                       {"sejour", {}, text_node(household.sejour)},
                                       {"structure", {}, text_node(household.structure)}});
        const Node body = map_node({{"workflow", {}, text_node(due.story->workflow)},
                                    {"event", {}, text_node(step.event)},
                                    {"parties", {}, parties},
                                    {"facts", {}, facts}});
        household.dossier = expect_done(procedures_.open(body, command), what).body["id"];
    }

    Json create_account(const std::string& login, const std::string& name, const std::string& role,
                        const std::string& organisation, const std::string& menage) {
        const dossier::Account::Grant grant{
            .role = *dossier::role(role),
            .organisation = menage.empty() ? world_.organisations.at(organisation) : "",
            .organisation_kind = menage.empty() ? world_.organisation_kinds.at(organisation) : "",
            .departement = world_.departement,
            .menage = menage};
        const service::Secrets secrets = service::create_account(
            office_.store, office_.identity, login, name, {grant}, menage.empty());
        return {{"role", role},
                {"login", secrets.login},
                {"password", secrets.password},
                {"totp_secret",
                 secrets.totp_secret.empty() ? Json(nullptr) : Json(secrets.totp_secret)},
                {"api_token", secrets.api_token},
                {"organisation", menage.empty() ? Json(grant.organisation) : Json(nullptr)}};
    }

    const service::Office& office_;
    StoryClock& clock_;
    service::Registry registry_;
    service::Procedures procedures_;
    std::filesystem::path annexes_;
    law::Instant today_;
    World world_;
    std::vector<Household> households_;
    std::priority_queue<Due> agenda_;
    std::size_t agenda_order_ = 0;
    std::string first_menage_;
    std::string first_menage_name_ = "Ménage";
};

}  // namespace

int demonstration_command(const Context& context) {
    int status = done;
    const auto line =
        read_or_explain(context, {{"--store", true}, {"--accounts", true}}, help, status);
    if (!line) return status;
    if (!line->has("--accounts")) {
        return explain(context, base::Problems{command_line_problem("--accounts manque")});
    }
    const auto library = library_or_explain(context);
    if (!library) return bad_input;
    const auto folder = context.root / "examples/demonstration";
    const auto world =
        base::read_yaml(base::read_file(folder / "world.yaml"), (folder / "world.yaml").string());
    if (const auto* broken = std::get_if<base::Problems>(&world)) return explain(context, *broken);
    const auto stories = read_stories(folder / "stories.yaml");
    if (const auto* broken = std::get_if<base::Problems>(&stories)) {
        return explain(context, *broken);
    }
    const auto store = context.toolbox.open_store(store_path(*line), true);
    if (store->counts().journal > 0) {
        context.err << "preavis: la base n'est pas neuve, elle reste comme elle est\n";
        return bad_input;
    }
    store->set_setting("demonstration", "1");
    const auto fonts = std::make_shared<const page::Fonts>();
    const auto identity = context.toolbox.identity();
    const auto real = context.toolbox.clock();
    StoryClock clock;
    const auto sealer =
        sealer_of(context.toolbox, std::nullopt, *store, store_path(*line), real->now());
    service::Office office{
        *library, *fonts, *store, clock, *real, *identity, context.toolbox.pdf_writer(fonts)};
    office.sealer = sealer.get();
    const auto binder = context.toolbox.binder();
    office.binder = binder.get();
    Builder builder(office, clock, std::get<Node>(world), folder / "annexes", real->now());
    builder.build(std::get<std::vector<Story>>(stories));
    base::write_file(*line->value("--accounts"), builder.create_accounts().dump(2) + "\n", true);
    const auto counts = store->counts();
    context.out << counts.dossiers << " dossiers, " << counts.open_deadlines
                << " échéances ouvertes, " << counts.journal << " lignes de journal\n";
    return done;
}

}  // namespace preavis::cli
