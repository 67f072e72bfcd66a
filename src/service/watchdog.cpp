#include "service/watchdog.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "access/policy.h"
#include "service/checkpoint_mail.h"
#include "service/journaling.h"
#include "service/moving.h"
#include "service/store_watch.h"

namespace preavis::service {
namespace {

using base::Json;
using dossier::Alert;

constexpr int too_many_failures = 5;
constexpr int months_ahead = 24;
constexpr std::size_t most_alerts = 1000;
constexpr std::int64_t most_lines = 5000;  // of journal, looked at in one turn
constexpr const char* not_armed = "echeance_non_armee";
constexpr const char* job_fails = "document_en_echec";
constexpr const char* calendar_ends = "calendrier_court";
constexpr const char* clock_jumped = "horloge";
constexpr const char* store_full = "magasin_plein";
constexpr const char* not_sent = "point_non_envoye";
constexpr std::int64_t sent_within_s = std::int64_t{24} * 60 * 60;

std::int64_t elapsed_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

/// "REASON:SUBJECT".
std::string key_of(const std::string& reason, const std::string& subject) {
    std::string key = reason;
    key += ':';
    return key.append(subject);
}

Alert alert(const char* reason, const std::string& subject, const std::string& message,
            law::Instant now) {
    return {.key = key_of(reason, subject),
            .reason = reason,
            .message = message,
            .since = now,
            .until = std::nullopt};
}

dossier::JournalEntry line_of(const char* kind, const Alert& alert, law::Instant now) {
    return journal_line(kind, system_actor(), {{"key", alert.key}, {"message", alert.message}}, now,
                        now);
}

/// Deadlines that the journal says were started and that no row holds.
std::set<std::string> lost(dossier::Store& store, const dossier::Dossier& dossier,
                           const std::vector<std::string>& arming) {
    std::set<std::string> names;
    if (arming.empty()) return names;
    for (const dossier::JournalEntry& line :
         store.history(dossier.id, access::system_scope(), arming)) {
        const Json payload = Json::parse(line.payload_json, nullptr, false);
        if (line.kind != "evenement" || !payload.contains("deadlines_started")) continue;
        for (const auto& name : payload["deadlines_started"]) names.insert(name);
    }
    std::erase_if(
        names, [&](const auto& name) { return dossier::find_deadline(dossier, name) != nullptr; });
    return names;
}

std::optional<Alert> clock_alert(ClockCheck::Verdict verdict, law::Instant now) {
    if (verdict == ClockCheck::Verdict::backwards) {
        return alert(clock_jumped, "arriere",
                     "L'horloge de la machine a reculé. Rien de ce qui est constaté n'est défait ; "
                     "vérifiez l'heure de la machine.",
                     now);
    }
    if (verdict == ClockCheck::Verdict::forwards) {
        return alert(clock_jumped, "avant",
                     "L'horloge de la machine a avancé de plus d'une heure d'un coup. Vérifiez "
                     "l'heure de la machine.",
                     now);
    }
    return std::nullopt;
}

}  // namespace

Watchdog::Watchdog(const Office& office) : office_(office) {
    for (Alert& one : office.store.alerts(false, most_alerts)) {
        std::string key = one.key;
        open_.emplace(std::move(key), std::move(one));
    }
}

void Watchdog::turn(law::Instant now, std::size_t dossiers) {
    std::vector<std::string> reach = {key_of(job_fails, ""), key_of(calendar_ends, ""),
                                      key_of(clock_jumped, ""), key_of(store_full, ""),
                                      key_of(not_sent, "")};
    Found found = unarmed(now, dossiers, reach);
    for (Alert& one : failing_jobs(now)) found.push_back(std::move(one));
    for (Alert& one : short_calendars(now)) found.push_back(std::move(one));
    const auto verdict = clock_check_.look(office_.door_clock.now(), elapsed_ms());
    if (auto one = clock_alert(verdict, now)) found.push_back(*std::move(one));
    if (auto one = store_trouble(now)) found.push_back(*std::move(one));
    if (auto one = unsent_checkpoint(now)) found.push_back(*std::move(one));
    settle(found, reach, now);
}

std::vector<std::string> Watchdog::troubles() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> lines;
    for (const auto& [key, alert] : open_) lines.push_back(alert.reason + " : " + alert.message);
    return lines;
}

Watchdog::Found Watchdog::unarmed(law::Instant now, std::size_t dossiers,
                                  std::vector<std::string>& looked_at) {
    Found found;
    const dossier::DossierFilter filter{.limit = dossiers, .after = cursor_};
    const auto page = office_.store.dossiers(filter, access::system_scope());
    std::int64_t lines = 0;
    cursor_ = page.size() < dossiers ? "" : page.back().id;
    for (const dossier::Dossier& dossier : page) {
        if (lines > most_lines) break;
        lines += dossier.version;
        if (lines > most_lines) cursor_ = dossier.id;
        looked_at.push_back(key_of(not_armed, key_of(dossier.id, "")));
        const auto* definition = definition_of(office_.library, dossier);
        if (definition == nullptr) continue;
        const auto& armed = armed_.try_emplace(definition, *definition).first->second;
        std::set<std::string> names = lost(office_.store, dossier, armed.events());
        names.merge(armed.missing(dossier));
        for (const std::string& name : names) {
            found.push_back(alert(not_armed, key_of(dossier.id, name),
                                  "Le dossier " + dossier.number + " devrait avoir l'échéance « " +
                                      name + " », qui n'est pas enregistrée.",
                                  now));
        }
    }
    return found;
}

Watchdog::Found Watchdog::failing_jobs(law::Instant now) const {
    Found found;
    for (const auto& job : office_.store.failing_jobs(too_many_failures, most_alerts)) {
        found.push_back(alert(
            job_fails, job.key,
            "Un document commandé n'a pas pu être émis après plusieurs essais (" + job.key + ").",
            now));
    }
    return found;
}

Watchdog::Found Watchdog::short_calendars(law::Instant now) const {
    Found found;
    for (const law::Territory& territory : office_.library.calendars.all()) {
        const law::Date today = territory.date(now);
        if (territory.covers(law::plus_months(today, months_ahead))) continue;
        found.push_back(alert(calendar_ends, territory.id(),
                              "Le calendrier « " + territory.name() + " » s'arrête à la fin de " +
                                  std::to_string(territory.last_year()) +
                                  ", dans moins de vingt-quatre mois.",
                              now));
    }
    return found;
}

std::optional<dossier::Alert> Watchdog::unsent_checkpoint(law::Instant now) const {
    const auto since = unsent_since(office_);
    if (!since || now < since->plus_seconds(sent_within_s)) return std::nullopt;
    return alert(not_sent, "",
                 "Le dernier point de contrôle du journal n'a pas pu être envoyé par courriel "
                 "depuis plus d'un jour. Vérifiez le relais de courriel.",
                 now);
}

// On a disk without any room not even the alert can be written: it is, then, once it is over.
std::optional<dossier::Alert> Watchdog::store_trouble(law::Instant now) {
    if (const auto trouble = office_.store.trouble()) {
        const StoreState state = state_of(*trouble);
        if (!full_) full_ = alert(store_full, "", state.message, now);
        return full_;
    }
    if (full_ && open_.contains(full_->key)) full_.reset();
    return full_;
}

void Watchdog::settle(const Found& found, const std::vector<std::string>& reach, law::Instant now) {
    for (const Alert& one : found) {
        if (!open_.contains(one.key)) raise(one);
    }
    std::vector<std::string> over;
    for (const auto& [key, one] : open_) {
        const auto same = [&key = key](const Alert& other) { return other.key == key; };
        const auto covers = [&key = key](const std::string& begin) {
            return key.starts_with(begin);
        };
        const bool lasts = std::any_of(found.begin(), found.end(), same);
        if (!lasts && std::any_of(reach.begin(), reach.end(), covers)) over.push_back(key);
    }
    for (const std::string& key : over) end(key, now);
}

void Watchdog::raise(const Alert& alert) {
    dossier::Change change;
    change.alerts = {alert};
    change.journal = {line_of("alerte", alert, alert.since)};
    office_.store.commit(change);
    const std::lock_guard lock(mutex_);
    open_.emplace(alert.key, alert);
}

void Watchdog::end(const std::string& key, law::Instant now) {
    Alert alert = open_.at(key);
    alert.until = now;
    dossier::Change change;
    change.alerts = {alert};
    change.journal = {line_of("alerte_levee", alert, now)};
    office_.store.commit(change);
    const std::lock_guard lock(mutex_);
    open_.erase(key);
}

}  // namespace preavis::service
