#include "store/account.h"

#include <tuple>

#include "base/expects.h"
#include "store/codec.h"
#include "store/owners.h"
#include "store/vault.h"

namespace preavis::store {
namespace {

using dossier::Account;
using dossier::Session;

constexpr std::string_view selection =
    "SELECT id, login, password_hash, totp_last_step, token_hash, grants, active, sealed"
    " FROM accounts";

Place place_of(const std::string& account) {
    return {"accounts", "name", account};
}

/// No session is used longer after it was last seen.
constexpr std::int64_t kept_session_s = 7 * 24 * 60 * 60;

/// A household's account is its own: erased with the rest of it, in copies too.
Owned owned(Connection& db, const Account& account) {
    for (const Account::Grant& grant : account.grants) {
        if (!grant.menage.empty()) return owned_by_menage(db, grant.menage);
    }
    return {owner::general};
}

Account read_row(Connection& db, Query& row) {
    Account account;
    account.id = row.text();
    account.login = row.text();
    account.password_hash = row.text();
    account.totp_last_step = row.integer();
    account.token_hash = row.text();
    account.grants = decode_grants(row.bytes());
    account.active = row.flag();
    const Owned whose = owned(db, account);
    const std::string_view sealed = row.bytes();
    auto told =
        whose.owner == owner::general
            ? db.vault().open(whose.owner, place_of(account.id), sealed, Clearance::ordinary)
            : db.vault().try_open(whose.owner, place_of(account.id), sealed,
                                  Clearance::protected_too);
    if (!told) {  // kept by an earlier program
        told =
            db.vault().try_open(owner::general, place_of(account.id), sealed, Clearance::ordinary);
    }
    if (told) std::tie(account.name, account.totp_secret) = decode_pair(*told);
    return account;
}

std::optional<Account> find_one(Connection& db, std::string_view where,
                                const std::string& parameter) {
    Query row(db, std::string(selection) + std::string(where), parameter);
    return row.next() ? std::optional(read_row(db, row)) : std::nullopt;
}

}  // namespace

void save(Connection& db, const Account& a) {
    expects(!a.id.empty() && !a.login.empty());
    Vault& vault = db.vault();
    const Owned whose = owned(db, a);
    const std::string sealed = vault.seal(whose.owner, place_of(a.id),
                                          encode_pair(a.name, a.totp_secret), whose.key_class);
    Query(db,
          "INSERT INTO accounts (id, login, password_hash, totp_mark, totp_last_step, token_hash,"
          " grants, active, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
          " ON CONFLICT (id) DO UPDATE SET login = excluded.login,"
          " password_hash = excluded.password_hash, totp_mark = excluded.totp_mark,"
          " totp_last_step = iif(totp_mark = excluded.totp_mark,"
          " max(totp_last_step, excluded.totp_last_step), excluded.totp_last_step),"
          " token_hash = excluded.token_hash, grants = excluded.grants, active = excluded.active,"
          " sealed = excluded.sealed",
          a.id, a.login, a.password_hash,
          vault.blind("second_facteur", a.id + a.totp_secret, KeyClass::ordinary), a.totp_last_step,
          a.token_hash, encode(a.grants), a.active, Blob{sealed})
        .run();
}

std::optional<Account> find_account(Connection& db, const std::string& id) {
    return find_one(db, " WHERE id = ?", id);
}

std::optional<Account> find_account_by_login(Connection& db, const std::string& login) {
    return find_one(db, " WHERE login = ?", login);
}

std::optional<Account> find_account_by_token(Connection& db, const std::string& token_hash) {
    return find_one(db, " WHERE token_hash = ? AND token_hash <> ''", token_hash);
}

std::vector<Account> all_accounts(Connection& db) {
    Query rows(db, std::string(selection) + " ORDER BY login");
    std::vector<Account> accounts;
    while (rows.next()) accounts.push_back(read_row(db, rows));
    return accounts;
}

bool take_totp_step(Connection& db, const std::string& account, std::int64_t step) {
    return Query(db, "UPDATE accounts SET totp_last_step = ? WHERE id = ? AND totp_last_step < ?",
                 step, account, step)
               .run() == 1;
}

void save(Connection& db, const Session& session) {
    Query(db,
          "INSERT INTO sessions (id_hash, account, csrf, started_at, last_seen_at, ended)"
          " VALUES (?, ?, ?, ?, ?, 0)"
          " ON CONFLICT (id_hash) DO UPDATE SET csrf = excluded.csrf,"
          " last_seen_at = max(last_seen_at, excluded.last_seen_at)",
          session.id_hash, session.account, session.csrf, session.started_at, session.last_seen_at)
        .run();
    Query(db, "DELETE FROM sessions WHERE last_seen_at < ?",
          session.last_seen_at.plus_seconds(-kept_session_s))
        .run();
}

std::optional<Session> find_session(Connection& db, const std::string& id_hash) {
    Query row(db,
              "SELECT id_hash, account, csrf, started_at, last_seen_at FROM sessions"
              " WHERE id_hash = ? AND ended = 0",
              id_hash);
    if (!row.next()) return std::nullopt;
    Session session;
    session.id_hash = row.text();
    session.account = row.text();
    session.csrf = row.text();
    session.started_at = row.instant();
    session.last_seen_at = row.instant();
    return session;
}

void end_session(Connection& db, const std::string& id_hash) {
    Query(db, "UPDATE sessions SET ended = 1 WHERE id_hash = ?", id_hash).run();
}

std::string find_setting(Connection& db, const std::string& name) {
    Query row(db, "SELECT value FROM settings WHERE name = ?", name);
    return row.next() ? row.text() : "";
}

void save_setting(Connection& db, const std::string& name, const std::string& value) {
    Query(db,
          "INSERT INTO settings (name, value) VALUES (?, ?)"
          " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          name, value)
        .run();
}

}  // namespace preavis::store
