#include <set>

#include "http/dispatcher.h"
#include "http/world.h"

namespace preavis::http::test {
namespace {

/// Paths that anybody may ask for. A route that is not here has an act of the policy.
const std::set<std::string> public_paths = {"/", "/connexion", "/deconnexion", "/aide",
                                            "/accessibilite"};

TEST(Routes, each_has_an_act_of_the_policy_or_is_declared_public_here) {
    for (const Route& route : all_routes()) {
        const std::string name = route.method + " " + route.pattern;
        if (route.door == Door::open) {
            EXPECT_TRUE(public_paths.contains(route.pattern)) << name;
            EXPECT_FALSE(route.act.has_value()) << name;
        } else {
            EXPECT_TRUE(route.act.has_value()) << name;
            EXPECT_EQ(route.door, route.pattern.starts_with("/api/") ? Door::api : Door::page)
                << name;
        }
    }
}

TEST(Routes, each_of_the_api_is_described_and_has_its_own_operation) {
    std::set<std::string> operations;
    for (const Route& route : all_routes()) {
        if (!route.pattern.starts_with("/api/")) continue;
        EXPECT_FALSE(route.summary.empty()) << route.pattern;
        EXPECT_TRUE(operations.insert(route.operation).second) << route.operation;
    }
}

std::string with_id(std::string pattern) {
    for (std::size_t start = 0; (start = pattern.find('{')) != pattern.npos;) {
        pattern.replace(start, pattern.find('}') - start + 1, std::string(32, 'a'));
    }
    return pattern;
}

/// Every role at every route: whoever the policy denies gets 403, nobody else does.
TEST(Routes, the_door_says_what_the_policy_says) {
    const World world;
    for (const Route& route : all_routes()) {
        if (route.door != Door::api) continue;
        for (const dossier::Role role : dossier::all_roles()) {
            if (role == dossier::Role::systeme) continue;
            const std::string who(dossier::name_of(role));
            const Answer answer = world.api(route.method, with_id(route.pattern), who,
                                            route.takes.empty() ? "" : "{}");
            EXPECT_EQ(answer.status == 403, !access::may(role, *route.act))
                << who << " " << route.method << " " << route.pattern << answer.body;
            EXPECT_LT(answer.status, 500) << who << " " << route.method << " " << route.pattern;
        }
    }
}

TEST(Routes, the_description_names_each_of_them_and_only_schemas_that_exist) {
    const World world;
    const base::Json api = world.done("GET", "/api/v1/openapi.json", "");
    EXPECT_EQ(api["openapi"], "3.1.0");
    for (const Route& route : all_routes()) {
        if (!route.pattern.starts_with("/api/v1")) continue;
        const std::string path = route.pattern.substr(7);
        ASSERT_TRUE(api["paths"].contains(path)) << path;
        std::string method = route.method;
        for (char& c : method) c = static_cast<char>(std::tolower(c));
        EXPECT_TRUE(api["paths"][path].contains(method)) << path;
    }
    const std::string text = api.dump();
    const std::string mark = "#/components/schemas/";
    for (std::size_t at = 0; (at = text.find(mark, at)) != text.npos; at += mark.size()) {
        const std::size_t start = at + mark.size();
        const std::string name = text.substr(start, text.find('"', start) - start);
        EXPECT_TRUE(api["components"]["schemas"].contains(name)) << name;
    }
}

TEST(Routes, a_pattern_takes_one_segment_for_each_of_its_names) {
    EXPECT_EQ(match("/a/{id}/b/{x}", "/a/1/b/2"), (std::vector<std::string>{"1", "2"}));
    EXPECT_EQ(match("/a/{id}", "/a/"), std::nullopt);
    EXPECT_EQ(match("/a/{id}", "/a/1/2"), std::nullopt);
    EXPECT_EQ(match("/", "/"), std::vector<std::string>{});
}

}  // namespace
}  // namespace preavis::http::test
