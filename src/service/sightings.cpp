#include "service/sightings.h"

#include "access/policy.h"
#include "service/household_age.h"

namespace preavis::service {
namespace {

constexpr std::int64_t day_s = 24 * 3600;

}  // namespace

void Sightings::turn(law::Instant now, std::size_t households) {
    if (after_.empty() && now < passed_at_.plus_seconds(day_s)) return;
    const auto page = office_.store.households_unseen_since(
        latest_sight_past_retention(office_, now), after_, households, access::system_scope());
    // What is noted moves its household behind the cursor's place: the pass goes on from the last
    // one that stayed.
    std::string last_that_stayed = after_;
    for (const dossier::AgedHousehold& household : page) {
        const auto age = age_of(office_, household.menage, now);
        if (age && household.seen_at < age->contact.at) {
            office_.store.note_seen(household.menage, age->contact.at);
        } else {
            last_that_stayed = household.menage;
        }
    }
    after_ = page.size() < households ? "" : last_that_stayed;
    if (after_.empty()) passed_at_ = now;
}

}  // namespace preavis::service
