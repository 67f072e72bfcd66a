#include "service/registry.h"

#include <algorithm>
#include <array>

#include "access/policy.h"
#include "base/form.h"
#include "base/hash.h"
#include "service/journaling.h"
#include "service/references.h"
#include "service/views.h"

namespace preavis::service {
namespace {

using access::Act;
using base::Json;
using dossier::Noun;
using dossier::NounKind;

constexpr int tries_on_stale = 3;

/// Keys of the body that are about the noun rather than fields of it.
constexpr std::array envelope_keys = {"departement", "autre_personne"};

base::Node without_envelope(const base::Node& body, NounKind kind) {
    base::Node fields = body;
    std::erase_if(fields.entries, [kind](const base::Node::Entry& entry) {
        const bool own_departement = kind == NounKind::structure && entry.key == "departement";
        return !own_departement && std::find(envelope_keys.begin(), envelope_keys.end(),
                                             entry.key) != envelope_keys.end();
    });
    return fields;
}

std::string departement_of(const base::Node& body, const dossier::Actor& actor) {
    const base::Node* given = body.find("departement");
    if (given == nullptr || given->kind != base::Node::Kind::text) return actor.departement;
    return given->text;
}

/// The fields that stay after a change: those of before, replaced by those given, less the nulls.
base::Node without_nulls(const base::Node& body, std::vector<std::string>& removed) {
    base::Node kept = body;
    std::erase_if(kept.entries, [&removed](const base::Node::Entry& entry) {
        if (entry.value.kind != base::Node::Kind::null) return false;
        removed.push_back(entry.key);
        return true;
    });
    return kept;
}

base::Refusal known_person(const std::vector<Noun>& candidates) {
    base::Refusal refusal{"personne_connue",
                          "Une personne de même nom, de même prénom et de même date de naissance "
                          "est déjà connue : rattachez-la, ou confirmez que c'est une autre "
                          "personne avec « autre_personne »."};
    for (const Noun& candidate : candidates) {
        refusal.missing.push_back({candidate.id, dossier::letter_name(candidate.fields), ""});
    }
    return refusal;
}

}  // namespace

void Registry::adopt_by_structure(Noun& noun) const {
    const auto structure = office_.store.noun(
        NounKind::structure, text_of(noun.fields, "structure"), access::system_scope());
    if (structure) noun.organisation = structure->organisation;
}

Outcome Registry::create(NounKind kind, const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, Act::write_nouns)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command)) return *std::move(before);
    const law::Instant now = office_.clock.now();
    Noun noun{.kind = kind, .id = base::random_id()};
    noun.departement = departement_of(body, command.actor);
    noun.organisation = command.actor.organisation;
    noun.created_at = now;
    const law::Territory territory = office_.library.territory(noun.departement);
    base::Problems problems;
    const base::Node fields = without_envelope(body, kind);
    noun.fields =
        dossier::read_facts(fields, office_.library.nouns.fields(kind), territory, true, problems);
    check_noun(kind, noun.fields, fields, territory.date(now), problems);
    report_unknown_references(office_.store, office_.library.nouns.fields(kind), noun.fields,
                              fields, problems);
    if (kind == NounKind::organisation) noun.organisation = noun.id;
    if (kind == NounKind::structure) noun.organisation = text_of(noun.fields, "organisation");
    if (kind == NounKind::sejour || kind == NounKind::place) adopt_by_structure(noun);
    if (!problems.empty()) return problems;
    const base::Node* another = body.find("autre_personne");
    if (kind == NounKind::personne && (another == nullptr || !another->boolean)) {
        const auto candidates = office_.store.same_persons(
            dossier::same_person_key(noun.fields), access::scope(command.actor, Act::read_nouns));
        if (!candidates.empty()) return known_person(candidates);
    }
    return save(std::move(noun), command, now, 201);
}

Outcome Registry::save(Noun noun, const Command& command, law::Instant now, int status) {
    Noun saved = noun;
    ++saved.version;
    Reply reply{status, view_of(saved), saved.version};
    dossier::Change change;
    change.nouns = {noun};
    const Json payload = {{"noun", dossier::name_of(noun.kind)},
                          {"id", noun.id},
                          {"version", saved.version},
                          {"fields", dossier::to_json(noun.fields)}};
    change.journal = {journal_line("fiche", command.actor, payload, now, now)};
    change.journal.front().noun = noun.id;
    change.answer = to_remember(command, reply, now);
    switch (office_.store.commit(change)) {
        case dossier::Committed::done: return reply;
        case dossier::Committed::stale: return stale_version();
        case dossier::Committed::key_already_used: break;
    }
    return remembered_outcome(office_.store, command).value_or(stale_version());
}

Outcome Registry::read(NounKind kind, const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_nouns)) return access_denied();
    const auto noun = office_.store.noun(kind, id, access::scope(actor, Act::read_nouns));
    if (!noun) return not_found();
    return Reply{200, view_of(*noun), noun->version};
}

Outcome Registry::change(NounKind kind, const std::string& id, const base::Node& body,
                         const Command& command) {
    if (!access::may(command.actor.role, Act::write_nouns)) return access_denied();
    if (auto before = remembered_outcome(office_.store, command)) return *std::move(before);
    const law::Instant now = office_.clock.now();
    for (int attempt = 0; attempt < tries_on_stale; ++attempt) {
        auto noun = office_.store.noun(kind, id, access::scope(command.actor, Act::write_nouns));
        if (!noun) return not_found();
        if (command.if_match && *command.if_match != noun->version) return stale_version();
        const law::Territory territory = office_.library.territory(noun->departement);
        base::Problems problems;
        std::vector<std::string> removed;
        const base::Node given = without_nulls(body, removed);
        const auto& declarations = office_.library.nouns.fields(kind);
        dossier::Facts changed =
            dossier::read_facts(given, declarations, territory, false, problems);
        for (auto& [name, value] : changed) noun->fields[name] = std::move(value);
        for (const std::string& name : removed) {
            const dossier::FactDeclaration* field = dossier::find(declarations, name);
            if (field == nullptr || field->required) {
                problems.push_back(
                    {body.find(name)->place, "« " + name + " » ne peut être retiré", ""});
            }
            noun->fields.erase(name);
        }
        check_noun(kind, noun->fields, given, territory.date(now), problems);
        report_unknown_references(office_.store, office_.library.nouns.fields(kind), noun->fields,
                                  given, problems);
        if (!problems.empty()) return problems;
        Outcome outcome = save(*std::move(noun), command, now, 200);
        const auto* refusal = std::get_if<base::Refusal>(&outcome);
        const bool again = refusal != nullptr && refusal->code == "version_perimee";
        if (!again || command.if_match) return outcome;
    }
    return stale_version();
}

Outcome Registry::list(NounKind kind, const dossier::NounFilter& filter,
                       const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_nouns)) return access_denied();
    const auto nouns = office_.store.nouns(kind, filter, access::scope(actor, Act::read_nouns));
    Json items = Json::array();
    for (const Noun& noun : nouns) items.push_back(view_of(noun));
    Json body = {{"items", std::move(items)}};
    if (nouns.size() == filter.limit) body["next"] = nouns.back().id;
    return Reply{200, std::move(body)};
}

}  // namespace preavis::service
