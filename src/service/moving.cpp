#include "service/moving.h"

#include "base/expects.h"
#include "base/hash.h"
#include "service/deadline_changes.h"
#include "service/drawing.h"
#include "service/journaling.h"
#include "service/linking.h"
#include "service/paper_facts.h"
#include "service/translating.h"

namespace preavis::service {
namespace {

using base::Json;
using dossier::Event;

/// The dossier as this document is told of it.
dossier::Dossier as_told(dossier::Dossier dossier, const dossier::DocumentOrder& order) {
    for (const auto& [name, value] : order.facts) dossier.facts.insert_or_assign(name, value);
    return dossier;
}

/// Orders the documents of a step: each is composed and laid out once here, so that nothing is
/// ordered that could not be drawn.
base::Answer<std::vector<dossier::Piece>> order_documents(const Office& office,
                                                          const workflow::Step& step,
                                                          const std::string& event,
                                                          law::Instant now) {
    std::vector<dossier::Piece> pieces;
    if (step.documents.empty()) return pieces;
    Cast cast = cast_of(office, step.next);
    const law::Territory territory = office.library.territory(step.next.departement);
    for (const dossier::DocumentOrder& order : step.documents) {
        const document::Template* document = office.library.templates.find(order.document);
        expects(document != nullptr);  // definitions are checked against templates at start
        const dossier::Facts facts =
            paper_facts(*document, as_told(step.next, order), cast, event, office.library, now);
        for (const dossier::DocumentOrder& voice : voices_of(order, *document, cast)) {
            const auto pages =
                pages_of(office.library, office.fonts, voice, with_any_hashes(facts), territory);
            if (const auto* refusal = base::refusal_of(pages)) return *refusal;
            pieces.push_back({.id = base::random_id(),
                              .dossier = step.next.id,
                              .document = voice.document,
                              .variant = voice.variant,
                              .language = voice.language,
                              .title = document->title,
                              .template_version = std::to_string(document->version),
                              .facts_json = dossier::to_json(facts).dump(),
                              .ordered_at = now});
            if (voice.language != order.language) continue;
            cast.papers.push_back(
                {pieces.back().id, document->title, voice.variant,
                 static_cast<std::int64_t>(std::get<page::Pages>(pages).pages.size())});
        }
    }
    return pieces;
}

Json journal_payload(const Move& move, const workflow::Step& step,
                     const std::vector<dossier::Piece>& pieces) {
    Json ordered = Json::array();
    for (const dossier::Piece& piece : pieces) {
        ordered.push_back(
            {{"piece", piece.id}, {"document", piece.document}, {"variant", piece.variant}});
    }
    return {{"facts", dossier::to_json(move.event.facts)},
            {"deadlines_started", step.deadlines_started},
            {"deadlines_settled", step.deadlines_settled},
            {"deadlines_changed", deadline_changes(move.before.deadlines, step.next.deadlines)},
            {"documents", ordered}};
}

dossier::JournalEntry line_of(const Move& move, const workflow::Step& step,
                              const std::vector<dossier::Piece>& pieces) {
    dossier::JournalEntry entry =
        journal_line("evenement", move.event.actor, journal_payload(move, step, pieces),
                     move.event.at, move.now);
    entry.dossier = move.before.id;
    entry.event = move.event.name;
    entry.from_state = move.before.state;
    entry.to_state = step.next.state;
    return entry;
}

}  // namespace

const workflow::Definition* definition_of(const Library& library, const dossier::Dossier& dossier) {
    return library.definitions.find(dossier.workflow, dossier.workflow_version);
}

workflow::Surroundings surroundings(const Library& library, const law::Territory& territory) {
    return {library.laws, territory, library.deciders};
}

base::Answer<Moved> moved(const Office& office, const Move& move) {
    const law::Territory territory = office.library.territory(move.before.departement);
    auto stepped = workflow::step(move.definition, move.before, move.event,
                                  surroundings(office.library, territory), move.now);
    if (const auto* refusal = base::refusal_of(stepped)) return *refusal;
    auto& step = std::get<workflow::Step>(stepped);
    auto ordered = order_documents(office, step, move.event.name, move.now);
    if (const auto* refusal = base::refusal_of(ordered)) return *refusal;

    dossier::Change change;
    change.pieces = std::move(std::get<std::vector<dossier::Piece>>(ordered));
    for (const dossier::Piece& piece : change.pieces) {
        change.jobs.push_back({.key = "emettre:" + piece.id,
                               .kind = "emettre",
                               .subject = piece.id,
                               .queued_at = move.now});
    }
    for (const std::string& link : step.links) {
        change.jobs.push_back(link_job(move.before, link, move.now));
    }
    change.dossier = step.next;
    change.dossier->version = move.before.version;
    change.journal.push_back(line_of(move, step, change.pieces));
    return Moved{std::move(change), std::move(step)};
}

}  // namespace preavis::service
