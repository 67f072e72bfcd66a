#include "worlds/oracle.h"

#include <algorithm>

namespace preavis::worlds {
namespace {

/// Figures and settings only: no dossier is theirs.
bool sees_no_dossier(const Account& who) {
    return who.role == "ddets_pilotage" || who.role == "administrateur";
}

bool is_siao(const Account& who) {
    return who.role == "siao_agent" || who.role == "siao_responsable";
}

bool takes_part(const Account& who, const std::set<std::size_t>& bodies) {
    return who.body >= 0 && bodies.contains(static_cast<std::size_t>(who.body));
}

/// The SIAO sees its département; the following team of a protected household is the SIAO's
/// responsables and the other bodies that take part.
bool follows(const Account& who, const std::string& departement, bool is_protected,
             const std::set<std::size_t>& bodies) {
    if (sees_no_dossier(who) || who.role == "menage") return false;
    if (who.role == "siao_agent") return who.departement == departement && !is_protected;
    if (is_siao(who) && who.departement == departement) return true;
    return takes_part(who, bodies);
}

bool knows_household(const Census& census, const Account& who, std::size_t number) {
    if (who.household == static_cast<std::ptrdiff_t>(number)) return true;
    const Household& household = census.households[number];
    return follows(who, household.departement, household.is_protected, household.bodies);
}

/// Somebody who is in two ménages is known to those who know the one where they are not protected
/// by that one's name only: the union.
bool knows_person(const Census& census, const Account& who, std::size_t number) {
    const auto& households = census.persons[number].households;
    return std::any_of(households.begin(), households.end(),
                       [&](std::size_t one) { return knows_household(census, who, one); });
}

/// Channels are not for the hotel, nor for other members of the ménage: one's own are in one's own
/// file. Those of somebody who is protected are for themselves and their own team alone.
bool knows_channel(const Census& census, const Account& who, std::size_t number) {
    if (who.role == "hotelier") return false;
    if (who.role == "menage") {
        return who.household >= 0 &&
               census.households[static_cast<std::size_t>(who.household)].speaker == number;
    }
    const auto& households = census.persons[number].households;
    const auto kept = [&](std::size_t one) { return census.households[one].is_protected; };
    if (std::none_of(households.begin(), households.end(), kept)) {
        return knows_person(census, who, number);
    }
    return std::any_of(households.begin(), households.end(), [&](std::size_t one) {
        return kept(one) && knows_household(census, who, one);
    });
}

bool is_protected(const Census& census, const Affair& affair) {
    return affair.household >= 0 &&
           census.households[static_cast<std::size_t>(affair.household)].is_protected;
}

bool knows_affair(const Census& census, const Account& who, std::size_t number) {
    const Affair& affair = census.affairs[number];
    if (who.household >= 0) return who.household == affair.household;
    return follows(who, affair.departement, is_protected(census, affair), affair.bodies);
}

bool runs(const Account& who, const Place& place) {
    return who.body == static_cast<std::ptrdiff_t>(place.body) && !sees_no_dossier(who);
}

bool knows_place(const Census& census, const Account& who, std::size_t number) {
    const Place& place = census.places[number];
    if (runs(who, place)) return true;
    if (place.secret || sees_no_dossier(who)) return false;
    if (who.household >= 0) {
        return census.households[static_cast<std::size_t>(who.household)].place == number;
    }
    const bool oversees = is_siao(who) || who.role == "ddets_instruction";
    if (oversees) return who.departement == place.departement;
    return std::any_of(census.affairs.begin(), census.affairs.end(), [&](const Affair& affair) {
        return takes_part(who, affair.bodies) && affair.bodies.contains(place.body);
    });
}

/// A code stands for the place; it is told to those who know who lives there.
bool knows_place_name(const Census& census, const Account& who, std::size_t number) {
    if (sees_no_dossier(who)) return false;
    return who.departement == census.places[number].departement;
}

/// Legal bodies are known in their département, and one's own to everybody.
bool knows_body(const Census& census, const Account& who, std::size_t number) {
    if (who.body == static_cast<std::ptrdiff_t>(number)) return true;
    return !sees_no_dossier(who) && who.departement == census.bodies[number].departement;
}

/// What is written in an affair, and its people: not where they are.
bool belongs_to(const Census& census, const Canary& canary, const Affair& affair,
                std::size_t number) {
    const std::size_t of = canary.of;
    const auto household = static_cast<std::size_t>(affair.household);
    switch (canary.about) {
        case About::affair:
        case About::affair_name: return of == number;
        case About::household: return affair.household >= 0 && of == household;
        case About::person:
        case About::channel:
            return affair.household >= 0 && census.persons[of].households.contains(household);
        default: return false;
    }
}

/// Whoever acts is named to those they work with, and to who keeps the accounts.
bool knows_account(const Account& who, const Account& other) {
    if (who.login == other.login || who.role == "administrateur") return true;
    if (who.role == "ddets_pilotage" || other.role == "menage") return false;
    return who.departement == other.departement;
}

/// The number of an affair is in the own file of each of its people, whatever ménage they enter by.
bool is_of_their_people(const Census& census, const Account& who, const Affair& affair) {
    if (who.household < 0 || affair.household < 0) return false;
    const Household& own = census.households[static_cast<std::size_t>(who.household)];
    const auto& households = census.persons[own.speaker].households;
    return households.contains(static_cast<std::size_t>(affair.household));
}

}  // namespace

bool may_hold(const Census& census, const Account& who, const Canary& canary) {
    const std::size_t of = canary.of;
    switch (canary.about) {
        case About::person: return knows_person(census, who, of);
        case About::channel: return knows_channel(census, who, of);
        case About::household: return knows_household(census, who, of);
        case About::affair: return knows_affair(census, who, of);
        case About::affair_name:
            return knows_affair(census, who, of) || who.opened_once.contains(of) ||
                   is_of_their_people(census, who, census.affairs[of]) ||
                   (who.role == "ddets_pilotage" &&
                    who.departement == census.affairs[of].departement);
        case About::place: return knows_place(census, who, of);
        case About::place_name: return knows_place_name(census, who, of);
        case About::body: return knows_body(census, who, of);
        case About::account: return knows_account(who, census.accounts[of]);
        case About::account_secret:
            return who.login == census.accounts[of].login || who.role == "administrateur";
    }
    return false;
}

bool may_hold_about(const Census& census, const Account& who, const Canary& canary,
                    std::size_t affair) {
    const bool opened = who.emergencies.contains(affair) &&
                        belongs_to(census, canary, census.affairs[affair], affair);
    if (!opened && !may_hold(census, who, canary)) return false;
    if (canary.about != About::place || !is_protected(census, census.affairs[affair])) return true;
    return runs(who, census.places[canary.of]);
}

}  // namespace preavis::worlds
