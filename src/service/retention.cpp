#include "service/retention.h"

#include <algorithm>

#include "access/policy.h"
#include "base/form.h"
#include "base/text.h"
#include "service/erasing.h"
#include "service/household_age.h"
#include "service/journaling.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Hold;

constexpr Act act = Act::manage_retention;
constexpr std::size_t longest_reason = 300;
constexpr std::size_t most_certificates = 500;
constexpr std::size_t digits_of_a_name = 8;

bool is_visible(const Office& office, const std::string& menage, const dossier::Actor& actor) {
    return office.store.noun(dossier::NounKind::menage, menage, access::scope(actor, act))
        .has_value();
}

Json view_of(const Hold& hold, const Office& office) {
    const auto& reasons = office.library.conservation.hold_reasons;
    const auto reason = reasons.find(hold.reason);
    return {{"menage", hold.menage},
            {"motif", hold.reason},
            {"titre", reason == reasons.end() ? hold.reason : reason->second},
            {"depuis", office.library.territory("").iso(hold.set_at)},
            {"reexamen", hold.review_on.iso()}};
}

std::string read_reason(base::Form& form, const char* key) {
    const std::string reason = base::trimmed(form.text(key));
    if (reason.empty() || base::code_points(reason).size() > longest_reason) {
        form.report(key, "une raison de 1 à 300 caractères, sans nom de personne, est attendue");
    }
    return reason;
}

/// The day on which a hold is looked at again: later than today.
law::Date read_review(base::Form& form, law::Date today) {
    const auto day = law::Date::parse(form.text("reexamen"));
    if (!day || *day <= today) form.report("reexamen", "une date à venir est attendue", "");
    return day.value_or(today);
}

/// What a person decides about: their département's, theirs alone.
PurgeOf all_of(const dossier::Actor& actor) {
    return {.scope = access::scope(actor, act), .departement = actor.departement};
}

Json outcome_view(const Purge& done) {
    return {{"effaces", done.erased},
            {"retenus", done.held_back},
            {"modifies_entretemps", done.moved},
            {"fichiers_echus", done.files_over},
            {"attestations", done.certificates},
            {"items", done.households}};
}

}  // namespace

Outcome Retention::preview(const dossier::Actor& actor) {
    if (!access::may(actor.role, act)) return access_denied();
    PurgeOf which = all_of(actor);
    which.preview = true;
    const Purge seen = service::purge(office_, which, {actor, ""}, office_.clock.now());
    return Reply{200,
                 {{"effacables", seen.erased},
                  {"retenus", seen.held_back},
                  {"fichiers_echus", seen.files_over},
                  {"items", seen.households}}};
}

Outcome Retention::read(const std::string& menage, const dossier::Actor& actor) {
    if (!access::may(actor.role, act)) return access_denied();
    if (!is_visible(office_, menage, actor)) return not_found();
    const law::Instant now = office_.clock.now();
    const auto age = age_of(office_, menage, now);
    if (!age) return not_found();
    Json view = service::view_of(*age, office_, now);
    const auto hold = office_.store.hold_on(menage);
    view["gel"] = hold ? view_of(*hold, office_) : Json(nullptr);
    return Reply{200, std::move(view)};
}

Outcome Retention::keep(const Hold& hold, const Json& payload, const char* kind,
                        const Command& command) {
    const law::Instant now = hold.lifted_at.value_or(hold.set_at);
    const bool in_force = !hold.lifted_at;
    const Reply reply{
        in_force ? 201 : 200,
        {{"menage", hold.menage}, {"gel", in_force ? view_of(hold, office_) : Json(nullptr)}}};
    dossier::Change change;
    change.hold = hold;
    change.journal = {journal_line(kind, command.actor, payload, now, now)};
    change.answer = to_remember(command, reply, now);
    switch (office_.store.commit(change)) {
        case dossier::Committed::done: return reply;
        case dossier::Committed::stale: break;
        case dossier::Committed::key_already_used:
            return remembered_outcome(office_.store, command, office_.clock.now())
                .value_or(stale_version());
    }
    if (!in_force) return base::Refusal{"pas_gele", "Ces données ne sont pas gelées."};
    return base::Refusal{"deja_gele", "Ces données sont déjà gelées."};
}

Outcome Retention::hold(const std::string& menage, const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, act)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command, office_.clock.now()))
        return *std::move(before);
    if (!is_visible(office_, menage, command.actor)) return not_found();
    const law::Instant now = office_.clock.now();
    std::vector<std::string> codes;
    for (const auto& [code, title] : office_.library.conservation.hold_reasons) {
        codes.push_back(code);
    }
    base::Problems problems;
    base::Form form(body, problems);
    Hold hold{.menage = menage, .set_by = command.actor.compte, .set_at = now};
    hold.reason = form.choice("motif", codes);
    hold.review_on =
        read_review(form, office_.library.territory(command.actor.departement).date(now));
    form.finish();
    if (!problems.empty()) return problems;
    const Json payload = {
        {"menage", menage}, {"motif", hold.reason}, {"reexamen", hold.review_on.iso()}};
    return keep(hold, payload, "gel", command);
}

Outcome Retention::lift(const std::string& menage, const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, act)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command, office_.clock.now()))
        return *std::move(before);
    if (!is_visible(office_, menage, command.actor)) return not_found();
    base::Problems problems;
    base::Form form(body, problems);
    const std::string reason = read_reason(form, "raison");
    form.finish();
    if (!problems.empty()) return problems;
    const law::Instant now = office_.clock.now();
    const Hold hold{.menage = menage, .lifted_by = command.actor.compte, .lifted_at = now};
    return keep(hold, {{"menage", menage}, {"raison", reason}}, "gel_leve", command);
}

Outcome Retention::holds(const dossier::Actor& actor) {
    if (!access::may(actor.role, act)) return access_denied();
    Json items = Json::array();
    for (const Hold& hold : office_.store.holds(access::scope(actor, act))) {
        items.push_back(view_of(hold, office_));
    }
    return Reply{200, {{"items", std::move(items)}}};
}

Outcome Retention::purge(const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, act)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command, office_.clock.now()))
        return *std::move(before);
    base::Problems problems;
    base::Form form(body, problems);
    PurgeOf which = all_of(command.actor);
    const std::string reason = read_reason(form, "motif");
    which.menages = form.optional_texts("menages");
    form.finish();
    if (!problems.empty()) return problems;
    const law::Instant now = office_.clock.now();
    const Purge done = service::purge(office_, which, {command.actor, reason}, now);
    Reply reply{200, outcome_view(done)};
    // Households go one by one: after a crash the same key goes on where they stayed.
    if (auto answer = to_remember(command, reply, now)) {
        dossier::Change change;
        change.answer = *std::move(answer);
        office_.store.commit(change);
    }
    return reply;
}

Outcome Retention::certificates(const dossier::Actor& actor) {
    if (!access::may(actor.role, act)) return access_denied();
    if (actor.departement.empty()) return Reply{200, {{"items", Json::array()}}};
    Json items = Json::array();
    for (const auto& one : office_.store.erasures(actor.departement, most_certificates)) {
        items.push_back({{"certificat", one.certificate},
                         {"menage", one.menage},
                         {"at", office_.library.territory(one.departement).iso(one.at)}});
    }
    return Reply{200, {{"items", std::move(items)}}};
}

Outcome Retention::certificate(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, act)) return access_denied();
    const auto record = office_.store.erasure(id);
    if (!record || record->departement != actor.departement) return not_found();
    const auto lines = office_.store.entries_of("effacement", record->line, 1);
    if (lines.empty() || lines.front().sequence != record->line) return not_found();
    Json body = Json::parse(lines.front().payload_json, nullptr, false);
    body["ligne"] = lines.front().sequence;
    body["empreinte"] = lines.front().hash;
    return Reply{200, std::move(body)};
}

base::Answer<IssuedPaper> Retention::kept_paper(const std::string& file, const std::string& reason,
                                                const dossier::Actor& actor) {
    if (!access::may(actor.role, act)) return access_denied();
    const auto kept = office_.store.kept_file(file);
    if (!kept || kept->departement != actor.departement) return not_found();
    if (base::trimmed(reason).empty() || base::code_points(reason).size() > longest_reason) {
        return base::Refusal{"raison_manquante",
                             "Dites pourquoi ce document archivé est consulté, sans nom de "
                             "personne, en 300 caractères au plus."};
    }
    const law::Instant now = office_.clock.now();
    dossier::Change change;
    change.journal = {
        journal_line("archive_consultee", actor, {{"fichier", file}, {"motif", reason}}, now, now)};
    office_.store.commit(change);
    const auto everything = access::system_scope();
    const auto bytes = kept->file.kind == dossier::HeldFile::Kind::piece
                           ? office_.store.piece_bytes(file, everything)
                           : office_.store.annex_bytes(file, everything);
    if (!bytes) return not_found();
    return IssuedPaper{*bytes, "archive-" + file.substr(0, digits_of_a_name) + ".pdf",
                       kept->file.sha256};
}

}  // namespace preavis::service
