#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "service/office.h"
#include "service/outcome.h"

namespace preavis::service {

/// Somebody who has entered: their account and the role they act in.
struct Visitor {
    dossier::Account account;
    dossier::Actor actor;
    std::string csrf;  ///< of a browser session; empty for a token
};

/// What the owner of a new account must be told, once.
struct Secrets {
    std::string login;
    std::string password;
    std::string totp_secret;  ///< empty: no second factor
    std::string api_token;
};

/// A new account with drawn secrets; only their hashes are kept.
Secrets create_account(dossier::Store& store, dossier::Identity& identity, const std::string& login,
                       const std::string& name, const std::vector<dossier::Account::Grant>& grants,
                       bool second_factor);

/// How a role of an account is named where it holds several: its name alone (« siao_agent », the
/// first of that name), or with its organisation or, for a household's, its person:
/// « siao_agent/3f2a... ».
std::string name_of(const dossier::Account::Grant& grant);

/// Who may enter. Tokens for programs, password and second factor for people.
class Gate {
  public:
    explicit Gate(const Office& office) : office_(office) {}

    /// By `Authorization: Bearer TOKEN`.
    std::optional<Visitor> by_token(const std::string& token);
    /// From now on the visitor acts in that one of their roles; false, and nothing changes, if they
    /// do not hold it. Without a choice, everybody acts in the first.
    bool act_as(Visitor& visitor, const std::string& role) const;

    /// What a successful log-in gives the browser: the cookie's value. Refusals: `identifiants`
    /// (never says which part is wrong), `patientez` (too many tries for this login).
    base::Answer<std::string> log_in(const std::string& login, const std::string& password,
                                     const std::string& code);
    /// By the session cookie; ended after 30 minutes idle or 12 hours.
    std::optional<Visitor> by_session(const std::string& cookie);
    void log_out(const std::string& cookie);
    /// The same session goes on in another role, under another cookie: the old one ends. Nothing if
    /// the session has ended or its account does not hold the role.
    std::optional<std::string> choose_role(const std::string& cookie, const std::string& role);

  private:
    Visitor visitor_of(const dossier::Account& account) const;
    void enter(Visitor& visitor, const dossier::Account::Grant& grant) const;
    bool must_wait(const std::string& login, law::Instant now);
    void note_failure(const std::string& login, law::Instant now);
    void forget_some_failures(law::Instant now);

    struct Failures {
        int count = 0;
        law::Instant last;
    };
    const Office& office_;
    std::mutex mutex_;
    std::map<std::string, Failures> failures_;
};

}  // namespace preavis::service
