#include "worlds/lives.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "access/policy.h"
#include "base/text.h"
#include "service/loops.h"

namespace preavis::worlds {
namespace {

using base::Json;
using base::Node;
using dossier::FactKind;
using dossier::FactType;

constexpr std::int64_t day_s = 24 * 3600;
constexpr std::string_view body_mark = "@chez ";

/// Texts that are not free: a procedure compares them with other texts.
bool is_bound(const std::string& fact) {
    return fact == "candidat" || fact == "candidat_retenu" || fact == "candidat_direct";
}

/// The kind of structure that a name of the demonstration's world tells.
std::string kind_named(const std::string& structure) {
    const std::string kind = structure.substr(0, structure.find('_'));
    return kind == "residence" ? "residence_sociale" : kind;
}

/// One life on its way.
struct Course {
    const Life* life = nullptr;
    const cli::Story* story = nullptr;
    const workflow::Definition* definition = nullptr;
    std::size_t place = 0;
    std::ptrdiff_t household = -1;
    std::size_t affair = 0;
    std::string dossier;
    bool over = false;
    std::map<std::string, std::string> words;  ///< canaries by the text that they replace
};

class Telling {
  public:
    Telling(Town& town, const Plan& plan)
        : town_(town), plan_(plan), begins_(*law::parse_utc("2026-02-02T08:00:00.000Z")) {}

    void tell() {
        town_.stage.clock.set(law::utc_iso(begins_));
        // Those who shelter in secret run nothing else: they come after those who do.
        for (const char* kind : {"siao", "ddets", "pash", "gestionnaire", "hotelier"}) {
            for (const char* departement : {"75", "69"}) town_.body_of(kind, departement);
        }
        for (const Life& life : plan_.lives) courses_.push_back(begin(life));
        for (const char* kind : {"gestionnaire", "hotelier"}) town_.add_body(kind, "75");
        for (const Due& due : agenda()) {
            const law::Instant at = begins_.plus_seconds(due.at_s);
            town_.stage.clock.move_to(at);
            service::fire_due_deadlines(town_.stage.office(), at);
            run(courses_[due.course], due.step);
        }
        const law::Instant end = town_.stage.clock.now().plus_seconds(plan_.waits_s);
        town_.stage.clock.move_to(end);
        service::fire_due_deadlines(town_.stage.office(), end);
        for (std::size_t i = 0; i < town_.census.bodies.size(); ++i) town_.staff(i);
        take_census();
    }

  private:
    struct Due {
        std::int64_t at_s = 0;
        std::size_t course = 0;
        std::size_t step = 0;
    };

    std::vector<Due> agenda() const {
        std::vector<Due> all;
        for (std::size_t i = 0; i < courses_.size(); ++i) {
            std::int64_t at = courses_[i].life->begins_s;
            for (std::size_t step = 0; step < courses_[i].life->steps; ++step) {
                at += courses_[i].story->steps[step].after_s;
                all.push_back({at, i, step});
            }
        }
        std::stable_sort(all.begin(), all.end(),
                         [](const Due& a, const Due& b) { return a.at_s < b.at_s; });
        return all;
    }

    Course begin(const Life& life) {
        Course course{.life = &life, .story = &shared_stories()[life.story]};
        const auto& definitions = http::test::shared_library().definitions;
        course.definition = definitions.newest(course.story->workflow);
        course.place = town_.place_of(kind_named(course.story->structures.front()),
                                      life.departement, life.secret_place);
        course.affair = town_.census.affairs.size();
        Affair affair{.departement = life.departement};
        if (course.definition->subject == "menage") {
            course.household = static_cast<std::ptrdiff_t>(town_.settle(
                course.place, life.is_protected, course.story->regime, life.shares_a_person));
            affair.household = course.household;
        }
        town_.census.affairs.push_back(std::move(affair));
        return course;
    }

    /// Whoever acts in this role where this life is lived. Agents of the SIAO do not know protected
    /// households: their responsables act.
    const Account& actor(const Course& course, std::string role) {
        if (is_protected(course) && role == "siao_agent") role = "siao_responsable";
        std::size_t body = town_.census.places[course.place].body;
        if (role.starts_with("siao")) body = town_.body_of("siao", course.life->departement);
        if (role.starts_with("ddets")) body = town_.body_of("ddets", course.life->departement);
        if (role == "pash") body = town_.body_of("pash", course.life->departement);
        return town_.census.accounts[town_.account_of(role, body)];
    }

    bool is_protected(const Course& course) const {
        return course.life->is_protected || course.life->secret_place;
    }

    std::string named_body(const Course& course, const std::string& name) {
        const bool known = name == "siao" || name == "ddets" || name == "pash";
        const std::size_t body = known ? town_.body_of(name, course.life->departement)
                                       : town_.census.places[course.place].body;
        return town_.census.bodies[body].id;
    }

    /// The same text is the same canary all along a life: a procedure may compare them.
    std::string canary_for(Course& course, const std::string& fact, const std::string& text) {
        const auto [found, is_new] = course.words.try_emplace(text);
        if (is_new) {
            found->second = town_.mint.word();
            town_.note_word(About::affair, course.affair, "texte de " + fact, found->second);
        }
        return found->second;
    }

    /// A story's value as its declared type: what is free text becomes a canary.
    Json value_of(Course& course, const std::string& fact, const Node& node, const FactType& type) {
        if (node.kind == Node::Kind::list) {
            Json list = Json::array();
            for (const Node& item : node.items) {
                list.push_back(value_of(course, fact, item, type.item.front()));
            }
            return list;
        }
        if (node.kind == Node::Kind::map) {
            Json record = Json::object();
            for (const Node::Entry& entry : node.entries) {
                const auto* field = dossier::find(type.fields, entry.key);
                record[entry.key] = value_of(course, entry.key, entry.value, field->type);
            }
            return record;
        }
        if (type.kind == FactKind::integer || type.kind == FactKind::money) {
            return Json::parse(node.text);
        }
        if (type.kind == FactKind::boolean) return node.text == "true";
        if (base::starts_with(node.text, body_mark)) {
            return named_body(course, node.text.substr(body_mark.size()));
        }
        const bool free = type.kind == FactKind::text || type.kind == FactKind::long_text;
        if (!free || is_bound(fact)) return node.text;
        const std::string word = canary_for(course, fact, node.text);
        return type.kind == FactKind::text ? word : "« " + word + " » n'est pas <b>tout</b>.";
    }

    Json facts_of(Course& course, const cli::StoryStep& step) {
        const auto territory = http::test::shared_library().territory(course.life->departement);
        const Node facts = cli::facts_at(step, town_.stage.clock.now(), territory);
        Json values = Json::object();
        for (const Node::Entry& entry : facts.entries) {
            const auto* fact = dossier::find(course.definition->facts, entry.key);
            values[entry.key] = value_of(course, entry.key, entry.value, fact->type);
        }
        return values;
    }

    /// What the service may refuse to those who do not know a protected household ends its life
    /// there; anything else that it refuses is a fault of this suite.
    std::optional<Json> done(const Course& course, const Account& who, const std::string& target,
                             const Json& body) {
        if (!is_protected(course)) return town_.done(who, "POST", target, body);
        const http::Response response = town_.api(&who, "POST", target, body.dump());
        if (response.status >= 300) return std::nullopt;
        return Json::parse(response.body);
    }

    void run(Course& course, std::size_t number) {
        if (course.over) return;
        const cli::StoryStep& step = course.story->steps[number];
        Json body = {{"event", step.event}, {"facts", facts_of(course, step)}};
        const Account& who = actor(course, step.by);
        std::string target = "/api/v1/dossiers";
        if (number == 0) {
            body["workflow"] = course.story->workflow;
            body["parties"] = parties_of(course);
        } else {
            target += "/" + course.dossier + "/events";
        }
        const auto answer = done(course, who, target, body);
        course.over = !answer;
        if (number == 0 && answer) course.dossier = (*answer)["id"];
    }

    Json parties_of(const Course& course) const {
        Json parties = {{"structure", town_.census.places[course.place].id}};
        if (course.household < 0) return parties;
        const auto number = static_cast<std::size_t>(course.household);
        parties["menage"] = town_.census.households[number].id;
        parties["sejour"] = town_.census.households[number].sejour;
        return parties;
    }

    std::size_t body_numbered(const std::string& id) const {
        const auto& bodies = town_.census.bodies;
        const auto found = std::find_if(bodies.begin(), bodies.end(),
                                        [&id](const Body& body) { return body.id == id; });
        if (found == bodies.end()) throw std::runtime_error("organisme inconnu : " + id);
        return static_cast<std::size_t>(found - bodies.begin());
    }

    /// The affair of a dossier: its own, or that of the life of the same household or place.
    std::size_t affair_of(const dossier::Dossier& dossier) const {
        const Course* same = nullptr;
        for (const Course& course : courses_) {
            if (course.dossier == dossier.id) return course.affair;
            const bool lives_there =
                course.household >= 0
                    ? town_.census.households[static_cast<std::size_t>(course.household)].id ==
                          dossier.parties.menage
                    : town_.census.places[course.place].id == dossier.parties.structure;
            if (lives_there) same = &course;
        }
        if (same == nullptr) throw std::runtime_error("dossier de personne : " + dossier.id);
        return same->affair;
    }

    /// What came of it all, dossiers opened by others included.
    void take_census() {
        Census& census = town_.census;
        const auto scope = access::system_scope();
        for (const auto& dossier : town_.stage.store().dossiers({.limit = 1000}, scope)) {
            const std::size_t number = affair_of(dossier);
            Affair& affair = census.affairs[number];
            affair.dossiers.insert(dossier.id);
            std::vector<std::string> bodies = dossier.parties.followers;
            bodies.push_back(dossier.parties.organisation);
            bodies.push_back(dossier.parties.structure_organisation);
            for (const std::string& body : bodies) {
                if (!body.empty()) affair.bodies.insert(body_numbered(body));
            }
            town_.note_identifier(About::affair_name, number, "d'un dossier", dossier.id);
            town_.note_identifier(About::affair_name, number, "en chiffres", dossier.number);
            for (const auto& deadline : dossier.deadlines) {
                town_.note_identifier(About::affair_name, number, "d'une échéance", deadline.id);
            }
            for (const auto& piece : town_.stage.store().pieces(dossier.id, scope)) {
                affair.pieces.insert(piece.id);
                town_.note_identifier(About::affair, number, "d'un document", piece.id);
                if (!piece.issued_at) throw std::runtime_error("pas émis : " + piece.document);
            }
        }
        for (const Affair& affair : census.affairs) {
            if (affair.household < 0) continue;
            census.households[static_cast<std::size_t>(affair.household)].bodies.insert(
                affair.bodies.begin(), affair.bodies.end());
        }
    }

    Town& town_;
    const Plan& plan_;
    law::Instant begins_;
    std::vector<Course> courses_;
};

}  // namespace

const std::vector<cli::Story>& shared_stories() {
    static const std::vector<cli::Story> stories = [] {
        auto reading = cli::read_stories(std::filesystem::path(PREAVIS_ROOT) /
                                         "examples/demonstration/stories.yaml");
        if (const auto* problems = std::get_if<base::Problems>(&reading)) {
            throw std::runtime_error(base::to_string(*problems));
        }
        return std::get<std::vector<cli::Story>>(std::move(reading));
    }();
    return stories;
}

void live(Town& town, const Plan& plan) {
    Telling(town, plan).tell();
}

Plan plan_of(std::uint64_t seed) {
    Mint mint(seed ^ 0x9e3779b97f4a7c15U);
    Plan plan{.seed = seed};
    const auto& stories = shared_stories();
    const std::size_t count = 3 + mint.below(2);
    for (std::size_t i = 0; i < count; ++i) {
        Life life{.story = mint.below(stories.size())};
        life.steps = 1 + mint.below(stories[life.story].steps.size());
        life.begins_s = static_cast<std::int64_t>(mint.below(20 * day_s));
        // At least one protected household, and one of another département.
        life.departement = i == 2 || (i > 2 && mint.chance(15)) ? "69" : "75";
        life.is_protected = i == 0 || mint.chance(20);
        life.secret_place = life.is_protected ? mint.chance(70) : mint.chance(10);
        life.shares_a_person = i == 1 && mint.chance(50);
        plan.lives.push_back(std::move(life));
    }
    plan.waits_s = static_cast<std::int64_t>(mint.below(40 * day_s));
    return plan;
}

std::string in_words(const Plan& plan) {
    std::string words = "PREAVIS_WORLD_SEED=" + std::to_string(plan.seed);
    for (const Life& life : plan.lives) {
        const cli::Story& story = shared_stories()[life.story];
        words += "\n  " + life.departement + (life.is_protected ? " protégé" : "") +
                 (life.secret_place ? " lieu secret" : "") +
                 (life.shares_a_person ? " personne commune" : "") + " : " + story.workflow + ", " +
                 story.name + ", étapes : " + std::to_string(life.steps);
    }
    return words;
}

}  // namespace preavis::worlds
