#include "access/policy.h"
#include "worlds/round.h"

namespace preavis::worlds {
namespace {

constexpr int created = 201;

/// A protected affair that has a dossier; nothing if this world has none.
std::optional<std::size_t> protected_affair(const Census& census) {
    for (std::size_t i = 0; i < census.affairs.size(); ++i) {
        const Affair& affair = census.affairs[i];
        if (affair.household < 0 || affair.dossiers.empty()) continue;
        if (census.households[static_cast<std::size_t>(affair.household)].is_protected) return i;
    }
    return std::nullopt;
}

}  // namespace

void break_glass(Town& town, Watch& watch) {
    const auto number = protected_affair(town.census);
    if (!number) return;
    const Affair& affair = town.census.affairs[*number];
    Account& agent =
        town.census
            .accounts[town.account_of("siao_agent", town.body_of("siao", affair.departement))];
    const std::string reason = town.mint.word();
    town.note_word(About::affair, *number, "raison d'un accès d'urgence", reason);
    watch.learn();
    const std::string& id = *affair.dossiers.begin();
    const auto dossier = town.stage.store().dossier(id, access::system_scope());
    const auto read = [&](const std::string& target) {
        return watch.ask({.who = &agent, .target = target, .affair = number});
    };
    agent.emergencies.insert(*number);
    agent.opened_once.insert(*number);
    const base::Json body = {{"number", dossier->number},
                             {"reason", "Appel de cette nuit : " + reason + ", en danger"}};
    const auto opened = watch.ask({.who = &agent,
                                   .method = "POST",
                                   .target = "/api/v1/emergency-accesses",
                                   .body = body.dump(),
                                   .affair = number});
    if (opened.status != created) {
        agent.emergencies.clear();
        return;
    }
    for (const char* part : {"", "/history", "/documents", "/annexes", "/documents/bundle"}) {
        read("/api/v1/dossiers/" + id + part);
    }
    read("/dossiers/" + id);
    for (const std::string& piece : affair.pieces) read("/documents/" + piece + "/pdf");
    for (const char* list : {"/api/v1/dossiers", "/dossiers", "/api/v1/deadlines", "/echeances.ics",
                             "/api/v1/reminders", "/api/v1/menages", "/"}) {
        watch.ask({.who = &agent, .target = list});
    }
}

}  // namespace preavis::worlds
