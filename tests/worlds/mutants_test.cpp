#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "worlds/trial.h"

namespace preavis::worlds {
namespace {

constexpr std::uint64_t most_worlds = 12;
constexpr std::size_t most_shown = 2000;

/// A fault of the service, made on purpose, and the leak that it must be seen by.
struct Mutant {
    std::string title;
    Sabotage sabotage;
    std::string seen_as;  ///< how a line about it begins
    std::string told;     ///< what it must hold
};

dossier::Role role_of(const char* name) {
    return *dossier::role(name);
}

const Body* other_body(const Census& census, const Account& account) {
    for (const Body& body : census.bodies) {
        const bool own = body.id == census.bodies[static_cast<std::size_t>(account.body)].id;
        if (!own && body.kind == census.bodies[static_cast<std::size_t>(account.body)].kind &&
            body.departement == account.departement) {
            return &body;
        }
    }
    return nullptr;
}

/// A line of the policy that is one role too wide: whoever is `taken` is believed to be `wider`.
Mutant wider_role(const std::string& title, const char* taken, const char* wider,
                  const std::string& told) {
    return {title,
            {.grant =
                 [=](const Census&, const Account& account, dossier::Account::Grant& grant) {
                     if (account.role == taken) grant.role = role_of(wider);
                 }},
            taken,
            told};
}

/// An answer that carries the first canary of this kind in some coat.
Mutant leaky_view(const std::string& title, About about,
                  std::string (*coat)(const Canary&, http::Response&), const std::string& told) {
    return {title,
            {.view =
                 [=](const Census& census, http::Response& response) {
                     const auto found =
                         std::find_if(census.canaries.begin(), census.canaries.end(),
                                      [&](const Canary& canary) { return canary.about == about; });
                     // The town itself goes on reading what is JSON.
                     const bool is_text = !base::starts_with(response.body, "{");
                     if (found == census.canaries.end()) return;
                     const std::string more = coat(*found, response);
                     if (is_text) response.body += more;
                 }},
            "personne",
            told};
}

std::vector<Mutant> mutants() {
    std::vector<Mutant> all = {
        wider_role("supervision that reads dossiers", "ddets_pilotage", "siao_responsable", "nom"),
        wider_role("an administrator who reads dossiers", "administrateur", "siao_agent", "nom"),
        wider_role("an agent who knows protected households", "siao_agent", "siao_responsable",
                   "personne"),
        {"supervision that sees the other département",
         {.grant =
              [](const Census&, const Account& account, dossier::Account::Grant& grant) {
                  const bool abroad = account.departement == "69";
                  if (account.role == "ddets_pilotage" && abroad) grant.departement = "75";
              }},
         "ddets_pilotage (69)",
         "dossier"},
        {"a body that sees what another one takes part in",
         {.grant =
              [](const Census& census, const Account& account, dossier::Account::Grant& grant) {
                  if (account.role != "gestionnaire_direction") return;
                  const Body* other = other_body(census, account);
                  if (other != nullptr) grant.organisation = other->id;
              }},
         "gestionnaire_direction",
         ""},
        {"a household that reads another one's papers",
         {.grant =
              [](const Census& census, const Account& account, dossier::Account::Grant& grant) {
                  const bool own = account.household == 0 || census.households.empty();
                  if (account.role != "menage" || own) return;
                  grant.menage = census.households[0].id;
                  name_person(grant, census.persons[census.households[0].speaker].id);
              }},
         "menage",
         ""},
        {"a protected household kept as any other",
         {.protected_as_ordinary = true},
         "siao_agent",
         "personne"},
        {"a secret place kept as any other",
         {.open_secret_places = true},
         "siao_agent",
         "lieu secret"},
    };
    all.push_back(leaky_view(
        "a name at the end of every answer", About::person,
        [](const Canary& canary, http::Response&) { return canary.forms.front(); }, ""));
    all.push_back(leaky_view(
        "a referent in base64", About::household,
        [](const Canary& canary, http::Response&) { return "x" + canary.forms.back() + "x"; }, ""));
    all.push_back(leaky_view(
        "a channel in a header", About::channel,
        [](const Canary& canary, http::Response& response) {
            response.with("X-Detail", canary.forms.front());
            return std::string();
        },
        "personne"));
    return all;
}

bool is_seen(const Mutant& mutant, const std::vector<std::string>& leaks) {
    return std::any_of(leaks.begin(), leaks.end(), [&](const std::string& leak) {
        return base::starts_with(leak, mutant.seen_as) &&
               leak.find(mutant.told) != std::string::npos;
    });
}

TEST(Mutants, are_all_seen) {
    for (const Mutant& mutant : mutants()) {
        bool seen = false;
        std::vector<std::string> leaks;
        for (std::uint64_t seed = 1; seed <= most_worlds && !seen; ++seed) {
            leaks = try_world(plan_of(seed), mutant.sabotage).leaks;
            seen = is_seen(mutant, leaks);
        }
        EXPECT_TRUE(seen) << mutant.title << "; only these were: "
                          << base::joined(leaks, "\n").substr(0, most_shown);
    }
}

}  // namespace
}  // namespace preavis::worlds
