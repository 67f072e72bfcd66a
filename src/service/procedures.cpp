#include "service/procedures.h"

#include <algorithm>

#include "access/policy.h"
#include "base/expects.h"
#include "base/failure.h"
#include "base/form.h"
#include "base/hash.h"
#include "service/consulting.h"
#include "service/discretion.h"
#include "service/journaling.h"
#include "service/linking.h"
#include "service/moving.h"
#include "service/opening.h"
#include "service/paper_facts.h"
#include "service/references.h"
#include "service/views.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Dossier;
using dossier::Event;

constexpr int tries_on_stale = 5;

/// Facts that the definition knows but this event does not ask for.
void report_foreign_facts(const workflow::Transition& transition, const base::Node& facts,
                          base::Problems& problems) {
    for (const base::Node::Entry& entry : facts.entries) {
        const auto asked = [&](const std::vector<std::string>& names) {
            return std::find(names.begin(), names.end(), entry.key) != names.end();
        };
        if (asked(transition.requires_facts) || asked(transition.optional_facts)) continue;
        problems.push_back(
            {entry.place,
             "« " + entry.key + " » n'est pas demandé par l'événement « " + transition.event + " »",
             ""});
    }
}

/// What is committed is acknowledged, whatever becomes of its effects: the loop tries again.
void carry_out_now(const Office& office, const std::vector<dossier::OutboxJob>& jobs) {
    try {
        for (const dossier::OutboxJob& job : jobs) carry_out(office, job);
    } catch (const base::Failure&) {
        return;
    }
}

}  // namespace

Json Procedures::whole_view(const Dossier& dossier, const dossier::Actor& actor,
                            law::Instant now) const {
    const workflow::Definition* definition = definition_of(office_.library, dossier);
    if (definition == nullptr) {
        throw base::Failure(base::FailureCode::configuration,
                            "la définition de « " + dossier.workflow + " » version " +
                                std::to_string(dossier.workflow_version) + " manque");
    }
    const law::Territory territory = office_.library.territory(dossier.departement);
    Json view =
        Discretion(office_, actor).of(view_of(dossier, *definition, territory, now), dossier);
    Json allowed = Json::array();
    Json possible = Json::array();
    const auto& opened = actor.emergency;
    const bool reads_only = std::find(opened.begin(), opened.end(), dossier.id) != opened.end();
    for (const auto& possibility : workflow::possibilities(
             *definition, dossier, actor, surroundings(office_.library, territory), now)) {
        if (!possibility.role_may || reads_only) continue;
        allowed.push_back(possibility.event);
        possible.push_back(view_of(possibility));
    }
    view["allowed_events"] = std::move(allowed);
    view["possibilities"] = std::move(possible);
    return view;
}

Outcome Procedures::move(const Move& move, const Command& command, int status) {
    auto done = moved(office_, move);
    if (const auto* refusal = base::refusal_of(done)) return *refusal;
    auto& [change, step] = std::get<Moved>(done);
    Dossier saved = *change.dossier;
    ++saved.version;
    Reply reply{status, whole_view(saved, move.event.actor, move.now), saved.version};
    const law::Territory territory = office_.library.territory(move.before.departement);
    Json documents = Json::array();
    for (const dossier::Piece& piece : change.pieces)
        documents.push_back(view_of(piece, territory));
    reply.body["documents_ordered"] = std::move(documents);
    reply.body["deadlines_started"] = step.deadlines_started;
    reply.body["deadlines_settled"] = step.deadlines_settled;
    reply.body["deadlines_changed"] = step.deadlines_changed;
    reply.text = reply.body.dump();
    change.answer = to_remember(command, reply, move.now);
    switch (office_.store.commit(change)) {
        case dossier::Committed::done: break;
        case dossier::Committed::stale: return stale_version();
        case dossier::Committed::key_already_used:
            return remembered_outcome(office_.store, command, move.now).value_or(stale_version());
    }
    carry_out_now(office_, change.jobs);
    return reply;
}

Outcome Procedures::still_seen(Outcome before, const dossier::Actor& actor) const {
    const auto* reply = std::get_if<Reply>(&before);
    if (reply == nullptr) return before;
    const std::string id = reply->body.value("id", "");
    const bool seen =
        office_.store.dossier(id, access::scope(actor, Act::read_dossiers)).has_value();
    return seen ? std::move(before) : Outcome(not_found());
}

Outcome Procedures::open(const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, Act::act_on_dossiers)) return access_denied();
    const law::Instant now = office_.clock.now();
    if (auto before = remembered_outcome(office_.store, command, now)) {
        return still_seen(*std::move(before), command.actor);
    }
    if (is_stale(command, 0)) return stale_version();
    auto prepared = prepare_opening(office_, body, command.actor, now);
    if (auto* problems = std::get_if<base::Problems>(&prepared)) return *problems;
    if (auto* refusal = std::get_if<base::Refusal>(&prepared)) return *refusal;
    auto& opening = std::get<Opening>(prepared);
    opening.dossier.id = base::random_id();
    const std::string local_day =
        office_.library.territory(opening.dossier.departement).date(now).iso();
    opening.dossier.number = office_.store.next_dossier_number(std::stoi(local_day.substr(0, 4)));
    return move({*opening.definition, opening.dossier, opening.event, now}, command, 201);
}

Outcome Procedures::apply(const std::string& id, const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, Act::act_on_dossiers)) return access_denied();
    const law::Instant now = office_.clock.now();
    for (int attempt = 0; attempt < tries_on_stale; ++attempt) {
        const auto dossier =
            office_.store.dossier(id, access::scope(command.actor, Act::act_on_dossiers));
        // Before the answer given earlier: who has lost the dossier has lost that too.
        if (!dossier) return not_found();
        if (auto before = remembered_outcome(office_.store, command, now)) {
            return *std::move(before);
        }
        if (is_stale(command, dossier->version)) return stale_version();
        Outcome outcome = apply_to(*dossier, body, command, now);
        const auto* refusal = std::get_if<base::Refusal>(&outcome);
        const bool again = refusal != nullptr && refusal->code == "version_perimee";
        if (!again || command.if_match) return outcome;
    }
    return stale_version();
}

Outcome Procedures::apply_to(const Dossier& dossier, const base::Node& body, const Command& command,
                             law::Instant now) {
    const workflow::Definition* definition = definition_of(office_.library, dossier);
    if (definition == nullptr) return not_found();
    const law::Territory territory = office_.library.territory(dossier.departement);
    base::Problems problems;
    base::Form form(body, problems);
    Event event{.name = form.text("event"), .actor = command.actor};
    event.at = read_at(form, territory, now);
    if (const base::Node* facts = form.optional_node("facts")) {
        event.facts = dossier::read_facts(*facts, definition->facts, territory, false, problems);
        report_unknown_references(office_.store, definition->facts, event.facts, *facts,
                                  reach_of(command.actor, dossier), problems);
        const auto* transition = definition->transition(event.name, dossier.state);
        if (transition != nullptr) report_foreign_facts(*transition, *facts, problems);
    }
    form.finish();
    if (!problems.empty()) return problems;
    return move({*definition, dossier, event, now}, command, 200);
}

Outcome Procedures::read(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_dossiers)) return access_denied();
    const auto dossier = office_.store.dossier(id, access::scope(actor, Act::read_dossiers));
    if (!dossier) return not_found();
    note_consultation(office_, actor, *dossier, "dossier", id);
    Json view = whole_view(*dossier, actor, office_.clock.now());
    const Cast cast = cast_of(office_, *dossier);
    const Discretion discretion(office_, actor);
    view["persons"] = discretion.persons(cast);
    view["structure_name"] = discretion.place_name(*dossier, cast);
    if (!cast.kit.empty()) view["kit"] = view_of(cast.kit);
    return Reply{200, std::move(view), dossier->version};
}

Outcome Procedures::list(const dossier::DossierFilter& filter, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_dossiers)) return access_denied();
    const auto found = office_.store.dossiers(filter, access::scope(actor, Act::read_dossiers));
    note_consultations(office_, actor, found);
    const Discretion discretion(office_, actor);
    const law::Instant now = office_.clock.now();
    Json items = Json::array();
    for (const Dossier& dossier : found) {
        const auto* definition =
            office_.library.definitions.find(dossier.workflow, dossier.workflow_version);
        if (definition == nullptr) continue;
        const law::Territory territory = office_.library.territory(dossier.departement);
        items.push_back(discretion.of(view_of(dossier, *definition, territory, now), dossier));
    }
    Json body = {{"items", std::move(items)}};
    if (found.size() == filter.limit) body["next"] = found.back().id;
    return Reply{200, std::move(body)};
}

Outcome Procedures::history(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_dossiers)) return access_denied();
    const dossier::Scope scope = access::scope(actor, Act::read_dossiers);
    const auto dossier = office_.store.dossier(id, scope);
    if (!dossier) return not_found();
    const law::Territory territory = office_.library.territory(dossier->departement);
    Json items = Json::array();
    note_consultation(office_, actor, *dossier, "historique", id);
    const Discretion discretion(office_, actor);
    for (const auto& entry : office_.store.history(id, scope)) {
        items.push_back(discretion.of_line(view_of(entry, territory), *dossier));
    }
    return Reply{200, {{"items", std::move(items)}}};
}

Outcome Procedures::documents(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_documents)) return access_denied();
    const dossier::Scope scope = access::scope(actor, Act::read_documents);
    const auto dossier = office_.store.dossier(id, scope);
    if (!dossier) return not_found();
    const law::Territory territory = office_.library.territory(dossier->departement);
    Json items = Json::array();
    note_consultation(office_, actor, *dossier, "documents", id);
    for (const auto& piece : office_.store.pieces(id, scope)) {
        items.push_back(view_of(piece, territory));
    }
    return Reply{200, {{"items", std::move(items)}}};
}

Outcome Procedures::definitions(const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_definitions)) return access_denied();
    Json items = Json::array();
    for (const std::string& name : office_.library.definitions.names()) {
        const auto* definition = office_.library.definitions.newest(name);
        items.push_back(
            {{"workflow", name}, {"version", definition->version}, {"title", definition->title}});
    }
    return Reply{200, {{"items", std::move(items)}}};
}

Outcome Procedures::definition(const std::string& name, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_definitions)) return access_denied();
    const auto* definition = office_.library.definitions.newest(name);
    if (definition == nullptr) return not_found();
    return Reply{200, view_of(*definition)};
}

}  // namespace preavis::service
