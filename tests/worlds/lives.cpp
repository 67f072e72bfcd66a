#include "worlds/lives.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "service/loops.h"
#include "worlds/course.h"

namespace preavis::worlds {
namespace {

using base::Json;

constexpr std::int64_t day_s = 24 * 3600;

/// The kind of structure that a name of the demonstration's world tells.
std::string kind_named(const std::string& structure) {
    const std::string kind = structure.substr(0, structure.find('_'));
    return kind == "residence" ? "residence_sociale" : kind;
}

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
        take_census(town_, courses_);
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
        Json body = {{"event", step.event}, {"facts", said(town_, course, step)}};
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
