#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "http/dispatcher.h"
#include "http/stage.h"
#include "worlds/census.h"
#include "worlds/mint.h"
#include "worlds/papers.h"

namespace preavis::worlds {

/// Whose account of a household it is, where the service asks for that.
template <class Grant>
void name_person(Grant& grant, const std::string& person) {
    if constexpr (requires { grant.personne; }) grant.personne = person;
}

/// How a test spoils a world on purpose, so that what watches over it must cry out.
struct Sabotage {
    /// Called with each account before it is opened: the grants that the service will believe.
    std::function<void(const Census&, const Account&, dossier::Account::Grant&)> grant = {};
    bool open_secret_places = false;     ///< stored as any other place
    bool protected_as_ordinary = false;  ///< stored as any other household
    /// Changes each answer, once everybody is in.
    std::function<void(const Census&, http::Response&)> view = {};
};

/// A whole service in one process, with what it knows written down apart in a census. Everything
/// goes in by the door, as by its users.
class Town {
  public:
    Town(std::uint64_t seed, Sabotage sabotage);

    /// One request of a program in somebody's name (null: nobody).
    http::Response api(const Account* who, const std::string& method, const std::string& target,
                       const std::string& body = {}, const std::string& type = "application/json",
                       const std::string& accept = {});
    /// One request of somebody's browser.
    http::Response page(const Account& who, const std::string& method, const std::string& target,
                        const std::string& body = {});
    /// The same by a program, which must succeed: throws std::runtime_error that tells why not.
    base::Json done(const Account& who, const std::string& method, const std::string& target,
                    const base::Json& body);
    /// Everybody gets a session of their browser.
    void log_everybody_in();

    /// Finds or founds what a story needs.
    std::size_t body_of(const std::string& kind, const std::string& departement);
    std::size_t place_of(const std::string& kind, const std::string& departement, bool secret);
    std::size_t account_of(const std::string& role, std::size_t body);
    std::size_t add_body(const std::string& kind, const std::string& departement);
    /// An account of every role of this body.
    void staff(std::size_t body);
    /// Two to four persons, perhaps one of them from an earlier household too; ménage, stay, and
    /// the account of the household.
    std::size_t settle(std::size_t place, bool is_protected, const std::string& regime,
                       bool with_somebody_of_the_last_one);

    void note(About about, std::size_t of, const std::string& what, std::vector<std::string> forms);
    void note_identifier(About about, std::size_t of, const std::string& what,
                         const std::string& id);
    void note_word(About about, std::size_t of, const std::string& what, const std::string& word);

    Census census;
    Mint mint;
    Papers papers;
    http::test::Stage stage;

  private:
    std::size_t open_account(Account account, const std::string& organisation,
                             const std::string& kind);
    std::size_t add_place(const std::string& kind, std::size_t body, bool secret);
    std::size_t add_person(std::size_t household, bool adult);
    void supply_annex(std::size_t place);
    const Account& responsable(const std::string& departement);

    Sabotage sabotage_;
    bool everybody_is_in_ = false;
    http::Dispatcher dispatcher_;
};

}  // namespace preavis::worlds
