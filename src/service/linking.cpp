#include "service/linking.h"

#include <algorithm>

#include "access/policy.h"
#include "base/expects.h"
#include "base/hash.h"
#include "service/journaling.h"
#include "service/moving.h"
#include "service/opening.h"
#include "service/papers.h"

namespace preavis::service {
namespace {

using dossier::Dossier;
using workflow::Link;

constexpr const char* kind_of_link = "lier";
constexpr std::size_t most_dossiers = 200;

struct Cause {
    const Dossier& dossier;
    const Link& link;
    const std::string& key;
    law::Instant now;
};

/// What the other dossier is told.
dossier::Facts told_facts(const Cause& cause) {
    dossier::Facts facts = cause.link.says;
    for (const auto& [theirs, ours] : cause.link.facts) {
        const dossier::Value* value = find(cause.dossier.facts, ours);
        if (value != nullptr) facts.emplace(theirs, *value);
    }
    return facts;
}

/// The line that names another dossier in the journal of this one.
dossier::JournalEntry mention(const std::string& dossier, const Dossier& other,
                              const Cause& cause) {
    const base::Json payload = {{"dossier", other.id},
                                {"number", other.number},
                                {"workflow", other.workflow},
                                {"link", cause.link.name}};
    auto line = journal_line("lien", system_actor(), payload, cause.now, cause.now);
    line.dossier = dossier;
    return line;
}

/// What the parties of a dossier say by themselves.
Nearby nearby_of(const Office& office, const dossier::Parties& parties) {
    const auto read = [&office](dossier::NounKind kind, const std::string& id) {
        return id.empty() ? std::nullopt : office.store.noun(kind, id, access::system_scope());
    };
    return {read(dossier::NounKind::sejour, parties.sejour),
            read(dossier::NounKind::structure, parties.structure),
            read(dossier::NounKind::menage, parties.menage)};
}

/// The event at the other dossier, with a line in each journal.
base::Answer<dossier::Change> caused(const Office& office, const Dossier& other,
                                     const Cause& cause) {
    const workflow::Definition* definition = definition_of(office.library, other);
    expects(definition != nullptr);
    dossier::Event event{.name = cause.link.event,
                         .facts = told_facts(cause),
                         .at = cause.now,
                         .actor = system_actor()};
    if (cause.link.opens) {
        complete_facts(*definition, nearby_of(office, other.parties), event.facts);
    }
    auto result = moved(office, {*definition, other, event, cause.now});
    if (const auto* refusal = base::refusal_of(result)) return *refusal;
    dossier::Change change = std::move(std::get<Moved>(result).change);
    change.journal.push_back(mention(other.id, cause.dossier, cause));
    change.journal.push_back(mention(cause.dossier.id, other, cause));
    return change;
}

Dossier opened(const Office& office, const Cause& cause) {
    const workflow::Definition* definition = office.library.definitions.newest(cause.link.workflow);
    expects(definition != nullptr);  // links are checked at start
    Dossier other;
    other.id = base::sha256_hex(cause.key).substr(0, base::random_id().size());
    other.workflow = definition->name;
    other.workflow_version = definition->version;
    other.state = workflow::before_everything;
    other.territory = cause.dossier.territory;
    other.departement = cause.dossier.departement;
    other.protected_household = cause.dossier.protected_household;
    other.parties = cause.dossier.parties;
    other.parties.followers.clear();
    other.opened_at = cause.now;
    const std::string day = office.library.territory(other.departement).date(cause.now).iso();
    other.number = office.store.next_dossier_number(std::stoi(day.substr(0, 4)));
    return other;
}

/// Dossiers of the same stay that wait for the event.
std::vector<Dossier> waiting(const Office& office, const Cause& cause) {
    const dossier::Parties& parties = cause.dossier.parties;
    const dossier::DossierFilter filter{
        .workflow = cause.link.workflow,
        .menage = parties.sejour.empty() ? parties.menage : std::string(),
        .sejour = parties.sejour,
        .limit = most_dossiers};
    auto found = office.store.dossiers(filter, access::system_scope());
    std::erase_if(found, [&](const Dossier& other) {
        const auto* definition = definition_of(office.library, other);
        return definition == nullptr ||
               definition->transition(cause.link.event, other.state) == nullptr;
    });
    return found;
}

/// What a rule refuses is journaled where somebody sees it: the same facts would be refused again.
dossier::Change refused(const base::Refusal& refusal, const Cause& cause) {
    const base::Json payload = {{"workflow", cause.link.workflow},
                                {"link", cause.link.name},
                                {"code", refusal.code},
                                {"message", refusal.message}};
    auto line = journal_line("lien_refuse", system_actor(), payload, cause.now, cause.now);
    line.dossier = cause.dossier.id;
    dossier::Change change;
    change.journal.push_back(std::move(line));
    return change;
}

/// Saves one effect; false if somebody moved the dossier first: then the job waits for its next
/// turn.
bool save_effect(const Office& office, const Dossier& other, const Cause& cause, bool last) {
    auto change = caused(office, other, cause);
    const auto* refusal = base::refusal_of(change);
    dossier::Change effect = refusal == nullptr ? std::move(std::get<dossier::Change>(change))
                                                : refused(*refusal, cause);
    if (last) effect.job_done = cause.key;
    if (office.store.commit(effect) != dossier::Committed::done) return false;
    for (const dossier::OutboxJob& job : effect.jobs) carry_out(office, job);
    return true;
}

void end_without_effect(const Office& office, const std::string& key) {
    dossier::Change change;
    change.job_done = key;
    office.store.commit(change);
}

}  // namespace

dossier::OutboxJob link_job(const Dossier& dossier, const std::string& link, law::Instant now) {
    return {.key = std::string(kind_of_link) + ":" + dossier.id + ":" +
                   std::to_string(dossier.version + 1) + ":" + link,
            .kind = kind_of_link,
            .subject = dossier.id,
            .queued_at = now};
}

void follow_link(const Office& office, const dossier::OutboxJob& job) {
    const auto dossier = office.store.dossier(job.subject, access::system_scope());
    expects(dossier.has_value());
    const auto* definition = definition_of(office.library, *dossier);
    expects(definition != nullptr);
    const Link* link = definition->link(job.key.substr(job.key.rfind(':') + 1));
    expects(link != nullptr);
    const Cause cause{*dossier, *link, job.key, office.clock.now()};
    if (link->opens) {
        save_effect(office, opened(office, cause), cause, true);
        return;
    }
    const auto others = waiting(office, cause);
    if (others.empty()) return end_without_effect(office, job.key);
    for (const Dossier& other : others) {
        if (!save_effect(office, other, cause, &other == &others.back())) return;
    }
}

void carry_out(const Office& office, const dossier::OutboxJob& job) {
    if (job.kind == kind_of_link) return follow_link(office, job);
    Papers(office).issue(job);
}

}  // namespace preavis::service
