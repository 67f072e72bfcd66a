#include "service/gate.h"

#include <algorithm>

#include "access/policy.h"
#include "base/hash.h"
#include "service/journaling.h"

namespace preavis::service {
namespace {

constexpr std::int64_t idle_ms = 30 * 60 * 1000;
constexpr std::int64_t longest_ms = 12 * 60 * 60 * 1000;
constexpr std::int64_t seen_again_after_ms = 60 * 1000;
constexpr int free_tries = 5;
constexpr std::int64_t longest_wait_s = 15 * 60;
constexpr std::size_t most_failures = 10'000;

base::Refusal wrong_credentials() {
    return {"identifiants", "L'identifiant, le mot de passe ou le code n'est pas le bon."};
}

/// Doubles with each failure after the free ones: 2 s, 4 s... up to a quarter of an hour.
std::int64_t wait_s(int failures) {
    if (failures < free_tries) return 0;
    return std::min<std::int64_t>(std::int64_t{1} << std::min(failures - free_tries + 1, 20),
                                  longest_wait_s);
}

}  // namespace

std::string name_of(const dossier::Account::Grant& grant) {
    std::string name(dossier::name_of(grant.role));
    const std::string& whose =
        grant.role == dossier::Role::menage ? grant.personne : grant.organisation;
    return whose.empty() ? name : name + "/" + whose;
}

void Gate::enter(Visitor& visitor, const dossier::Account::Grant& grant) const {
    dossier::Actor& actor = visitor.actor;
    actor = {.compte = visitor.account.id};
    actor.name = visitor.account.name;
    actor.role = grant.role;
    actor.organisation = grant.organisation;
    actor.organisation_kind = grant.organisation_kind;
    actor.departement = grant.departement;
    actor.menage = grant.menage;
    actor.personne = grant.personne;
    if (!access::may(actor.role, access::Act::break_glass)) return;
    actor.emergency = office_.store.emergency_dossiers(actor.compte, office_.clock.now());
}

Visitor Gate::visitor_of(const dossier::Account& account) const {
    Visitor visitor{.account = account};
    visitor.actor.compte = account.id;
    visitor.actor.name = account.name;
    if (!account.grants.empty()) enter(visitor, account.grants.front());
    return visitor;
}

bool Gate::act_as(Visitor& visitor, const std::string& role) const {
    const auto& grants = visitor.account.grants;
    const auto held = std::find_if(grants.begin(), grants.end(), [&role](const auto& grant) {
        return role == dossier::name_of(grant.role) || role == name_of(grant);
    });
    if (held == grants.end()) return false;
    enter(visitor, *held);
    return true;
}

std::optional<Visitor> Gate::by_token(const std::string& token) {
    if (token.empty()) return std::nullopt;
    const auto account = office_.store.account_by_token(base::sha256_hex(token));
    if (!account || !account->active || account->grants.empty()) return std::nullopt;
    return visitor_of(*account);
}

bool Gate::must_wait(const std::string& login, law::Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = failures_.find(login);
    if (found == failures_.end()) return false;
    return now < found->second.last.plus_seconds(wait_s(found->second.count));
}

/// Those whose waiting time is over; if there are none, the oldest.
void Gate::forget_some_failures(law::Instant now) {
    std::erase_if(failures_, [now](const auto& entry) {
        return now >= entry.second.last.plus_seconds(longest_wait_s);
    });
    if (failures_.size() < most_failures) return;
    failures_.erase(std::min_element(
        failures_.begin(), failures_.end(),
        [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
}

void Gate::note_failure(const std::string& login, law::Instant now) {
    const std::lock_guard lock(mutex_);
    if (failures_.size() >= most_failures) forget_some_failures(now);
    Failures& failures = failures_[login];
    ++failures.count;
    failures.last = now;
}

base::Answer<std::string> Gate::log_in(const std::string& login, const std::string& password,
                                       const std::string& code) {
    const law::Instant now = office_.door_clock.now();
    if (must_wait(login, now)) {
        return base::Refusal{"patientez",
                             "Trop d'essais pour cet identifiant : attendez avant de recommencer."};
    }
    const auto account = office_.store.account_by_login(login);
    // The hash is computed even for an unknown login, so that time tells nothing.
    static const std::string nobody = office_.identity.hash_password(base::random_id());
    bool right =
        office_.identity.password_matches(password, account ? account->password_hash : nobody);
    right = right && account && account->active && !account->grants.empty();
    if (right && !account->totp_secret.empty()) {
        const std::int64_t step = office_.identity.totp_step(account->totp_secret, code, now);
        right = step >= 0 && office_.store.take_totp_step(account->id, step);
    }
    if (!right) {
        note_failure(login, now);
        return wrong_credentials();
    }
    {
        const std::lock_guard lock(mutex_);
        failures_.erase(login);
    }
    const std::string cookie = office_.identity.draw_token();
    office_.store.save_session({.id_hash = base::sha256_hex(cookie),
                                .account = account->id,
                                .csrf = office_.identity.draw_token(),
                                .started_at = now,
                                .last_seen_at = now});
    return cookie;
}

std::optional<Visitor> Gate::by_session(const std::string& cookie) {
    if (cookie.empty()) return std::nullopt;
    auto session = office_.store.session(base::sha256_hex(cookie));
    if (!session) return std::nullopt;
    const law::Instant now = office_.door_clock.now();
    if (now.ms - session->last_seen_at.ms > idle_ms ||
        now.ms - session->started_at.ms > longest_ms) {
        office_.store.end_session(session->id_hash);
        return std::nullopt;
    }
    if (now.ms - session->last_seen_at.ms > seen_again_after_ms) {
        session->last_seen_at = now;
        office_.store.save_session(*session);
    }
    const auto account = office_.store.account(session->account);
    if (!account || !account->active || account->grants.empty()) return std::nullopt;
    Visitor visitor = visitor_of(*account);
    if (!session->role.empty()) act_as(visitor, session->role);
    visitor.csrf = session->csrf;
    return visitor;
}

std::optional<std::string> Gate::choose_role(const std::string& cookie, const std::string& role) {
    auto visitor = by_session(cookie);
    if (!visitor || !act_as(*visitor, role)) return std::nullopt;
    const auto before = office_.store.session(base::sha256_hex(cookie));
    if (!before) return std::nullopt;
    const std::string next = office_.identity.draw_token();
    office_.store.save_session({.id_hash = base::sha256_hex(next),
                                .account = visitor->account.id,
                                .csrf = office_.identity.draw_token(),
                                .started_at = before->started_at,
                                .last_seen_at = office_.door_clock.now(),
                                .role = role});
    office_.store.end_session(before->id_hash);
    return next;
}

void Gate::log_out(const std::string& cookie) {
    office_.store.end_session(base::sha256_hex(cookie));
}

Secrets create_account(dossier::Store& store, dossier::Identity& identity, const std::string& login,
                       const std::string& name, const std::vector<dossier::Account::Grant>& grants,
                       bool second_factor) {
    Secrets secrets{.login = login,
                    .password = identity.draw_token().substr(0, 20),
                    .totp_secret = second_factor ? identity.draw_totp_secret() : "",
                    .api_token = identity.draw_token()};
    dossier::Account account{.id = base::random_id(), .login = login, .name = name};
    account.password_hash = identity.hash_password(secrets.password);
    account.totp_secret = secrets.totp_secret;
    account.token_hash = base::sha256_hex(secrets.api_token);
    account.grants = grants;
    store.save_account(account);
    return secrets;
}

}  // namespace preavis::service
