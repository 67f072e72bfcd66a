// Every role at every door with every kind of thing: tests/http/access_matrix.txt says what each
// gets, this tries it.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "http/dispatcher.h"
#include "http/neighbours.h"
#include "pdf/handmade.h"

namespace preavis::http::test {
namespace {

const std::vector<std::string> kinds_of_owner = {"sien", "autre", "ailleurs", "protege", "inconnu"};

/// By role, then by owner; of an act about no record, by role alone.
using Profile = std::map<std::string, std::vector<std::string>>;

struct Line {
    std::string method;
    std::string pattern;
    std::string mode;
    std::string thing;
    std::string profile;
};

struct Matrix {
    std::map<std::string, Profile> profiles;
    std::vector<Line> lines;
};

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> found;
    for (std::string word; stream >> word;) found.push_back(word);
    return found;
}

Profile same_for_all(const std::string& mark) {
    Profile profile;
    for (const dossier::Role role : dossier::all_roles()) {
        profile[std::string(dossier::name_of(role))] = {mark};
    }
    return profile;
}

Matrix read_matrix() {
    std::ifstream file(PREAVIS_ROOT "/tests/http/access_matrix.txt");
    Matrix matrix;
    std::string open_profile;
    for (std::string text; std::getline(file, text);) {
        const auto parts = words(text);
        if (parts.empty() || parts[0].starts_with('#')) continue;
        if (parts[0] == "profil") {
            open_profile = parts.at(1);
            const bool of_all = parts.size() == 3;
            matrix.profiles[open_profile] = of_all ? same_for_all(parts[2]) : Profile{};
        } else if (text.starts_with(' ')) {
            matrix.profiles[open_profile][parts[0]] = {parts.begin() + 1, parts.end()};
        } else {
            matrix.lines.push_back(
                {parts.at(0), parts.at(1), parts.at(2), parts.at(3), parts.at(4)});
        }
    }
    return matrix;
}

const Matrix& matrix() {
    static const Matrix read = read_matrix();
    return read;
}

std::vector<std::string> roles() {
    std::vector<std::string> names;
    for (const dossier::Role role : dossier::all_roles()) {
        if (role != dossier::Role::systeme) names.emplace_back(dossier::name_of(role));
    }
    return names;
}

/// The address of a thing: what stands at the other braces is a name that exists.
std::string address_of(std::string pattern, const std::string& id) {
    const std::vector<std::pair<std::string, std::string>> names = {{"{id}", id},
                                                                    {"{event}", "presenter_lieux"},
                                                                    {"{workflow}", "kit_accueil"},
                                                                    {"{name}", "kit_accueil"}};
    for (const auto& [brace, name] : names) pattern = base::replaced(pattern, brace, name);
    return pattern;
}

/// Asks as a program or as a person at a browser, whatever the door takes.
class Asker {
  public:
    explicit Asker(const World& world) : world_(world) {}

    Answer ask(const Line& line, const std::string& role, const std::string& id) {
        const std::string path = address_of(line.pattern, id);
        if (path.starts_with("/api/")) return as_program(line.method, path, role);
        Visitor& visitor = at_browser(role);
        return line.method == "GET" ? visitor.get(path) : visitor.post(path, {});
    }

  private:
    Answer as_program(const std::string& method, const std::string& path,
                      const std::string& role) const {
        if (method == "GET") return world_.api(method, path, role);
        const bool takes_file = path.ends_with("/annexes");
        return world_.api(method, path, role, takes_file ? pdf::scan(1) : "{}",
                          takes_file ? "Content-Type: application/pdf\r\n" : "");
    }
    Visitor& at_browser(const std::string& role) {
        const auto known = visitors_.find(role);
        if (known != visitors_.end()) return known->second;
        Visitor& visitor = visitors_.emplace(role, Visitor(world_)).first->second;
        visitor.log_in(role);
        visitor.get("/role");  // a page with the session's token, whatever the role
        return visitor;
    }

    const World& world_;
    std::map<std::string, Visitor> visitors_;
};

/// `oui`, `404` or `403`: what an answer amounts to. A reading is a `oui` if it shows something, an
/// act if it was looked at.
std::string mark_of(const Line& line, int status) {
    static const std::set<int> looked_at = {200, 201, 202, 303, 400, 409, 412, 422};
    const bool yes = line.method == "GET" ? status == 200 : looked_at.contains(status);
    return yes ? "oui" : std::to_string(status);
}

/// How a list names a thing: deadlines and reminders by their dossier's number.
std::string sign_of(const Line& line, const Things& things) {
    const bool by_number = line.thing == "echeance" || line.thing == "rappel";
    return things.at(by_number ? "numero" : line.thing);
}

class AccessMatrix : public testing::Test {
  protected:
    static void SetUpTestSuite() { neighbours = new Neighbours; }
    static void TearDownTestSuite() {
        delete neighbours;
        neighbours = nullptr;
    }
    static Neighbours* neighbours;
};
Neighbours* AccessMatrix::neighbours = nullptr;

std::string told(const Line& line, const std::string& role, const std::string& owner) {
    return role + " " + line.method + " " + line.pattern + " " + owner;
}

TEST(AccessMatrixFile, has_a_line_for_every_route_and_none_for_another) {
    std::set<std::string> known;
    for (const Line& line : matrix().lines) {
        EXPECT_TRUE(known.insert(line.method + " " + line.pattern).second) << line.pattern;
        EXPECT_TRUE(matrix().profiles.contains(line.profile)) << line.profile;
    }
    std::set<std::string> served;
    for (const Route& route : all_routes()) served.insert(route.method + " " + route.pattern);
    EXPECT_EQ(known, served);
}

TEST(AccessMatrixFile, has_a_mark_for_every_role_and_owner) {
    for (const Line& line : matrix().lines) {
        const bool of_things = line.mode == "un" || line.mode == "liste";
        for (const std::string& role : roles()) {
            const Profile& profile = matrix().profiles.at(line.profile);
            ASSERT_TRUE(profile.contains(role)) << line.profile << " " << role;
            EXPECT_EQ(profile.at(role).size(), of_things ? kinds_of_owner.size() : 1)
                << line.profile << " " << role;
        }
    }
}

TEST_F(AccessMatrix, a_list_shows_what_its_reader_may_see_and_nothing_else) {
    Asker asker(neighbours->world);
    for (const Line& line : matrix().lines) {
        if (line.mode != "liste") continue;
        for (const std::string& role : roles()) {
            const auto& marks = matrix().profiles.at(line.profile).at(role);
            const Answer answer = asker.ask(line, role, "");
            for (std::size_t i = 0; i < kinds_of_owner.size(); ++i) {
                const std::string& owner = kinds_of_owner[i];
                const std::string what = told(line, role, owner);
                if (marks[i] == "403") {
                    EXPECT_EQ(answer.status, 403) << what;
                    continue;
                }
                EXPECT_EQ(answer.status, 200) << what << answer.body;
                const std::string sign = sign_of(line, neighbours->things.at(owner));
                EXPECT_EQ(answer.body.find(sign) != answer.body.npos, marks[i] == "oui") << what;
            }
        }
    }
}

TEST_F(AccessMatrix, a_thing_answers_as_its_line_says_to_every_role) {
    Asker asker(neighbours->world);
    for (const Line& line : matrix().lines) {
        if (line.mode != "un") continue;
        for (const std::string& role : roles()) {
            const auto& marks = matrix().profiles.at(line.profile).at(role);
            for (std::size_t i = 0; i < kinds_of_owner.size(); ++i) {
                const std::string& owner = kinds_of_owner[i];
                const std::string& id = neighbours->things.at(owner).at(line.thing);
                const Answer answer = asker.ask(line, role, id);
                EXPECT_EQ(mark_of(line, answer.status), marks[i]) << told(line, role, owner) << "\n"
                                                                  << answer.body.substr(0, 300);
            }
        }
    }
}

/// What is not there and what is out of scope answer alike, to the last byte.
TEST_F(AccessMatrix, what_is_out_of_scope_cannot_be_told_from_what_does_not_exist) {
    Asker asker(neighbours->world);
    for (const Line& line : matrix().lines) {
        if (line.mode != "un" || !line.pattern.starts_with("/api/")) continue;
        for (const std::string& role : roles()) {
            const auto& marks = matrix().profiles.at(line.profile).at(role);
            const Answer unknown =
                asker.ask(line, role, neighbours->things.at("inconnu").at(line.thing));
            for (std::size_t i = 0; i < kinds_of_owner.size(); ++i) {
                if (marks[i] != "404") continue;
                const std::string& owner = kinds_of_owner[i];
                const Answer hidden =
                    asker.ask(line, role, neighbours->things.at(owner).at(line.thing));
                EXPECT_EQ(hidden.body, unknown.body) << told(line, role, owner);
            }
        }
    }
}

TEST_F(AccessMatrix, an_act_about_no_record_answers_as_its_line_says) {
    Asker asker(neighbours->world);
    for (const Line& line : matrix().lines) {
        if (line.mode != "acte") continue;
        for (const std::string& role : roles()) {
            const std::string mark = matrix().profiles.at(line.profile).at(role).front();
            const Answer answer = asker.ask(line, role, "1");
            const bool absent = answer.status == 404;  // no downtime has this number yet
            EXPECT_EQ(absent ? "oui" : mark_of(line, answer.status), mark)
                << told(line, role, "") << "\n"
                << answer.body.substr(0, 300);
        }
    }
}

TEST_F(AccessMatrix, nobody_without_an_account_gets_further_than_the_public_pages) {
    for (const Line& line : matrix().lines) {
        Visitor nobody(neighbours->world);
        const std::string path = address_of(line.pattern, std::string(32, 'a'));
        const bool program = path.starts_with("/api/");
        const Answer answer = program                ? neighbours->world.api(line.method, path, "")
                              : line.method == "GET" ? nobody.get(path)
                                                     : nobody.post(path, {});
        if (line.mode == "public") {
            EXPECT_LT(answer.status, 500) << path;
            EXPECT_NE(answer.status, 403) << path;
        } else {
            EXPECT_EQ(answer.status, program ? 401 : 303) << path;
        }
    }
}

/// Parameters that name somebody else's thing find what an unknown one finds: nothing.
TEST_F(AccessMatrix, a_filter_or_a_cursor_of_others_says_nothing) {
    const std::vector<std::array<std::string, 3>> cases = {
        {"/api/v1/dossiers", "menage", "menage"},      {"/api/v1/dossiers", "next", "dossier"},
        {"/api/v1/dossiers", "q", "numero"},           {"/api/v1/deadlines", "dossier", "dossier"},
        {"/api/v1/deadlines", "next", "echeance"},     {"/api/v1/reminders", "dossier", "dossier"},
        {"/api/v1/reminders", "next", "rappel"},       {"/api/v1/sejours", "menage", "menage"},
        {"/api/v1/sejours", "structure", "structure"}, {"/api/v1/places", "structure", "structure"},
        {"/api/v1/menages", "next", "menage"},         {"/api/v1/personnes", "next", "personne"},
    };
    const World& world = neighbours->world;
    for (const auto& [path, parameter, kind] : cases) {
        for (const char* owner : {"ailleurs", "protege"}) {
            const std::string asked = path + "?" + parameter + "=";
            const Answer hidden =
                world.api("GET", asked + neighbours->things.at(owner).at(kind), "siao_agent");
            const Answer unknown = world.api("GET", asked + std::string(32, 'f'), "siao_agent");
            EXPECT_EQ(hidden.status, 200) << path << parameter;
            EXPECT_EQ(hidden.body, unknown.body) << path << " " << parameter << " " << owner;
        }
    }
}

/// A body that names somebody else's thing is refused like one that names nothing.
TEST_F(AccessMatrix, a_reference_to_others_in_a_body_says_nothing) {
    const World& world = neighbours->world;
    const Things& unknown = neighbours->things.at("inconnu");
    const auto bodies = [](const Things& things) {
        using base::Json;
        return std::vector<std::pair<std::string, Json>>{
            {"/api/v1/menages",
             {{"designation", "X"},
              {"membres", {{{"personne", things.at("personne")}, {"depuis", "2026-01-01"}}}}}},
            {"/api/v1/sejours",
             {{"menage", things.at("menage")},
              {"structure", things.at("structure")},
              {"regime", "initiale"},
              {"debut", "2026-05-04"}}},
            {"/api/v1/personnes",
             {{"nom", "X"},
              {"prenoms", "Y"},
              {"date_naissance", "1990-01-02"},
              {"confidentiel_envers", {things.at("personne")}}}},
            {"/api/v1/dossiers",
             {{"workflow", "kit_accueil"}, {"parties", {{"menage", things.at("menage")}}}}},
            {"/api/v1/dossiers",
             {{"workflow", "kit_accueil"}, {"parties", {{"sejour", things.at("sejour")}}}}}};
    };
    for (const char* owner : {"ailleurs", "protege"}) {
        const Things& others = neighbours->things.at(owner);
        const auto hidden = bodies(others);
        const auto vain = bodies(unknown);
        for (std::size_t i = 0; i < hidden.size(); ++i) {
            const Answer told =
                world.api("POST", hidden[i].first, "siao_agent", hidden[i].second.dump());
            const Answer same =
                world.api("POST", vain[i].first, "siao_agent", vain[i].second.dump());
            EXPECT_EQ(told.status, 400) << owner << hidden[i].first << told.body;
            std::string text = told.body;
            for (const auto& [kind, id] : others) text = base::replaced(text, id, unknown.at(kind));
            if (owner == std::string("protege")) {
                EXPECT_EQ(text, same.body) << hidden[i].first;
            }
        }
    }
}

}  // namespace
}  // namespace preavis::http::test
