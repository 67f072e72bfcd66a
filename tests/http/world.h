#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "http/message.h"
#include "http/raw_client.h"
#include "http/server.h"
#include "http/stage.h"

namespace preavis::http::test {

/// A whole service behind its door, on a free port: the real procedures, a real store in a folder
/// of its own, one account for each role. Passwords are the login, tokens « jeton-LOGIN ».
class World {
    Stage stage_;  // before what refers to it

  public:
    explicit World(bool test_clock = true);

    /// One request of a program. `who`: login of the account whose token is sent; "" for none.
    Answer api(const std::string& method, const std::string& path, const std::string& who,
               const std::string& body = {}, const std::string& headers = {}) const;
    /// The same, expected to succeed; answers its JSON.
    base::Json done(const std::string& method, const std::string& path, const std::string& who,
                    const std::string& body = {}) const;

    /// A household of one person; answers its parties as JSON: menage, structure, sejour.
    base::Json household(const std::string& nom, bool protected_one = false);
    /// The body that opens a welcome kit for it, arrived just now.
    std::string kit(const base::Json& parties) const;

    std::uint16_t port() const { return server_->port(); }
    std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
    /// What the service reported: one line for each incident.
    const std::vector<std::string>& reports() const { return stage_.reports; }
    dossier::Identity& identity() { return stage_.identity(); }
    service::Gate& gate() { return stage_.gate(); }
    dossier::Store& store() { return stage_.store(); }
    const service::Office& office() const { return stage_.office(); }

    HandClock& clock = stage_.clock;
    std::vector<std::string>& troubles = stage_.troubles;
    std::string siao;
    std::string gestionnaire;
    std::string hotelier;
    std::string hotel;

  private:
    void found_organisations();
    void open_accounts();

    std::unique_ptr<Server> server_;
};

/// Somebody at a browser: keeps the cookie, fills in forms with their token.
class Visitor {
  public:
    explicit Visitor(const World& world) : world_(world) {}

    Answer get(const std::string& path, const std::string& headers = {});
    /// Posts fields; the page's own `csrf` and `cle` are added from the last page seen.
    Answer post(const std::string& path, Parameters fields, const std::string& headers = {});
    /// Follows a 303.
    Answer follow(const Answer& answer);
    Answer log_in(const std::string& login, const std::string& code = {});

    std::string cookie;
    std::string csrf;
    std::string key;

  private:
    Answer remember(Answer answer);
    const World& world_;
};

/// The value of a hidden field on a page.
std::string hidden(const std::string& page, const std::string& name);

}  // namespace preavis::http::test
