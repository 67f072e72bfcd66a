#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "workflow/definition.h"

namespace preavis::workflow {

/// An atomic condition, once, however often a definition says it.
struct Atom {
    Condition condition;
    bool reads_actor = false;
};

/// An atom where it stands: does its being true help an event on, its being false, or is it not
/// known which (a branch, an effect, an invariant)?
struct Use {
    std::size_t atom;
    bool helps_if_true;
    bool helps_if_false;
    /// The event asks for the fact, and nobody has a reason to leave it as it is: every condition
    /// that reads it is helped by the same.
    bool told = false;
};

/// What conditions read of a list that grows: these fields of its records (an empty name: the item
/// itself), and how many there are, up to `most`.
struct ListReading {
    std::set<std::string> fields = {};
    std::size_t most = 1;
};

/// A guard, branch, effect or invariant: what is read together.
struct Clause {
    Condition when = {};         ///< if false, `needs` is not read
    Condition needs = {};        ///< of a branch or effect, its condition
    bool neutral = false;        ///< neither true nor false helps
    std::vector<Use> uses = {};  ///< as they stand in `when`, then in `needs`
    std::size_t of_when = 0;
    std::vector<std::string> from;           ///< the states in which it may be read
    const Transition* transition = nullptr;  ///< of which it is a part; null: an invariant
    std::vector<std::string> keeps = {};     ///< of an invariant: facts that stay as they are
};

/// What decides to which states a dossier goes and whether invariants hold, and from which states
/// on it is read: the cone of influence. Events that stay in their state, and change nothing that
/// is read, are outside; `besides` names one of them that is to be looked at all the same.
class Cone {
  public:
    /// `with_links`: what links are told is read too.
    explicit Cone(const Definition& definition, const Transition* besides = nullptr,
                  bool with_links = false);

    const std::vector<Atom>& atoms() const { return atoms_; }
    const std::vector<Clause>& clauses() const { return clauses_; }
    /// The clauses that may still be read from this state on.
    const std::vector<std::size_t>& live(const std::string& state) const;
    /// False for an event that changes nothing of what is read.
    bool reads(const Transition& transition) const { return read_.contains(&transition); }
    bool reads_deadline(const std::string& name) const { return deadlines_.contains(name); }
    bool reads_fact(const std::string& name) const { return facts_.contains(name); }
    /// True if some condition waits until its day has come.
    bool is_awaited(const std::string& fact) const { return awaited_.contains(fact); }
    const std::set<std::string>& awaited() const { return awaited_; }
    bool keeps_anything() const { return !kept_.empty(); }
    /// The lists whose content sets dossiers apart, from this state on.
    const std::map<std::string, ListReading>& lists(const std::string& state) const;
    /// The dates with which an event of this state on may compare what it tells.
    const std::set<std::string>& bounds(const std::string& state) const;
    /// True for those lists, and for what is collected into a field of theirs that is read.
    bool is_listed(const std::string& fact) const { return listed_.contains(fact); }
    /// False if what the condition says now is told anew, from this state on, before this event
    /// (null: an invariant) reads it.
    bool outlasts(const Condition& condition, const std::string& state,
                  const Transition* reader) const;
    /// True if what the event tells of it is read by the event's guards and by nothing else: one
    /// value that they let through is as good as any other.
    bool is_passing(const Transition& transition, const std::string& fact) const;
    /// True if it starts a deadline that is read.
    bool is_trigger(const std::string& fact) const { return triggers_.contains(fact); }

  private:
    void read_transition(const Transition& transition);
    void read_links(const Transition& transition);
    bool read_effects(const Definition& definition, const Transition& transition);
    void read_invariant(const Definition& definition, const Invariant& invariant);
    void add(Clause clause);
    void collect(const Condition& condition, bool wanted, bool neutral, std::vector<Use>& uses);
    std::size_t atom_of(const Condition& condition) const;
    bool widen(const Definition& definition);
    bool tells(const Transition& transition) const;
    void find_names(const Definition& definition);
    void find_taken(const Definition& definition);
    void find_outlasting(const Definition& definition);
    void find_passing(const Definition& definition);
    void find_givers(const Definition& definition);
    void find_compared(const Definition& definition);
    void find_listed(const Definition& definition, const std::string& list,
                     const ListReading& reading);
    bool raises_a_move(const Definition& definition, const DeadlineRule& rule) const;
    std::set<std::string> facts_that_pull_one_way(const Definition& definition) const;
    void find_told(const Definition& definition);
    void find_live(const Definition& definition);

    const Transition* besides_;
    const Definition* links_of_;  ///< null: links are not read
    std::set<const Transition*> read_;
    std::set<const void*> effects_;
    std::vector<Atom> atoms_;
    std::vector<Clause> clauses_;
    std::map<std::string, std::vector<std::size_t>> live_;
    std::map<std::string, std::map<std::string, ListReading>> lists_;  ///< by state
    std::set<std::string> deadlines_;
    std::set<std::string> facts_;
    std::set<std::string> kept_;  ///< that an invariant keeps as they are
    std::set<std::string> listed_;
    std::map<std::string, std::set<std::string>> bounds_;      ///< by state
    std::map<std::string, std::set<std::string>> outlasting_;  ///< by state: facts read as they are
    std::map<const Transition*, std::set<std::string>> passing_;
    std::set<std::string> awaited_;
    std::set<std::string> triggers_;
};

}  // namespace preavis::workflow
