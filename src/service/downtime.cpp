#include "service/downtime.h"

#include <charconv>

#include "access/policy.h"
#include "service/journaling.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Downtime;

constexpr std::int64_t heartbeat_s = 60;
constexpr std::size_t most_touched = 200;

std::int64_t minutes_between(law::Instant from, law::Instant until) {
    return (until.ms - from.ms) / 60'000;
}

std::string reason_of(const Downtime& downtime) {
    return downtime.clean_stop ? "arrêt demandé" : "arrêt brutal : dernier signe de vie";
}

Json view_of(const Office& office, const Downtime& downtime, const law::Territory& territory) {
    return {{"number", downtime.number},
            {"from", territory.iso(downtime.from)},
            {"until", territory.iso(downtime.until)},
            {"minutes", minutes_between(downtime.from, downtime.until)},
            {"clean_stop", downtime.clean_stop},
            {"reason", reason_of(downtime)},
            {"deadlines", office.store.count_passings_in(downtime)}};
}

/// A passing that was due inside: when, noticed when, how late.
Json touched_view(const dossier::JournalEntry& line, const law::Territory& territory) {
    const Json payload = Json::parse(line.payload_json, nullptr, false);
    return {{"deadline", payload.value("deadline", "")},
            {"name", line.event},
            {"due", territory.iso(line.happened_at)},
            {"noticed_at", territory.iso(line.recorded_at)},
            {"minutes_late", minutes_between(line.happened_at, line.recorded_at)}};
}

std::optional<Downtime> numbered(dossier::Store& store, const std::string& number) {
    std::int64_t wanted = 0;
    const char* end = number.data() + number.size();
    if (std::from_chars(number.data(), end, wanted).ptr != end) return std::nullopt;
    return store.downtime(wanted);
}

void journal_gap(const Office& office, const Downtime& gap) {
    const Json payload = {{"from", law::utc_iso(gap.from)},
                          {"until", law::utc_iso(gap.until)},
                          {"clean_stop", gap.clean_stop}};
    dossier::Change change;
    change.journal = {
        journal_line("arret_du_service", system_actor(), payload, gap.from, gap.until)};
    office.store.commit(change);
}

}  // namespace

ServiceLife::ServiceLife(const Office& office)
    : office_(office), life_(office.store.begin_life(office.clock.now())) {
    if (const auto gap = office_.store.downtime(life_.number)) journal_gap(office_, *gap);
}

void ServiceLife::keep(law::Instant now) {
    if (now < life_.heartbeat_at.plus_seconds(heartbeat_s)) return;
    office_.store.keep_alive(life_.number, now);
    life_.heartbeat_at = now;
}

void ServiceLife::end() {
    if (ended_) return;
    ended_ = true;
    office_.store.end_life(life_.number, std::max(office_.clock.now(), life_.heartbeat_at));
}

Outcome Downtimes::list(const dossier::Actor& actor, std::size_t limit) {
    if (!access::may(actor.role, Act::read_service)) return access_denied();
    const law::Territory territory = office_.library.territory(actor.departement);
    Json items = Json::array();
    for (const Downtime& downtime : office_.store.downtimes(limit)) {
        items.push_back(view_of(office_, downtime, territory));
    }
    return Reply{200, {{"items", std::move(items)}}};
}

Outcome Downtimes::read(const std::string& number, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_service)) return access_denied();
    const auto downtime = numbered(office_.store, number);
    if (!downtime) return not_found();
    const law::Territory territory = office_.library.territory(actor.departement);
    Json view = view_of(office_, *downtime, territory);
    // Who reads no deadlines reads these without the dossier that they belong to.
    const bool reads = access::may(actor.role, Act::read_deadlines);
    const dossier::Scope scope =
        reads ? access::scope(actor, Act::read_deadlines) : access::system_scope();
    Json touched = Json::array();
    for (const auto& line : office_.store.passings_in(*downtime, most_touched, scope)) {
        touched.push_back(touched_view(line, territory));
    }
    view["touched"] = std::move(touched);
    return Reply{200, std::move(view)};
}

std::optional<Json> downtime_step(const Office& office, const dossier::DeadlineRow& row) {
    if (!row.deadline.fired) return std::nullopt;
    const auto downtime = office.store.downtime_at(row.deadline.due);
    if (!downtime) return std::nullopt;
    const law::Territory territory = office.library.territory(row.departement);
    std::string text = "La date est tombée pendant un arrêt du service, du " +
                       territory.iso(downtime->from) + " au " + territory.iso(downtime->until);
    for (const dossier::JournalEntry& line :
         office.store.history(row.dossier, access::system_scope(), {row.deadline.name})) {
        const bool passed = line.kind == "echeance_passee" && line.happened_at == row.deadline.due;
        if (!passed) continue;
        text += " ; le passage a été constaté le " + territory.iso(line.recorded_at);
    }
    return Json{{"code", "platform_downtime"},
                {"text", text + ". La date n'en est pas changée."},
                {"source", "registre des arrêts du service"}};
}

}  // namespace preavis::service
