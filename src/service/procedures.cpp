#include "service/procedures.h"

#include <algorithm>

#include "access/policy.h"
#include "base/expects.h"
#include "base/failure.h"
#include "base/form.h"
#include "base/hash.h"
#include "service/drawing.h"
#include "service/journaling.h"
#include "service/opening.h"
#include "service/paper_facts.h"
#include "service/papers.h"
#include "service/references.h"
#include "service/views.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Dossier;
using dossier::Event;

constexpr int tries_on_stale = 5;

workflow::Surroundings surroundings(const Library& library, const law::Territory& territory) {
    return {library.laws, territory, library.deciders};
}

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

/// Orders the documents of a step: each is composed and laid out once here, so that nothing is
/// ordered that could not be drawn.
base::Answer<std::vector<dossier::Piece>> order_documents(const Office& office,
                                                          const workflow::Step& step,
                                                          const std::string& event,
                                                          law::Instant now) {
    std::vector<dossier::Piece> pieces;
    if (step.documents.empty()) return pieces;
    const Cast cast = cast_of(office, step.next);
    const law::Territory territory = office.library.territory(step.next.departement);
    for (const dossier::DocumentOrder& order : step.documents) {
        const document::Template* document = office.library.templates.find(order.document);
        expects(document != nullptr);  // definitions are checked against templates at start
        const dossier::Facts facts =
            paper_facts(*document, step.next, cast, event, office.library, now);
        const auto pages = pages_of(office.library, office.fonts, order, facts, territory);
        if (const auto* refusal = base::refusal_of(pages)) return *refusal;
        pieces.push_back({.id = base::random_id(),
                          .dossier = step.next.id,
                          .document = order.document,
                          .variant = order.variant,
                          .language = order.language,
                          .title = document->title,
                          .template_version = std::to_string(document->version),
                          .facts_json = dossier::to_json(facts).dump(),
                          .ordered_at = now});
    }
    return pieces;
}

Json journal_payload(const Event& event, const workflow::Step& step,
                     const std::vector<dossier::Piece>& pieces) {
    Json ordered = Json::array();
    for (const dossier::Piece& piece : pieces) {
        ordered.push_back(
            {{"piece", piece.id}, {"document", piece.document}, {"variant", piece.variant}});
    }
    return {{"facts", dossier::to_json(event.facts)},
            {"deadlines_started", step.deadlines_started},
            {"deadlines_settled", step.deadlines_settled},
            {"documents", ordered}};
}

}  // namespace

/// One dossier before and after one event, on its way to the store.
struct Procedures::Move {
    const workflow::Definition& definition;
    const Dossier& before;
    const Event& event;
    const Command* command;  ///< null for the system's own events
    law::Instant now;
    int status;
    std::vector<dossier::JournalEntry> lines_before = {};  ///< written in the same transaction
};

Json Procedures::whole_view(const Dossier& dossier, const dossier::Actor& actor,
                            law::Instant now) const {
    const workflow::Definition* definition =
        office_.library.definitions.find(dossier.workflow, dossier.workflow_version);
    if (definition == nullptr) {
        throw base::Failure(base::FailureCode::configuration,
                            "la définition de « " + dossier.workflow + " » version " +
                                std::to_string(dossier.workflow_version) + " manque");
    }
    const law::Territory territory = office_.library.territory(dossier.departement);
    Json view = view_of(dossier, *definition, territory, now);
    Json allowed = Json::array();
    Json possible = Json::array();
    for (const auto& possibility : workflow::possibilities(
             *definition, dossier, actor, surroundings(office_.library, territory), now)) {
        if (!possibility.role_may) continue;
        allowed.push_back(possibility.event);
        possible.push_back(view_of(possibility));
    }
    view["allowed_events"] = std::move(allowed);
    view["possibilities"] = std::move(possible);
    return view;
}

Outcome Procedures::move(const Move& move) {
    const law::Territory territory = office_.library.territory(move.before.departement);
    auto stepped = workflow::step(move.definition, move.before, move.event,
                                  surroundings(office_.library, territory), move.now);
    if (const auto* refusal = base::refusal_of(stepped)) return *refusal;
    const auto& step = std::get<workflow::Step>(stepped);
    auto ordered = order_documents(office_, step, move.event.name, move.now);
    if (const auto* refusal = base::refusal_of(ordered)) return *refusal;

    dossier::Change change;
    change.pieces = std::move(std::get<std::vector<dossier::Piece>>(ordered));
    for (const dossier::Piece& piece : change.pieces) {
        change.jobs.push_back({.key = "emettre:" + piece.id,
                               .kind = "emettre",
                               .subject = piece.id,
                               .queued_at = move.now});
    }
    change.dossier = step.next;
    change.dossier->version = move.before.version;
    dossier::JournalEntry entry =
        journal_line("evenement", move.event.actor,
                     journal_payload(move.event, step, change.pieces), move.event.at, move.now);
    entry.dossier = move.before.id;
    entry.event = move.event.name;
    entry.from_state = move.before.state;
    entry.to_state = step.next.state;
    change.journal = move.lines_before;
    change.journal.push_back(std::move(entry));

    Dossier saved = *change.dossier;
    ++saved.version;
    Reply reply{move.status, whole_view(saved, move.event.actor, move.now), saved.version};
    Json documents = Json::array();
    for (const dossier::Piece& piece : change.pieces)
        documents.push_back(view_of(piece, territory));
    reply.body["documents_ordered"] = std::move(documents);
    reply.body["deadlines_started"] = step.deadlines_started;
    reply.body["deadlines_settled"] = step.deadlines_settled;
    if (move.command != nullptr) change.answer = to_remember(*move.command, reply, move.now);

    switch (office_.store.commit(change)) {
        case dossier::Committed::done: break;
        case dossier::Committed::stale: return stale_version();
        case dossier::Committed::key_already_used:
            return remembered_outcome(office_.store, *move.command).value_or(stale_version());
    }
    Papers papers(office_);
    for (const dossier::OutboxJob& job : change.jobs) papers.issue(job);
    return reply;
}

Outcome Procedures::open(const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, Act::act_on_dossiers)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command)) return *std::move(before);
    const law::Instant now = office_.clock.now();
    auto prepared = prepare_opening(office_, body, command.actor, now);
    if (auto* problems = std::get_if<base::Problems>(&prepared)) return *problems;
    if (auto* refusal = std::get_if<base::Refusal>(&prepared)) return *refusal;
    auto& opening = std::get<Opening>(prepared);
    opening.dossier.id = base::random_id();
    const std::string local_day =
        office_.library.territory(opening.dossier.departement).date(now).iso();
    opening.dossier.number = office_.store.next_dossier_number(std::stoi(local_day.substr(0, 4)));
    return move({*opening.definition, opening.dossier, opening.event, &command, now, 201});
}

Outcome Procedures::apply(const std::string& id, const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, Act::act_on_dossiers)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command)) return *std::move(before);
    const law::Instant now = office_.clock.now();
    for (int attempt = 0; attempt < tries_on_stale; ++attempt) {
        const auto dossier =
            office_.store.dossier(id, access::scope(command.actor, Act::act_on_dossiers));
        if (!dossier) return not_found();
        if (command.if_match && *command.if_match != dossier->version) return stale_version();
        Outcome outcome = apply_to(*dossier, body, command, now);
        const auto* refusal = std::get_if<base::Refusal>(&outcome);
        const bool again = refusal != nullptr && refusal->code == "version_perimee";
        if (!again || command.if_match) return outcome;
    }
    return stale_version();
}

Outcome Procedures::apply_to(const Dossier& dossier, const base::Node& body, const Command& command,
                             law::Instant now) {
    const workflow::Definition* definition =
        office_.library.definitions.find(dossier.workflow, dossier.workflow_version);
    if (definition == nullptr) return not_found();
    const law::Territory territory = office_.library.territory(dossier.departement);
    base::Problems problems;
    base::Form form(body, problems);
    Event event{.name = form.text("event"), .actor = command.actor};
    event.at = read_at(form, territory, now);
    if (const base::Node* facts = form.optional_node("facts")) {
        event.facts = dossier::read_facts(*facts, definition->facts, territory, false, problems);
        report_unknown_references(office_.store, definition->facts, event.facts, *facts, problems);
        const auto* transition = definition->transition(event.name, dossier.state);
        if (transition != nullptr) report_foreign_facts(*transition, *facts, problems);
    }
    form.finish();
    if (!problems.empty()) return problems;
    return move({*definition, dossier, event, &command, now, 200});
}

Outcome Procedures::read(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_dossiers)) return access_denied();
    const auto dossier = office_.store.dossier(id, access::scope(actor, Act::read_dossiers));
    if (!dossier) return not_found();
    Json view = whole_view(*dossier, actor, office_.clock.now());
    const Cast cast = cast_of(office_, *dossier);
    Json persons = Json::array();
    for (const dossier::Noun& person : cast.persons) {
        persons.push_back({{"id", person.id}, {"nom", dossier::letter_name(person.fields)}});
    }
    view["persons"] = std::move(persons);
    view["structure_name"] = text_of(cast.structure.fields, "nom");
    return Reply{200, std::move(view), dossier->version};
}

Outcome Procedures::list(const dossier::DossierFilter& filter, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_dossiers)) return access_denied();
    const auto found = office_.store.dossiers(filter, access::scope(actor, Act::read_dossiers));
    const law::Instant now = office_.clock.now();
    Json items = Json::array();
    for (const Dossier& dossier : found) {
        const auto* definition =
            office_.library.definitions.find(dossier.workflow, dossier.workflow_version);
        if (definition == nullptr) continue;
        items.push_back(
            view_of(dossier, *definition, office_.library.territory(dossier.departement), now));
    }
    Json body = {{"items", std::move(items)}};
    if (found.size() == filter.limit) body["next"] = found.back().id;
    return Reply{200, std::move(body)};
}

Outcome Procedures::history(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_dossiers)) return access_denied();
    const auto dossier = office_.store.dossier(id, access::scope(actor, Act::read_dossiers));
    if (!dossier) return not_found();
    const law::Territory territory = office_.library.territory(dossier->departement);
    Json items = Json::array();
    for (const auto& entry : office_.store.history(id)) items.push_back(view_of(entry, territory));
    return Reply{200, {{"items", std::move(items)}}};
}

Outcome Procedures::documents(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_documents)) return access_denied();
    const auto dossier = office_.store.dossier(id, access::scope(actor, Act::read_documents));
    if (!dossier) return not_found();
    const law::Territory territory = office_.library.territory(dossier->departement);
    Json items = Json::array();
    for (const auto& piece : office_.store.pieces(id)) items.push_back(view_of(piece, territory));
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

bool Procedures::raise_due_deadlines(const std::string& id, law::Instant now) {
    for (;;) {
        auto dossier = office_.store.dossier(id, access::system_scope());
        if (!dossier) return false;
        dossier::Deadline* first = nullptr;
        for (dossier::Deadline& deadline : dossier->deadlines) {
            const bool due = deadline.settled == dossier::Deadline::Settled::no &&
                             !deadline.fired && deadline.due < now;
            if (due && (first == nullptr || deadline.due < first->due)) first = &deadline;
        }
        if (first == nullptr) return true;
        first->fired = true;
        if (!raise(*dossier, *first, now)) return false;
    }
}

bool Procedures::raise(const Dossier& dossier, const dossier::Deadline& passed, law::Instant now) {
    const dossier::Actor system{.compte = "systeme", .role = dossier::Role::systeme};
    const Json payload = {
        {"deadline", passed.id}, {"name", passed.name}, {"due", law::utc_iso(passed.due)}};
    auto line = journal_line("echeance_passee", system, payload, passed.due, now);
    line.dossier = dossier.id;
    line.event = passed.name;
    line.from_state = line.to_state = dossier.state;
    const auto* definition =
        office_.library.definitions.find(dossier.workflow, dossier.workflow_version);
    const std::string name =
        definition == nullptr ? "" : workflow::event_raised_by(*definition, dossier, passed);
    if (!name.empty()) {
        const law::Instant at =
            std::min(now, std::max(passed.due.plus_seconds(1), dossier.last_event_at));
        const Event event{.name = name, .at = at, .actor = system};
        const Outcome outcome = move({*definition, dossier, event, nullptr, now, 200, {line}});
        if (std::holds_alternative<Reply>(outcome)) return true;
        if (std::get<base::Refusal>(outcome).code == "version_perimee") return false;
    }
    dossier::Change change;
    change.dossier = dossier;
    change.journal = {std::move(line)};
    return office_.store.commit(change) == dossier::Committed::done;
}

}  // namespace preavis::service
