#include <algorithm>

#include "base/text.h"
#include "http/route.h"
#include "http/url.h"
#include "pdf/handmade.h"
#include "service/gate.h"
#include "worlds/round.h"
#include "worlds/targets.h"

namespace preavis::worlds {
namespace {

using base::Json;

constexpr std::size_t drawn_accounts = 8;
constexpr std::size_t drawn_addresses = 4;
constexpr int created = 201;

/// Somebody who tries what they may not, and reads back whatever they obtain.
class Intruder {
  public:
    Intruder(Town& town, Watch& watch, Targets& targets, const Account& who)
        : town_(town), watch_(watch), targets_(targets), who_(who) {}

    void try_everything() {
        for (const Household& household : town_.census.households) take_in(household);
        for (const Person& person : town_.census.persons) adopt(person);
        for (const Place& place : town_.census.places) claim(place);
        for (const http::Route& route : http::all_routes()) {
            if (route.method == "GET") continue;
            route.door == http::Door::page ? send_form(route) : send(route);
        }
        // Last: who writes a name knows it.
        for (const Person& person : town_.census.persons) {
            create("personnes", Json::parse(person.json));
        }
    }

  private:
    std::string create(const std::string& collection, const Json& body) {
        const auto response = watch_.ask({.who = &who_,
                                          .method = "POST",
                                          .target = "/api/v1/" + collection,
                                          .body = body.dump()});
        if (response.status != created) return "";
        std::string id = Json::parse(response.body)["id"];
        read("/api/v1/" + collection + "/" + id);
        return id;
    }

    void read(const std::string& target) { watch_.ask({.who = &who_, .target = target}); }

    /// A stay of somebody else's household in one of our places, and a dossier about it.
    void take_in(const Household& household) {
        const std::string stay = create("sejours", {{"menage", household.id},
                                                    {"structure", own_place()},
                                                    {"regime", "stabilisee"},
                                                    {"debut", "2026-02-02"}});
        read("/menages/" + household.id);
        open({{"menage", household.id}, {"structure", own_place()}});
        open({{"sejour", household.sejour}});
        if (!stay.empty()) open({{"sejour", stay}});
    }

    void open(const Json& parties) {
        const Json facts = {{"type_accueil", "structure"},
                            {"date_arrivee", law::utc_iso(town_.stage.clock.now())}};
        const std::string dossier = create(
            "dossiers", {{"workflow", "kit_accueil"}, {"parties", parties}, {"facts", facts}});
        if (dossier.empty()) return;
        for (const char* part : {"/history", "/documents", "/annexes"}) {
            read("/api/v1/dossiers/" + dossier + part);
        }
        read("/dossiers/" + dossier);
    }

    /// Somebody else's person in a ménage of ours.
    void adopt(const Person& person) {
        const std::string menage =
            create("menages", {{"designation", "Ménage emprunté"},
                               {"membres", {{{"personne", person.id}, {"depuis", "2026-02-02"}}}}});
        if (menage.empty()) return;
        read("/menages/" + menage);
        read("/arrivees/nouvelle?menage=" + menage);
        open({{"menage", menage}, {"structure", own_place()}});
    }

    void claim(const Place& place) {
        create("places", {{"structure", place.id}, {"designation", "Chambre"}, {"personnes", 1}});
        for (const http::Route& route : http::all_routes()) {
            if (route.pattern == "/ouvrir/{workflow}" && route.method == "GET") {
                read("/ouvrir/logement_vacant?structure=" + place.id);
            }
        }
    }

    std::string own_place() const {
        for (const Place& place : town_.census.places) {
            if (static_cast<std::ptrdiff_t>(place.body) == who_.body) return place.id;
        }
        return town_.census.places.front().id;
    }

    std::vector<Target> some_of(const std::string& pattern) {
        const auto all = targets_.addresses(pattern);
        std::vector<Target> some;
        for (std::size_t i = 0; i < drawn_addresses && !all.empty(); ++i) {
            some.push_back(all[town_.mint.below(all.size())]);
        }
        return some;
    }

    void send(const http::Route& route) {
        const std::vector<std::string> bodies = {"{}", R"({"event": "signaler", "facts": {}})",
                                                 R"({"autre_personne": true})",
                                                 R"({"advance": "PT1H"})"};
        for (const Target& address : some_of(route.pattern)) {
            if (route.takes_file) {
                watch_.ask({.who = &who_,
                            .method = route.method,
                            .target = address.id + "?nature=courrier_recu&titre=Lettre",
                            .body = pdf::scan(1),
                            .type = "application/pdf",
                            .affair = address.affair});
                continue;
            }
            for (const std::string& body : bodies) {
                watch_.ask({.who = &who_,
                            .method = route.method,
                            .target = address.id,
                            .body = body,
                            .affair = address.affair});
            }
        }
    }

    void send_form(const http::Route& route) {
        if (route.pattern == "/deconnexion") return;  // the others come after
        const auto visitor = town_.stage.gate().by_session(who_.cookie);
        const std::string token = visitor ? visitor->csrf : "";
        for (const Target& address : some_of(route.pattern)) {
            for (const std::string& csrf : {token, std::string("autre")}) {
                watch_.ask({.who = &who_,
                            .method = "POST",
                            .target = address.id,
                            .body = http::query_of({{"csrf", csrf},
                                                    {"menage", some_household()},
                                                    {"structure", own_place()},
                                                    {"regime", "stabilisee"},
                                                    {"advance", "PT0S"},
                                                    {"at", "hier"}}),
                            .affair = address.affair});
            }
        }
    }

    std::string some_household() {
        const auto& all = town_.census.households;
        return all.empty() ? "" : all[town_.mint.below(all.size())].id;
    }

    Town& town_;
    Watch& watch_;
    Targets& targets_;
    const Account& who_;
};

}  // namespace

void assault(Town& town, Watch& watch) {
    Targets targets(town);
    const auto& accounts = town.census.accounts;
    for (std::size_t i = 0; i < drawn_accounts; ++i) {
        const Account& who = accounts[town.mint.below(accounts.size())];
        Intruder(town, watch, targets, who).try_everything();
    }
}

}  // namespace preavis::worlds
