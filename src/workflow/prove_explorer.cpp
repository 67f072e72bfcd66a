#include "workflow/prove_explorer.h"

#include <algorithm>

#include "base/expects.h"
#include "workflow/paths.h"
#include "workflow/prove_outline.h"

namespace preavis::workflow {
namespace {

using dossier::Dossier;
using dossier::Event;

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool speaks_of(const Invariant& invariant, const std::string& before, const Event& event,
               const std::string& after) {
    if (!invariant.keeps.empty()) {
        const bool stays = is_among(invariant.in, before) && is_among(invariant.in, after);
        return invariant.in.empty() || stays;
    }
    return is_among(invariant.in, after) || is_among(invariant.events, event.name) ||
           (before != after && is_among(invariant.entering, after));
}

bool changes(const std::vector<std::string>& facts, const Dossier& before, const Dossier& next) {
    return std::any_of(facts.begin(), facts.end(), [&](const std::string& fact) {
        const dossier::Value* was = find(before.facts, fact);
        const dossier::Value* is = find(next.facts, fact);
        return (was == nullptr) != (is == nullptr) || (was != nullptr && !(*was == *is));
    });
}

/// Explanations, and limits that others replaced, weigh much and are not read.
Dossier slim(Dossier dossier) {
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

/// What an event told is read of it, even where it went into a list.
Dossier with_what_was_told(Dossier dossier, const Event& event) {
    dossier.facts.insert(event.facts.begin(), event.facts.end());
    return dossier;
}

}  // namespace

Explorer::Explorer(const Definition& definition, const Surroundings& surroundings,
                   const ProofSettings& settings, Proof& proof, Search search)
    : definition_(definition),
      surroundings_(surroundings),
      settings_(settings),
      proof_(proof),
      search_(std::move(search)),
      cone_(definition, search_.event, static_cast<bool>(settings.fired)),
      choices_(definition, cone_, surroundings) {}

void Explorer::look_everywhere() {
    explore();
    if (!proof_.whole) return;
    for (const Transition& transition : definition_.transitions) look_for(transition);
    look_for_traps();
}

bool Explorer::finds_event() {
    explore();
    return taken_.contains({search_.event, ""});
}

std::optional<CounterExample> Explorer::way_around() {
    explore();
    return found_;
}

void Explorer::explore() {
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

Point Explorer::beginning() const {
    Dossier dossier;
    dossier.id = std::string(32, '0');
    dossier.workflow = definition_.name;
    dossier.workflow_version = definition_.version;
    dossier.state = before_everything;
    dossier.territory = surroundings_.territory.id();
    dossier.parties.personnes = {"premiere", "seconde"};
    return {dossier, settings_.start};
}

std::string Explorer::outline(const Point& point) const {
    return outline_of(definition_, cone_, surroundings_, point.dossier, point.now);
}

void Explorer::let_people_act(std::uint32_t rank, const Point& point) {
    const std::vector<Event> events = choices_.events(point.dossier, point.now);
    for (std::size_t i = 0; i < events.size() && !found_; ++i) {
        if (!is_worth_trying(point.dossier.state, events[i].name)) continue;
        act(point, events[i], {rank, static_cast<std::uint32_t>(i + 1)});
    }
}

void Explorer::act(const Point& point, const Event& event, const Origin& origin) {
    ++proof_.attempts;
    auto answer = step(definition_, point.dossier, event, surroundings_, point.now);
    auto* done = std::get_if<Step>(&answer);
    if (done == nullptr) return;
    note_taken(point.dossier.state, event, done->next.state);
    judge(point.dossier, event, done->next, origin);
    if (settings_.fired && !done->links.empty()) settings_.fired(event, *done);
    if (!found_) reach({slim(std::move(done->next)), point.now}, origin);
}

/// What changes nothing that is read need happen only once.
bool Explorer::is_worth_trying(const std::string& state, const std::string& event) const {
    const Transition* transition = definition_.transition(event, state);
    if (!cone_.reads(*transition)) return !taken_.contains({transition, ""});
    return search_.among.empty() || search_.among.contains(event) ||
           targets_of(*transition).empty();
}

void Explorer::let_time_pass(std::uint32_t rank, const Point& from) {
    Point point = from;
    const Origin origin{rank, 0};
    const bool changed =
        wait(point, [&](const Dossier& before, const Event& event, const Dossier& next) {
            note_taken(before.state, event, next.state);
            judge_timer(next, origin);
            judge(before, event, next, origin);
        });
    if (changed && !found_) reach(std::move(point), origin);
}

/// Until something that a condition may read changes; false if nothing ever will.
bool Explorer::wait(Point& point, const Heard& heard) {
    const std::string before = outline(point);
    do {
        const auto moment = next_moment(cone_, point.dossier, surroundings_, point.now);
        if (!moment) return false;
        pass_until(*moment, point, heard);
    } while (outline(point) == before);
    return true;
}

/// What falls due on the way raises its event.
void Explorer::pass_until(law::Instant moment, Point& point, const Heard& heard) {
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

void Explorer::reach(Point point, const Origin& origin) {
    ++proof_.transitions;
    const State* state = definition_.state(point.dossier.state);
    const auto [rank, is_new] =
        graph_.reach(outline(point), origin, point.dossier.state, state != nullptr && state->end);
    if (!is_new) return;
    proof_.whole = graph_.size() <= settings_.most_states;
    ++proof_.states;
    if (settings_.reached) settings_.reached(point.dossier, point.now);
    waiting_.emplace_back(rank, std::move(point));
}

void Explorer::note_taken(const std::string& before, const Event& event, const std::string& after) {
    const Transition* transition = definition_.transition(event.name, before);
    taken_.emplace(transition, "");
    taken_.emplace(transition, after);
}

void Explorer::judge(const Dossier& before, const Event& event, const Dossier& next,
                     const Origin& origin) {
    if (definition_.invariants.empty()) return;
    const Dossier seen = with_what_was_told(next, event);
    for (const Invariant& invariant : definition_.invariants) {
        if (!speaks_of(invariant, before.state, event, next.state)) continue;
        if (!is_broken(invariant, before, event, seen)) continue;
        report({.invariant = invariant.name,
                .message = invariant.title,
                .source = invariant.source,
                .place = invariant.place,
                .state = next.state},
               origin);
    }
}

bool Explorer::is_broken(const Invariant& invariant, const Dossier& before, const Event& event,
                         const Dossier& next) const {
    const Situation after =
        situation_after(definition_, surroundings_, next, event.actor, event.at);
    if (!holds(invariant.when, after)) return false;
    if (!holds(invariant.needs, after)) return true;
    const Situation earlier =
        situation_after(definition_, surroundings_, before, event.actor, event.at);
    return changes(invariant.keeps, before, next) && holds(invariant.when, earlier);
}

void Explorer::judge_timer(const Dossier& next, const Origin& origin) {
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
void Explorer::report(CounterExample found, const Origin& origin) {
    if (found_) return;
    found_ = std::move(found);
    found_->moves = way_to(origin);
}

/// Walked again from the beginning: choices are always the same.
std::vector<Move> Explorer::way_to(const Origin& last) {
    std::vector<Move> moves;
    Point point = beginning();
    for (const Origin& each : graph_.way_to(last)) {
        if (each.choice == 0) {
            wait(point, [](const Dossier&, const Event&, const Dossier&) {});
            moves.push_back({.kind = Move::Kind::wait, .until = point.now});
            continue;
        }
        const std::vector<Event> events = choices_.events(point.dossier, point.now);
        moves.push_back({.kind = Move::Kind::event, .event = events[each.choice - 1]});
        auto answer =
            step(definition_, point.dossier, moves.back().event, surroundings_, point.now);
        expects(std::holds_alternative<Step>(answer));
        point.dossier = slim(std::move(std::get<Step>(answer).next));
    }
    return moves;
}

void Explorer::look_for_traps() {
    const auto rank = graph_.first_stuck();
    const State* state = rank ? definition_.state(graph_.name(*rank)) : nullptr;
    if (state == nullptr) return;
    proof_.broken.push_back({.invariant = can_be_left,
                             .message = "Depuis l'état « " + state->title +
                                        " », un dossier peut ne plus avoir d'issue.",
                             .source = state->source,
                             .place = state->place,
                             .state = state->name,
                             .moves = way_to(graph_.origin(*rank))});
}

void Explorer::look_for(const Transition& transition) {
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

void Explorer::never(const Transition& transition, const std::string& message) {
    proof_.broken.push_back({.invariant = happens,
                             .message = message,
                             .source = transition.source,
                             .place = transition.place,
                             .state = transition.event});
}

}  // namespace preavis::workflow
