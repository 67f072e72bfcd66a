#include "service/statement.h"

#include <algorithm>

#include "service/journaling.h"

namespace preavis::service {
namespace {

using base::Json;

constexpr const char* kind = "etat_de_sante";
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::size_t most_alerts = 50;

std::int64_t day_of(law::Instant instant) {
    return instant.ms / day_ms;
}

/// The last year that every calendar covers.
int calendars_end(const Library& library) {
    const auto& all = library.calendars.all();
    const auto shortest = std::min_element(
        all.begin(), all.end(),
        [](const auto& a, const auto& b) { return a.last_year() < b.last_year(); });
    return shortest == all.end() ? 0 : shortest->last_year();
}

Json reasons(dossier::Store& store) {
    Json all = Json::array();
    for (const dossier::Alert& alert : store.alerts(false, most_alerts)) {
        all.push_back(alert.reason);
    }
    return all;
}

Json statement(const Office& office, law::Instant now) {
    const auto counts = office.store.counts();
    const auto next = office.store.next_due();
    const auto last = office.store.last_entry("echeance_passee");
    return {{"at", law::utc_iso(now)},
            {"dossiers", counts.dossiers},
            {"open_deadlines", counts.open_deadlines},
            {"jobs", counts.jobs},
            {"journal", counts.journal},
            {"journal_head", counts.journal_head},
            {"last_passing", last ? Json(law::utc_iso(last->recorded_at)) : Json(nullptr)},
            {"lag_s", next && *next < now ? (now.ms - next->ms) / 1000 : 0},
            {"calendars_end", calendars_end(office.library)},
            {"alerts", reasons(office.store)}};
}

}  // namespace

Json signed_statement(const Office& office, const Json& said) {
    Json payload = {{"statement", said}, {"key", ""}, {"signature", ""}};
    if (office.signer != nullptr) {
        payload["key"] = office.signer->public_key();
        payload["signature"] = office.signer->sign(said.dump());
    }
    return payload;
}

bool state_health(const Office& office, law::Instant now) {
    const auto before = office.store.last_entry(kind);
    if (before && day_of(before->happened_at) >= day_of(now)) return false;
    const Json payload = signed_statement(office, statement(office, now));
    dossier::Change change;
    change.journal = {journal_line(kind, system_actor(), payload, now, now)};
    return office.store.commit(change) == dossier::Committed::done;
}

SignedStatement signed_part(const dossier::JournalEntry& entry) {
    const Json payload = Json::parse(entry.payload_json, nullptr, false);
    if (!payload.is_object() || payload.value("signature", "").empty()) return {};
    return {.statement = payload["statement"].dump(),
            .signature = payload["signature"],
            .key = payload.value("key", "")};
}

}  // namespace preavis::service
