#include "workflow/prove.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <set>
#include <unordered_map>

#include "base/expects.h"
#include "workflow/paths.h"
#include "workflow/prove_choices.h"
#include "workflow/prove_outline.h"

namespace preavis::workflow {
namespace {

using dossier::Dossier;
using dossier::Event;

constexpr const char* can_be_left = "chaque_etat_se_quitte";
constexpr const char* happens = "chaque_evenement_arrive";
constexpr const char* no_timer_ends = "aucune_horloge_ne_finit";

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool speaks_of(const Invariant& invariant, const std::string& before, const Event& event,
               const std::string& after) {
    return is_among(invariant.in, after) || is_among(invariant.events, event.name) ||
           (before != after && is_among(invariant.entering, after));
}

/// A dossier on its way, and when.
struct Point {
    Dossier dossier;
    law::Instant now;
};

/// What is sought, if not everything.
struct Search {
    const Transition* event = nullptr;  ///< how it may happen
    std::set<std::string> among = {};   ///< the only events that move; none: all
};

/// How a state was first come to: from which, and by which of the choices there.
struct Origin {
    std::uint32_t parent;
    std::uint32_t choice;  ///< 0: time passed; else the rank of the event, from 1
};

class Explorer {
  public:
    Explorer(const Definition& definition, const Surroundings& surroundings,
             const ProofSettings& settings, Proof& proof, const Search& search = {})
        : definition_(definition),
          surroundings_(surroundings),
          settings_(settings),
          proof_(proof),
          search_(search),
          cone_(definition, search.event),
          choices_(definition, cone_, surroundings) {}

    /// Everything, and what never happens.
    void look_everywhere() {
        explore();
        if (proof_.whole) look_back();
    }

    /// Whether the event that is sought ever happens.
    bool finds_event() {
        explore();
        return taken_.contains({search_.event, ""});
    }

    /// The way around an invariant, if there is one.
    std::optional<CounterExample> way_around() {
        explore();
        return found_;
    }

  private:
    void explore() {
        reach(beginning(), {0, 0});
        while (!waiting_.empty() && proof_.whole && !found_) {
            const auto [rank, point] = std::move(waiting_.front());
            waiting_.pop_front();
            let_time_pass(rank, point);
            let_people_act(rank, point);
            if (settings_.progress) settings_.progress(proof_);
            if (search_.event != nullptr && taken_.contains({search_.event, ""})) return;
        }
    }

    Point beginning() const {
        Dossier dossier;
        dossier.id = std::string(32, '0');
        dossier.workflow = definition_.name;
        dossier.workflow_version = definition_.version;
        dossier.state = before_everything;
        dossier.territory = surroundings_.territory.id();
        dossier.parties.personnes = {"premiere", "seconde"};
        return {dossier, settings_.start};
    }

    std::string outline(const Point& point) const {
        return outline_of(definition_, cone_, surroundings_, point.dossier, point.now);
    }

    void let_people_act(std::uint32_t rank, const Point& point) {
        const std::vector<Event> events = choices_.events(point.dossier, point.now);
        for (std::size_t i = 0; i < events.size() && !found_; ++i) {
            if (!is_worth_trying(point.dossier.state, events[i].name)) continue;
            ++proof_.attempts;
            auto answer = step(definition_, point.dossier, events[i], surroundings_, point.now);
            auto* done = std::get_if<Step>(&answer);
            if (done == nullptr) continue;
            const Origin origin{rank, static_cast<std::uint32_t>(i + 1)};
            note_taken(point.dossier.state, events[i], done->next.state);
            judge(point.dossier.state, events[i], done->next, origin);
            if (!found_) reach({slim(std::move(done->next)), point.now}, origin);
        }
    }

    /// What changes nothing that is read need happen only once.
    bool is_worth_trying(const std::string& state, const std::string& event) const {
        const Transition* transition = definition_.transition(event, state);
        if (!cone_.reads(*transition)) return !taken_.contains({transition, ""});
        return search_.among.empty() || search_.among.contains(event) ||
               targets_of(*transition).empty();
    }

    void let_time_pass(std::uint32_t rank, const Point& from) {
        Point point = from;
        const Origin origin{rank, 0};
        const bool changed =
            wait(point, [&](const Dossier& before, const Event& event, const Dossier& next) {
                note_taken(before.state, event, next.state);
                judge_timer(next, origin);
                judge(before.state, event, next, origin);
            });
        if (changed && !found_) reach(std::move(point), origin);
    }

    /// Until something that a condition may read changes; false if nothing ever will.
    template <class Heard>
    bool wait(Point& point, const Heard& heard) {
        const std::string before = outline(point);
        do {
            const auto moment =
                next_moment(cone_, point.dossier, surroundings_.territory, point.now);
            if (!moment) return false;
            pass_until(*moment, point, heard);
        } while (outline(point) == before);
        return true;
    }

    /// What falls due on the way raises its event.
    template <class Heard>
    void pass_until(law::Instant moment, Point& point, const Heard& heard) {
        point.now = moment;
        for (std::size_t i = 0; i < point.dossier.deadlines.size(); ++i) {
            dossier::Deadline& deadline = point.dossier.deadlines[i];
            if (deadline.fired || !is_running(deadline) || moment <= deadline.due) continue;
            deadline.fired = true;
            const std::string name = event_raised_by(definition_, point.dossier, deadline);
            if (name.empty()) continue;
            ++proof_.attempts;
            const Event event{name, {}, moment, somebody(dossier::Role::systeme)};
            auto answer = step(definition_, point.dossier, event, surroundings_, moment);
            auto* done = std::get_if<Step>(&answer);
            if (done == nullptr) continue;
            heard(point.dossier, event, done->next);
            point.dossier = std::move(done->next);
        }
    }

    /// Explanations, and limits that others replaced, weigh much and are not read.
    static Dossier slim(Dossier dossier) {
        std::set<std::string> seen;
        std::vector<dossier::Deadline> latest;
        for (auto each = dossier.deadlines.rbegin(); each != dossier.deadlines.rend(); ++each) {
            if (!seen.insert(each->name).second) continue;
            each->because.clear();
            latest.push_back(std::move(*each));
        }
        dossier.deadlines.assign(std::make_move_iterator(latest.rbegin()),
                                 std::make_move_iterator(latest.rend()));
        return dossier;
    }

    void reach(Point point, const Origin& origin) {
        ++proof_.transitions;
        const auto rank = static_cast<std::uint32_t>(origins_.size());
        const auto [found, is_new] = ranks_.emplace(outline(point), rank);
        if (rank != 0) edges_.emplace_back(origin.parent, found->second);
        if (!is_new) return;
        if (origins_.size() >= settings_.most_states) {
            proof_.whole = false;
            return;
        }
        origins_.push_back(origin);
        ++proof_.states;
        const State* state = definition_.state(point.dossier.state);
        ends_.push_back(state != nullptr && state->end);
        names_.push_back(point.dossier.state);
        waiting_.emplace_back(rank, std::move(point));
    }

    void note_taken(const std::string& before, const Event& event, const std::string& after) {
        const Transition* transition = definition_.transition(event.name, before);
        taken_.emplace(transition, "");
        taken_.emplace(transition, after);
    }

    void judge(const std::string& before, const Event& event, const Dossier& next,
               const Origin& origin) {
        for (const Invariant& invariant : definition_.invariants) {
            if (!speaks_of(invariant, before, event, next.state)) continue;
            const Situation situation =
                situation_after(definition_, surroundings_, next, event.actor, event.at);
            if (!holds(invariant.when, situation) || holds(invariant.needs, situation)) continue;
            report({.invariant = invariant.name,
                    .message = invariant.title,
                    .source = invariant.source,
                    .place = invariant.place,
                    .state = next.state},
                   origin);
        }
    }

    void judge_timer(const Dossier& next, const Origin& origin) {
        const State* state = definition_.state(next.state);
        if (state == nullptr || !state->end) return;
        report({.invariant = no_timer_ends,
                .message = "Le temps seul mène à la fin « " + state->title + " ».",
                .source = "I1",
                .place = state->place,
                .state = next.state},
               origin);
    }

    /// The first is the shortest.
    void report(CounterExample found, const Origin& origin) {
        if (found_) return;
        found_ = std::move(found);
        found_->moves = way_to(origin);
    }

    /// Walked again from the beginning: choices are always the same.
    std::vector<Move> way_to(const Origin& last) {
        std::vector<Origin> way = {last};
        for (std::uint32_t rank = last.parent; rank != 0; rank = way.back().parent) {
            way.push_back(origins_[rank]);
        }
        std::vector<Move> moves;
        Point point = beginning();
        for (auto each = way.rbegin(); each != way.rend(); ++each) {
            const bool is_last = each + 1 == way.rend();
            if (each->choice == 0) {
                wait(point, [](const Dossier&, const Event&, const Dossier&) {});
                moves.push_back({.kind = Move::Kind::wait, .until = point.now});
                continue;
            }
            const std::vector<Event> events = choices_.events(point.dossier, point.now);
            moves.push_back({.kind = Move::Kind::event, .event = events[each->choice - 1]});
            if (is_last) break;
            auto answer =
                step(definition_, point.dossier, moves.back().event, surroundings_, point.now);
            expects(std::holds_alternative<Step>(answer));
            point.dossier = slim(std::move(std::get<Step>(answer).next));
        }
        return moves;
    }

    void look_back() {
        for (const Transition& transition : definition_.transitions) look_for(transition);
        const std::vector<bool> ending = those_that_can_end();
        const auto stuck = std::find(ending.begin(), ending.end(), false);
        if (stuck == ending.end()) return;
        const auto rank = static_cast<std::size_t>(stuck - ending.begin());
        const State* state = definition_.state(names_[rank]);
        if (state == nullptr) return;
        proof_.broken.push_back({.invariant = can_be_left,
                                 .message = "Depuis l'état « " + state->title +
                                            " », un dossier peut ne plus avoir d'issue.",
                                 .source = state->source,
                                 .place = state->place,
                                 .state = state->name,
                                 .moves = way_to(origins_[rank])});
    }

    /// Backwards from the ends.
    std::vector<bool> those_that_can_end() const {
        std::vector<std::vector<std::uint32_t>> before(origins_.size());
        for (const auto& [from, to] : edges_) before[to].push_back(from);
        std::vector<bool> can = ends_;
        std::vector<std::uint32_t> waiting;
        for (std::uint32_t rank = 0; rank < can.size(); ++rank) {
            if (can[rank]) waiting.push_back(rank);
        }
        while (!waiting.empty()) {
            const std::uint32_t rank = waiting.back();
            waiting.pop_back();
            for (const std::uint32_t earlier : before[rank]) {
                if (can[earlier]) continue;
                can[earlier] = true;
                waiting.push_back(earlier);
            }
        }
        return can;
    }

    void look_for(const Transition& transition) {
        const std::string name = "« " + transition.title + " »";
        if (!taken_.contains({&transition, ""})) {
            Explorer besides(definition_, surroundings_, settings_, proof_, {.event = &transition});
            if (besides.finds_event()) return;
            return never(transition, name + " n'est jamais possible, quels que soient les faits.");
        }
        for (const std::string& target : targets_of(transition)) {
            if (taken_.contains({&transition, target})) continue;
            never(transition, name + " ne mène jamais à « " + definition_.state(target)->title +
                                  " », quels que soient les faits.");
        }
    }

    void never(const Transition& transition, const std::string& message) {
        proof_.broken.push_back({.invariant = happens,
                                 .message = message,
                                 .source = transition.source,
                                 .place = transition.place,
                                 .state = transition.event});
    }

    const Definition& definition_;
    const Surroundings& surroundings_;
    const ProofSettings& settings_;
    Proof& proof_;
    const Search search_;
    const Cone cone_;
    const Choices choices_;
    std::optional<CounterExample> found_;
    std::deque<std::pair<std::uint32_t, Point>> waiting_;
    std::unordered_map<std::string, std::uint32_t> ranks_;  ///< by outline
    std::vector<Origin> origins_;
    std::vector<std::string> names_;  ///< of the states, by rank
    std::vector<bool> ends_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_;
    std::set<std::pair<const Transition*, std::string>> taken_;
};

Definition alone(const Definition& definition, const Invariant& invariant) {
    Definition part = definition;
    part.invariants = {invariant};
    return part;
}

std::set<std::string> events_on(const std::vector<Move>& moves) {
    std::set<std::string> names;
    for (const Move& move : moves) names.insert(move.event.name);
    return names;
}

/// On the whole definition: first along the events of a way around the reduced one.
std::optional<CounterExample> real_way(const Definition& definition, const Invariant& invariant,
                                       const Surroundings& surroundings,
                                       const ProofSettings& settings, const CounterExample& idea,
                                       Proof& proof) {
    const Definition part = alone(definition, invariant);
    auto way = Explorer(part, surroundings, settings, proof, {.among = events_on(idea.moves)})
                   .way_around();
    return way ? way : Explorer(part, surroundings, settings, proof).way_around();
}

void look_at(const Definition& definition, const Invariant& invariant,
             const Surroundings& surroundings, const ProofSettings& settings, Proof& proof) {
    proof.invariants.push_back(invariant.name);
    const Definition part = reduced_to(definition, invariant);
    auto way = Explorer(part, surroundings, settings, proof).way_around();
    if (way && !settings.reduced_only) {
        way = real_way(definition, invariant, surroundings, settings, *way, proof);
    }
    if (way) proof.broken.push_back(std::move(*way));
}

}  // namespace

Proof prove(const Definition& definition, const Surroundings& surroundings,
            const ProofSettings& settings) {
    Proof proof;
    for (const Invariant& invariant : definition.invariants) {
        if (!settings.only.empty() && !is_among(settings.only, invariant.name)) continue;
        look_at(definition, invariant, surroundings, settings, proof);
    }
    if (!settings.only.empty()) return proof;
    proof.invariants.insert(proof.invariants.end(), {can_be_left, happens, no_timer_ends});
    Definition bare = definition;
    bare.invariants.clear();
    Explorer everywhere(bare, surroundings, settings, proof);
    everywhere.look_everywhere();
    return proof;
}

}  // namespace preavis::workflow
