#include "service/papers.h"

#include "access/policy.h"
#include "base/expects.h"
#include "base/failure.h"
#include "base/hash.h"
#include "document/html.h"
#include "service/drawing.h"
#include "service/journaling.h"
#include "service/kit.h"
#include "service/linking.h"
#include "service/proof.h"

namespace preavis::service {
namespace {

using access::Act;

constexpr std::size_t batch = 100;

/// The facts frozen when the document was ordered, in their types again.
dossier::Facts frozen_facts(const document::Template& document, const dossier::Piece& piece,
                            const law::Territory& territory) {
    const auto reading = base::read_json(piece.facts_json, piece.id);
    base::Problems problems;
    if (const auto* broken = std::get_if<base::Problems>(&reading)) problems = *broken;
    dossier::Facts facts;
    if (problems.empty()) {
        facts = dossier::read_facts(std::get<base::Node>(reading), document.facts, territory, false,
                                    problems);
    }
    if (problems.empty()) return facts;
    throw base::Failure(base::FailureCode::corrupted,
                        "faits illisibles : " + base::to_string(problems.front()));
}

std::string file_name_of(const dossier::Piece& piece) {
    return piece.document + "-" + piece.variant + "-" + piece.id.substr(0, 8) + ".pdf";
}

}  // namespace

base::Answer<IssuedPaper> Papers::pdf(const std::string& id, const dossier::Actor& actor) {
    const auto piece = visible(id, actor);
    if (const auto* refusal = base::refusal_of(piece)) return *refusal;
    auto bytes = office_.store.piece_bytes(id, access::scope(actor, Act::read_documents));
    if (!bytes) {
        return base::Refusal{"document_pas_encore_emis",
                             "Ce document est commandé ; il sera prêt dans un instant."};
    }
    const auto& found = std::get<dossier::Piece>(piece);
    return IssuedPaper{*std::move(bytes), file_name_of(found), found.sha256};
}

base::Answer<std::string> Papers::html(const std::string& id, const dossier::Actor& actor) {
    const auto found = visible(id, actor);
    if (const auto* refusal = base::refusal_of(found)) return *refusal;
    const auto& piece = std::get<dossier::Piece>(found);
    const auto content = content_of_piece(piece);
    if (const auto* refusal = base::refusal_of(content)) return *refusal;
    return document::to_html(std::get<document::Content>(content));
}

base::Answer<dossier::Piece> Papers::visible(const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_documents)) return access_denied();
    auto piece = office_.store.piece(id, access::scope(actor, Act::read_documents));
    if (!piece) return not_found();
    return *std::move(piece);
}

law::Territory Papers::territory_of(const dossier::Piece& piece) const {
    const auto dossier = office_.store.dossier(piece.dossier, access::system_scope());
    return office_.library.territory(dossier ? dossier->departement : "");
}

base::Answer<document::Content> Papers::content_of_piece(const dossier::Piece& piece) const {
    const document::Template* document = office_.library.templates.find(piece.document);
    if (document == nullptr) {
        throw base::Failure(base::FailureCode::configuration,
                            "le modèle « " + piece.document + " » manque");
    }
    const law::Territory territory = territory_of(piece);
    const dossier::DocumentOrder order{piece.document, piece.variant, piece.language};
    const auto facts = with_hashes(frozen_facts(*document, piece, territory), office_.store);
    if (const auto* refusal = base::refusal_of(facts)) return *refusal;
    return content_of(office_.library, order, std::get<dossier::Facts>(facts), territory);
}

base::Answer<std::string> Papers::drawn(const dossier::Piece& piece, law::Instant now) const {
    const auto content = content_of_piece(piece);
    if (const auto* refusal = base::refusal_of(content)) return *refusal;
    const auto pages = page::lay_out(std::get<document::Content>(content), office_.fonts,
                                     office_.library.pictograms);
    if (const auto* refusal = base::refusal_of(pages)) return *refusal;
    return sealed(office_.write_pdf(std::get<page::Pages>(pages)), now);
}

/// A key or a time-stamp authority that fails is a reason to try again later, not to lose the event
/// that ordered the paper.
base::Answer<std::string> Papers::sealed(std::string bytes, law::Instant now) const {
    if (office_.sealer == nullptr) return bytes;
    try {
        return office_.sealer->seal(bytes, {.at = now});
    } catch (const base::Failure& failure) {
        return base::Refusal{"sceau_impossible", failure.what()};
    }
}

void Papers::issue(const dossier::OutboxJob& job) {
    const auto piece = office_.store.piece(job.subject, access::system_scope());
    expects(piece.has_value());
    const law::Instant now = office_.clock.now();
    const auto drawing = drawn(*piece, now);
    if (const auto* refusal = base::refusal_of(drawing)) {
        office_.store.job_failed(job.key, refusal->message, now);
        return;
    }
    const auto& bytes = std::get<std::string>(drawing);
    const base::Json payload = {{"piece", piece->id},
                                {"document", piece->document},
                                {"variant", piece->variant},
                                {"lang", piece->language},
                                {"sha256", base::sha256_hex(bytes)}};
    auto line = journal_line("piece_emise", system_actor(), payload, now, now);
    line.dossier = piece->dossier;
    commit_to_file(line, payload, base::sha256_hex(bytes));
    office_.store.issue_piece(piece->id, bytes, now, line, job.key);
}

/// The least often tried come first: once they are through, those that failed wait for the next
/// turn.
void Papers::issue_all() {
    const auto first = office_.store.jobs(1);
    if (first.empty()) return;
    const int attempts = first.front().attempts;
    for (;;) {
        const auto jobs = office_.store.jobs(batch);
        if (jobs.empty() || jobs.front().attempts > attempts) return;
        for (const dossier::OutboxJob& job : jobs) carry_out(office_, job);
    }
}

Provenance Papers::provenance(const std::string& bytes) {
    auto piece = office_.store.piece_by_hash(base::sha256_hex(bytes), access::system_scope());
    if (!piece) return {};
    return {true, *std::move(piece)};
}

}  // namespace preavis::service
