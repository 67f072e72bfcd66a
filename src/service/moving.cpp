#include "service/moving.h"

#include <algorithm>

#include "access/standing.h"
#include "base/expects.h"
#include "base/hash.h"
#include "service/deadline_changes.h"
#include "service/discretion.h"
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

bool is_for_menage(const document::Template& document) {
    const auto& readers = document.recipients;
    return std::find(readers.begin(), readers.end(), "menage") != readers.end();
}

/// Orders the documents of one event: each is composed and laid out once here, so that nothing is
/// ordered that could not be drawn.
class Ordering {
  public:
    Ordering(const Office& office, const workflow::Step& step, law::Instant now)
        : office_(office), step_(step), now_(now) {}

    /// In each of its voices, to the persons of this cast; `personne`: to that one alone.
    std::optional<base::Refusal> order(const dossier::DocumentOrder& order,
                                       const document::Template* document, Cast& cast,
                                       const std::string& personne) {
        const dossier::Facts facts =
            paper_facts(*document, as_told(step_.next, order), cast, office_.library, now_);
        const law::Territory territory = office_.library.territory(step_.next.departement);
        for (const dossier::DocumentOrder& voice : voices_of(order, *document, cast)) {
            const auto pages =
                pages_of(office_.library, office_.fonts, voice, with_any_hashes(facts), territory);
            if (const auto* refusal = base::refusal_of(pages)) return *refusal;
            pieces.push_back({.id = base::random_id(),
                              .dossier = step_.next.id,
                              .document = voice.document,
                              .variant = voice.variant,
                              .language = voice.language,
                              .title = document->title,
                              .template_version = std::to_string(document->version),
                              .facts_json = dossier::to_json(facts).dump(),
                              .ordered_at = now_,
                              .for_menage = is_for_menage(*document),
                              .personne = personne});
            if (voice.language != order.language) continue;
            cast.papers.push_back(
                {pieces.back().id, document->title, voice.variant,
                 static_cast<std::int64_t>(std::get<page::Pages>(pages).pages.size())});
        }
        return std::nullopt;
    }

    std::vector<dossier::Piece> pieces;

  private:
    const Office& office_;
    const workflow::Step& step_;
    law::Instant now_;
};

/// To whom the papers of an event go: to all persons together, or, where one keeps from another
/// where they are, to each adult alone.
std::vector<std::pair<std::string, Cast>> addressees(const Cast& cast) {
    if (!is_divided(cast.persons)) return {{"", cast}};
    std::vector<std::pair<std::string, Cast>> all;
    for (const dossier::Noun& person : cast.persons) {
        const dossier::Value* adult = dossier::find(person.fields, "majeur");
        if (adult != nullptr && !*adult->boolean()) continue;
        Cast own = cast;
        own.persons = {person};
        all.emplace_back(person.id, std::move(own));
    }
    return all;
}

base::Answer<std::vector<dossier::Piece>> order_documents(const Office& office,
                                                          const workflow::Step& step,
                                                          law::Instant now) {
    if (step.documents.empty()) return std::vector<dossier::Piece>{};
    Ordering ordering(office, step, now);
    const auto all = addressees(cast_of(office, step.next));
    for (auto [personne, cast] : all) {
        const bool first = personne == all.front().first;
        for (const dossier::DocumentOrder& order : step.documents) {
            const auto* document = office.library.templates.find(order.document);
            expects(document != nullptr);  // definitions are checked against templates at start
            const bool own = is_for_menage(*document);
            if (!first && !own) continue;
            auto refusal = ordering.order(order, document, cast, own ? personne : "");
            if (refusal) return *std::move(refusal);
        }
    }
    return std::move(ordering.pieces);
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
    auto ordered = order_documents(office, step, move.now);
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
    const workflow::State* state = move.definition.state(step.next.state);
    access::set_standing(step.next, move.before, state != nullptr && state->end);
    change.dossier = step.next;
    change.dossier->version = move.before.version;
    change.journal.push_back(line_of(move, step, change.pieces));
    return Moved{std::move(change), std::move(step)};
}

}  // namespace preavis::service
