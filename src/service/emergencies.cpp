#include "service/emergencies.h"

#include <algorithm>

#include "access/policy.h"
#include "base/form.h"
#include "base/hash.h"
#include "base/text.h"
#include "service/journaling.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Dossier;
using dossier::EmergencyAccess;

constexpr std::int64_t lasts_s = std::int64_t{12} * 60 * 60;
constexpr std::int64_t tries_counted_s = 60 * 60;
constexpr std::int64_t most_tries = 10;
constexpr std::size_t least_reason = 15;
constexpr std::size_t most_words = 1000;
constexpr std::size_t looked_at = 10;

/// Words that somebody wrote, from `least` to 1000 characters.
std::string words_of(base::Form& form, const char* key, std::size_t least) {
    std::string words = base::trimmed(form.optional_text(key).value_or(""));
    const std::size_t length = base::code_points(words).size();
    if (length < least || length > most_words) {
        form.report(key,
                    "un texte de " + std::to_string(least) + " à " + std::to_string(most_words) +
                        " caractères est attendu",
                    "dites pourquoi, en une phrase");
    }
    return words;
}

EmergencyAccess asked(const base::Node& body, const dossier::Actor& actor, law::Instant now,
                      base::Problems& problems) {
    base::Form form(body, problems);
    EmergencyAccess access{.id = base::random_id()};
    access.number = base::trimmed(form.text("number"));
    access.reason = words_of(form, "reason", least_reason);
    form.finish();
    access.departement = actor.departement;
    access.account = actor.compte;
    access.name = actor.name;
    access.role = dossier::name_of(actor.role);
    access.opened_at = now;
    access.until = now.plus_seconds(lasts_s);
    return access;
}

dossier::JournalEntry line_about(const char* kind, const EmergencyAccess& access,
                                 const dossier::Actor& actor, law::Instant now) {
    Json payload = {{"access", access.id}, {"number", access.number}};
    if (access.verdict.empty()) {
        payload["reason"] = access.reason;
        payload["until"] = law::utc_iso(access.until);
    } else {
        payload["verdict"] = access.verdict;
        payload["comment"] = access.comment;
    }
    auto line = journal_line(kind, actor, payload, now, now);
    line.dossier = access.dossier;
    return line;
}

base::Refusal too_many_tries() {
    return {"patientez",
            "Trop de demandes d'accès en une heure : attendez, ou appelez un responsable du SIAO."};
}

base::Refusal no_need() {
    return {"acces_inutile",
            "Vous voyez déjà ce dossier : l'accès d'urgence n'est pas nécessaire."};
}

}  // namespace

Json Emergencies::view_of(const EmergencyAccess& access, law::Instant now) const {
    const law::Territory territory = office_.library.territory(access.departement);
    const bool open = now <= access.until && access.verdict != "conteste";
    return {{"id", access.id},
            {"version", access.version},
            {"dossier", access.dossier},
            {"number", access.number},
            {"name", access.name},
            {"role", access.role},
            {"reason", access.reason},
            {"opened_at", territory.iso(access.opened_at)},
            {"until", territory.iso(access.until)},
            {"open", open},
            {"verdict", access.verdict.empty() ? Json(nullptr) : Json(access.verdict)},
            {"comment", access.comment},
            {"reviewed_at",
             access.reviewed_at ? Json(territory.iso(*access.reviewed_at)) : Json(nullptr)}};
}

std::optional<Dossier> Emergencies::numbered(const std::string& number,
                                             const dossier::Actor& actor) const {
    const auto found =
        office_.store.dossiers({.text = number, .limit = looked_at}, access::system_scope());
    const auto same = std::find_if(found.begin(), found.end(), [&](const Dossier& one) {
        return one.number == number && one.departement == actor.departement;
    });
    return same == found.end() ? std::nullopt : std::optional(*same);
}

void Emergencies::note_vain_try(const EmergencyAccess& access, const Command& command,
                                law::Instant now) {
    dossier::Change change;
    change.emergencies = {access};
    change.journal = {line_about("acces_urgence_vain", access, command.actor, now)};
    office_.store.commit(change);
}

Outcome Emergencies::keep(const EmergencyAccess& access, const Dossier& dossier,
                          const Command& command, law::Instant now) {
    EmergencyAccess saved = access;
    ++saved.version;
    const bool opened = access.version == 0;
    const Reply reply{opened ? 201 : 200, view_of(saved, now), saved.version};
    auto line =
        line_about(opened ? "acces_urgence" : "acces_urgence_relu", access, command.actor, now);
    line.from_state = line.to_state = dossier.state;
    dossier::Change change;
    change.emergencies = {access};
    change.journal = {std::move(line)};
    return written(office_.store, std::move(change), command, reply, now);
}

Outcome Emergencies::open(const base::Node& body, const Command& command) {
    const dossier::Actor& actor = command.actor;
    if (!access::may(actor.role, Act::break_glass)) return access_denied();
    const law::Instant now = office_.clock.now();
    if (auto before = remembered_outcome(office_.store, command, now)) return *std::move(before);
    if (is_stale(command, 0)) return stale_version();
    base::Problems problems;
    EmergencyAccess access = asked(body, actor, now, problems);
    if (!problems.empty()) return problems;
    const law::Instant since = now.plus_seconds(-tries_counted_s);
    if (office_.store.count_emergency_tries(actor.compte, since) >= most_tries) {
        return too_many_tries();
    }
    const auto dossier = numbered(access.number, actor);
    if (!dossier) {
        note_vain_try(access, command, now);
        return not_found();
    }
    if (office_.store.dossier(dossier->id, access::scope(actor, Act::read_dossiers))) {
        return no_need();
    }
    access.dossier = dossier->id;
    return keep(access, *dossier, command, now);
}

Outcome Emergencies::list(dossier::EmergencyFilter filter, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_accesses)) return access_denied();
    filter.departement = actor.departement;
    if (!access::may(actor.role, Act::review_accesses)) filter.account = actor.compte;
    const law::Instant now = office_.clock.now();
    const auto found = office_.store.emergencies(filter);
    Json items = Json::array();
    for (const EmergencyAccess& access : found) items.push_back(view_of(access, now));
    Json body = {{"items", std::move(items)}};
    if (found.size() == filter.limit) body["next"] = found.back().id;
    return Reply{200, std::move(body)};
}

std::optional<EmergencyAccess> Emergencies::visible(const std::string& id,
                                                    const dossier::Actor& actor) const {
    auto access = office_.store.emergency(id);
    if (!access || access->departement != actor.departement) return std::nullopt;
    const bool own = access->account == actor.compte;
    return own || access::may(actor.role, Act::review_accesses) ? access : std::nullopt;
}

Outcome Emergencies::read(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_accesses)) return access_denied();
    const auto access = visible(id, actor);
    if (!access) return not_found();
    return Reply{200, view_of(*access, office_.clock.now()), access->version};
}

Outcome Emergencies::review(const std::string& id, const base::Node& body, const Command& command) {
    const dossier::Actor& actor = command.actor;
    if (!access::may(actor.role, Act::review_accesses)) return access_denied();
    auto access = visible(id, actor);
    if (!access) return not_found();
    const law::Instant now = office_.clock.now();
    if (auto before = remembered_outcome(office_.store, command, now)) return *std::move(before);
    if (is_stale(command, access->version)) return stale_version();
    base::Problems problems;
    base::Form form(body, problems);
    const std::string verdict = form.text("verdict");
    const bool contests = verdict == "conteste";
    if (!contests && verdict != "confirme" && !verdict.empty()) {
        form.report("verdict", "l'un de : confirme, conteste est attendu", "confirme");
    }
    const std::string comment = words_of(form, "comment", contests ? least_reason : 0);
    form.finish();
    if (!problems.empty()) return problems;
    if (access->account == actor.compte) {
        return base::Refusal{"relecture_par_un_autre",
                             "Vous avez ouvert cet accès : un autre responsable doit le relire."};
    }
    if (access->reviewed_at) {
        return base::Refusal{"deja_relu", "Cet accès a déjà été relu."};
    }
    access->reviewed_at = now;
    access->reviewed_by = actor.compte;
    access->verdict = verdict;
    access->comment = comment;
    const auto dossier = office_.store.dossier(access->dossier, access::system_scope());
    return keep(*access, dossier.value_or(Dossier{}), command, now);
}

Outcome Emergencies::consultations(const std::string& id, const dossier::Actor& actor,
                                   std::size_t limit) {
    if (!access::may(actor.role, Act::review_accesses)) return access_denied();
    const auto dossier = office_.store.dossier(id, access::scope(actor, Act::read_dossiers));
    if (!dossier) return not_found();
    const law::Territory territory = office_.library.territory(dossier->departement);
    Json items = Json::array();
    for (const dossier::Consultation& one : office_.store.consultations(id, limit)) {
        const auto account = office_.store.account(one.account);
        items.push_back({{"at", territory.iso(one.at)},
                         {"name", account ? account->name : one.account},
                         {"role", one.role},
                         {"kind", one.kind},
                         {"reason", one.reason},
                         {"times", one.times}});
    }
    return Reply{200, {{"items", std::move(items)}}};
}

}  // namespace preavis::service
