#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflow/prove_cone.h"
#include "workflow/step.h"

namespace preavis::workflow {

/// How far one choice helps along: the coordinates in which it does, and what sets it apart.
struct Standing {
    std::string label;
    std::vector<bool> helps;

    /// As good everywhere, and not told apart.
    bool is_as_good_as(const Standing& other) const;
};

/// What people could do with a dossier, one choice for each way in which the conditions that may
/// still be read tell choices apart. The same dossier and time always give the same list.
class Choices {
  public:
    Choices(const Definition& definition, const Cone& cone, const Surroundings& surroundings);

    std::vector<dossier::Event> events(const dossier::Dossier& dossier, law::Instant now) const;

  private:
    /// A use of an atom that reads this fact, and its clause.
    struct Reading {
        std::size_t clause;
        Use use;
    };
    struct Moment;
    using Option = std::optional<dossier::Value>;  ///< nothing: not told

    std::vector<dossier::Actor> actors(const Moment& moment) const;
    std::vector<dossier::Facts> fact_sets(const Moment& moment) const;
    void tell_passing(const Moment& moment, dossier::Facts& told) const;
    bool lets_through(const Moment& moment, const dossier::Facts& told) const;
    std::vector<Option> options(const Moment& moment, const std::string& fact) const;
    std::vector<Option> candidates(const Moment& moment, const std::string& fact) const;
    std::vector<Option> days(const Moment& moment, const std::string& fact, bool as_instant) const;
    Standing standing(const Moment& moment, const std::string& fact, const Option& option) const;
    Standing standing(const Moment& moment, const dossier::Actor& actor) const;
    bool counts(const Moment& moment, const Reading& reading) const;
    bool is_kept(const Moment& moment, const std::string& fact) const;
    std::string deciders_by(const std::string& fact, const dossier::Value* value) const;

    const Definition& definition_;
    const Cone& cone_;
    const Surroundings& surroundings_;
    std::map<std::string, std::vector<Reading>> readings_;  ///< by fact
    std::vector<Reading> actor_readings_;
    std::map<std::string, std::vector<bool>> live_;  ///< by state: clauses
};

/// The values of a type that conditions could tell apart; not for dates, which depend on the day.
/// `listed`: it is a list that grows, or goes into one: several different texts.
std::vector<dossier::Value> representatives(const dossier::FactType& type,
                                            const std::vector<Condition>& conditions, bool listed);

/// Another value than those, where they may all be alike: a text, a list with one more item.
dossier::Value other_value(const dossier::FactType& type);

/// Somebody in this role, in an organisation of the kind that goes with it.
dossier::Actor somebody(dossier::Role role);

}  // namespace preavis::workflow
