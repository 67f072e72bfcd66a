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

/// Who may enter. Tokens for programs, password and second factor for people.
class Gate {
  public:
    explicit Gate(const Office& office) : office_(office) {}

    /// By `Authorization: Bearer TOKEN`.
    std::optional<Visitor> by_token(const std::string& token);

    /// What a successful log-in gives the browser: the cookie's value. Refusals: `identifiants`
    /// (never says which part is wrong), `patientez` (too many tries for this login).
    base::Answer<std::string> log_in(const std::string& login, const std::string& password,
                                     const std::string& code);
    /// By the session cookie; ended after 30 minutes idle or 12 hours.
    std::optional<Visitor> by_session(const std::string& cookie);
    void log_out(const std::string& cookie);

  private:
    Visitor visitor_of(const dossier::Account& account) const;
    bool must_wait(const std::string& login, law::Instant now);
    void note_failure(const std::string& login, law::Instant now);

    struct Failures {
        int count = 0;
        law::Instant last;
    };
    const Office& office_;
    std::mutex mutex_;
    std::map<std::string, Failures> failures_;
};

}  // namespace preavis::service
