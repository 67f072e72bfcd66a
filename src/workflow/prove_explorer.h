#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "workflow/prove.h"
#include "workflow/prove_choices.h"
#include "workflow/prove_graph.h"

namespace preavis::workflow {

/// The invariants that hold for every procedure.
inline constexpr const char* can_be_left = "chaque_etat_se_quitte";
inline constexpr const char* happens = "chaque_evenement_arrive";
inline constexpr const char* no_timer_ends = "aucune_horloge_ne_finit";

/// A dossier on its way, and when.
struct Point {
    dossier::Dossier dossier;
    law::Instant now;
};

/// What is sought, if not everything.
struct Search {
    const Transition* event = nullptr;  ///< how it may happen
    std::set<std::string> among = {};   ///< the only events that move; none: all
};

/// Walks breadth first through what `step` accepts, each outline once; see `prove`.
class Explorer {
  public:
    Explorer(const Definition& definition, const Surroundings& surroundings,
             const ProofSettings& settings, Proof& proof, Search search = {});

    /// Everything; adds what never happens, and what cannot be left.
    void look_everywhere();
    /// Whether the event that is sought ever happens.
    bool finds_event();
    /// The way around an invariant, if there is one.
    std::optional<CounterExample> way_around();

  private:
    /// What a wait hears of the events that time raises.
    using Heard = std::function<void(const dossier::Dossier&, const dossier::Event&,
                                     const dossier::Dossier&)>;

    void explore();
    Point beginning() const;
    std::string outline(const Point& point) const;
    void let_people_act(std::uint32_t rank, const Point& point);
    void let_time_pass(std::uint32_t rank, const Point& from);
    void act(const Point& point, const dossier::Event& event, const Origin& origin);
    bool is_worth_trying(const std::string& state, const std::string& event) const;
    bool wait(Point& point, const Heard& heard);
    void pass_until(law::Instant moment, Point& point, const Heard& heard);
    void reach(Point point, const Origin& origin);
    void note_taken(const std::string& before, const dossier::Event& event,
                    const std::string& after);
    void judge(const dossier::Dossier& before, const dossier::Event& event,
               const dossier::Dossier& next, const Origin& origin);
    bool is_broken(const Invariant& invariant, const dossier::Dossier& before,
                   const dossier::Event& event, const dossier::Dossier& next) const;
    void judge_timer(const dossier::Dossier& next, const Origin& origin);
    void report(CounterExample found, const Origin& origin);
    std::vector<Move> way_to(const Origin& last);
    void look_for(const Transition& transition);
    void look_for_traps();
    void never(const Transition& transition, const std::string& message);

    const Definition& definition_;
    const Surroundings& surroundings_;
    const ProofSettings& settings_;
    Proof& proof_;
    const Search search_;
    const Cone cone_;
    const Choices choices_;
    Graph graph_;
    std::optional<CounterExample> found_;
    std::deque<std::pair<std::uint32_t, Point>> waiting_;
    std::set<std::pair<const Transition*, std::string>> taken_;
};

}  // namespace preavis::workflow
