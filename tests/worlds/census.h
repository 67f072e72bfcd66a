#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace preavis::worlds {

/// Who and what is in a world, as the one who made it knows it: what the oracle judges by. Nothing
/// here is asked of the code under test. Numbers are indexes into the census's lists.

struct Body {
    std::string id;
    std::string kind;  ///< `siao`, `gestionnaire`...
    std::string departement;
};

struct Place {
    std::string id;
    std::size_t body = 0;  ///< that runs it
    std::string departement;
    bool secret = false;  ///< its address is kept from everybody but those who run it
};

struct Household {
    std::string id;
    std::string sejour;
    std::size_t speaker = 0;  ///< the person whose the household's account is
    std::size_t place = 0;
    std::string departement;
    bool is_protected = false;
    std::set<std::size_t> bodies;  ///< that take part in something about it
};

struct Person {
    std::string id;
    std::set<std::size_t> households;
    std::string json;  ///< as it was given
};

/// A dossier and those that followed from it.
struct Affair {
    std::string departement;
    std::ptrdiff_t household = -1;  ///< none: about a structure or between bodies
    std::set<std::size_t> bodies;   ///< that take part
    std::set<std::string> dossiers;
    std::set<std::string> pieces;
};

struct Account {
    std::string login;
    std::string role;
    std::ptrdiff_t body = -1;
    std::string departement;
    std::ptrdiff_t household = -1;  ///< of the role `menage`
    std::string cookie = {};
    std::set<std::size_t> emergencies = {};  ///< affairs that they opened with a reason
    std::set<std::size_t> opened_once = {};  ///< of which they keep the number, in their accesses
};

/// What a canary tells, hence what `of` numbers.
enum class About {
    person,          ///< name, birth date, guardian's name; of a person
    channel,         ///< telephone, e-mail, addresses; of a person
    household,       ///< designation, referent; of a household
    affair,          ///< what was typed or drawn in it; of an affair
    affair_name,     ///< its identifiers and numbers, which deadlines carry; of an affair
    place,           ///< name, address, commune, telephone, papers; of a place
    place_name,      ///< its identifier, which stands for it like a code; of a place
    body,            ///< name, address...; of a body
    account,         ///< the name of who acts; of an account
    account_secret,  ///< login; of an account
};

/// One thing that not everybody may know, and how it may look in an answer.
struct Canary {
    std::string what;  ///< « nom de la personne 3 »
    About about;
    std::size_t of = 0;
    std::vector<std::string> forms;
    bool is_identifier = false;  ///< says nothing by itself
};

struct Census {
    std::vector<Body> bodies;
    std::vector<Place> places;
    std::vector<Household> households;
    std::vector<Person> persons;
    std::vector<Affair> affairs;
    std::vector<Account> accounts;
    std::vector<Canary> canaries;
};

}  // namespace preavis::worlds
