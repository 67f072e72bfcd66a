#include "service/sightings.h"

#include "access/policy.h"
#include "service/household_age.h"

namespace preavis::service {
namespace {

constexpr std::int64_t day_s = 24 * 3600;

}  // namespace

void Sightings::turn(law::Instant now, std::size_t households) {
    if (!passing_ && now < passed_at_.plus_seconds(day_s)) return;
    const auto page = office_.store.households_unseen_since(
        latest_sight_past_retention(office_, now), after_, households, access::system_scope());
    for (const dossier::AgedHousehold& household : page) {
        const auto age = age_of(office_, household.menage, now);
        if (age && household.seen_at < age->contact.at) {
            // It moves to its new place, away from the cursor's.
            office_.store.note_seen(household.menage, age->contact.at);
        } else {
            after_ = household.menage;
        }
    }
    passing_ = page.size() == households;
    if (passing_) return;
    after_.clear();
    passed_at_ = now;
}

}  // namespace preavis::service
