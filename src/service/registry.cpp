#include "service/registry.h"

#include <algorithm>
#include <array>

#include "access/policy.h"
#include "base/form.h"
#include "base/hash.h"
#include "service/consulting.h"
#include "service/discretion.h"
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

/// A record lies where the asker may write; only bodies and places may be noted of elsewhere.
void report_foreign_departement(const Noun& noun, const base::Node& body,
                                const dossier::Actor& actor, base::Problems& problems) {
    const bool anywhere = noun.kind == NounKind::organisation || noun.kind == NounKind::structure;
    if (anywhere || noun.departement == actor.departement) return;
    problems.push_back({body.find("departement")->place,
                        "« departement » : ce n'est pas celui de votre rôle", actor.departement});
}

/// Who acts for one body alone notes the places of this one, and nothing in those of others.
void report_foreign_owner(const Noun& noun, const base::Node& body, const dossier::Actor& actor,
                          base::Problems& problems) {
    const bool of_one_body = access::scope(actor, Act::write_nouns).departement.empty();
    const bool lies_in_one = noun.kind == NounKind::structure || noun.kind == NounKind::place ||
                             noun.kind == NounKind::sejour;
    if (!of_one_body || !lies_in_one || noun.organisation == actor.organisation) return;
    const char* field = noun.kind == NounKind::structure ? "organisation" : "structure";
    const base::Node* node = body.find(field);
    problems.push_back({node == nullptr ? body.place : node->place,
                        "« " + std::string(field) + " » : rien ne correspond à cet identifiant",
                        ""});
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

void Registry::adopt(Noun& noun) const {
    if (noun.kind == NounKind::organisation) noun.organisation = noun.id;
    if (noun.kind == NounKind::structure) {
        noun.organisation = text_of(noun.fields, "organisation");
    }
    if (noun.kind != NounKind::sejour && noun.kind != NounKind::place) return;
    const auto structure = office_.store.noun(
        NounKind::structure, text_of(noun.fields, "structure"), access::system_scope());
    if (structure) noun.organisation = structure->organisation;
}

Outcome Registry::create(NounKind kind, const base::Node& body, const Command& command) {
    if (!access::may(command.actor.role, Act::write_nouns)) return access_denied();
    const law::Instant now = office_.clock.now();
    if (auto before = remembered_outcome(office_.store, command, now)) return *std::move(before);
    if (is_stale(command, 0)) return stale_version();
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
                              fields, reach_of(command.actor), problems);
    adopt(noun);
    report_foreign_departement(noun, body, command.actor, problems);
    report_foreign_owner(noun, body, command.actor, problems);
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
    const Discretion discretion(office_, command.actor);
    Reply reply{status, discretion.of(view_of(saved), saved), saved.version};
    dossier::Change change;
    change.nouns = {noun};
    const Json payload = {{"noun", dossier::name_of(noun.kind)},
                          {"id", noun.id},
                          {"version", saved.version},
                          {"fields", dossier::to_json(noun.fields)}};
    change.journal = {journal_line("fiche", command.actor, payload, now, now)};
    change.journal.front().noun = noun.id;
    return written(office_.store, std::move(change), command, reply, now);
}

Outcome Registry::read(NounKind kind, const std::string& id, const dossier::Actor& actor) {
    if (!access::may(actor.role, Act::read_nouns)) return access_denied();
    const auto noun = office_.store.noun(kind, id, access::scope(actor, Act::read_nouns));
    if (!noun) return not_found();
    note_consultations(office_, actor, {*noun});
    return Reply{200, Discretion(office_, actor).of(view_of(*noun), *noun), noun->version};
}

base::Problems Registry::apply(const base::Node& body, const dossier::Actor& actor,
                               law::Instant now, Noun& noun) const {
    const law::Territory territory = office_.library.territory(noun.departement);
    base::Problems problems;
    std::vector<std::string> removed;
    const base::Node given = without_nulls(body, removed);
    const auto& declarations = office_.library.nouns.fields(noun.kind);
    const dossier::Facts changed =
        dossier::read_facts(given, declarations, territory, false, problems);
    for (const auto& [name, value] : changed) noun.fields[name] = value;
    for (const std::string& name : removed) {
        const dossier::FactDeclaration* field = dossier::find(declarations, name);
        if (field == nullptr || field->required) {
            problems.push_back(
                {body.find(name)->place, "« " + name + " » ne peut être retiré", ""});
        }
        noun.fields.erase(name);
    }
    check_noun(noun.kind, noun.fields, given, territory.date(now), problems);
    report_unknown_references(office_.store, declarations, changed, given, reach_of(actor),
                              problems);
    const std::string owner = noun.organisation;
    adopt(noun);
    if (noun.organisation != owner) report_foreign_owner(noun, given, actor, problems);
    return problems;
}

Outcome Registry::change(NounKind kind, const std::string& id, const base::Node& body,
                         const Command& command) {
    if (!access::may(command.actor.role, Act::write_nouns)) return access_denied();
    const law::Instant now = office_.clock.now();
    for (int attempt = 0; attempt < tries_on_stale; ++attempt) {
        auto noun = office_.store.noun(kind, id, access::scope(command.actor, Act::write_nouns));
        if (!noun) return not_found();
        if (auto before = remembered_outcome(office_.store, command, now)) {
            return *std::move(before);
        }
        if (is_stale(command, noun->version)) return stale_version();
        const base::Problems problems = apply(body, command.actor, now, *noun);
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
    note_consultations(office_, actor, nouns);
    const Discretion discretion(office_, actor);
    Json items = Json::array();
    for (const Noun& noun : nouns) items.push_back(discretion.of(view_of(noun), noun));
    Json body = {{"items", std::move(items)}};
    if (nouns.size() == filter.limit) body["next"] = nouns.back().id;
    return Reply{200, std::move(body)};
}

}  // namespace preavis::service
