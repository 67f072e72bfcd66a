#include "service/cast.h"

#include <array>

#include "access/policy.h"
#include "service/addressing.h"
#include "service/discretion.h"

namespace preavis::service {
namespace {

using dossier::Noun;

constexpr std::array parts = {"siao", "ddets", "gestionnaire", "pash"};
/// Those that a département has one of, as a rule, and that act there without being named.
constexpr std::array local_parts = {"siao", "ddets", "pash"};

/// The body of this kind where the département has only one.
std::optional<Noun> only_one(const std::vector<Noun>& bodies, const std::string& kind,
                             const std::string& departement) {
    const Noun* found = nullptr;
    for (const Noun& body : bodies) {
        if (body.departement != departement || text_of(body.fields, "genre") != kind) continue;
        if (found != nullptr) return std::nullopt;
        found = &body;
    }
    return found == nullptr ? std::nullopt : std::optional(*found);
}

/// The bodies that the dossier's facts name; where they name none, the body that handles the
/// dossier, then the SIAO, the State's service and the platform of the département.
std::map<std::string, Noun> bodies_of(const Office& office, const dossier::Dossier& dossier,
                                      const Noun& issuer) {
    constexpr std::size_t most_bodies = 500;
    const auto scope = access::system_scope();
    std::map<std::string, Noun> bodies;
    for (const char* part : parts) {
        const std::string id = text_of(dossier.facts, part);
        auto body = id.empty() ? std::nullopt
                               : office.store.noun(dossier::NounKind::organisation, id, scope);
        if (body) bodies.emplace(part, *std::move(body));
    }
    bodies.emplace(text_of(issuer.fields, "genre"), issuer);
    const auto all =
        office.store.nouns(dossier::NounKind::organisation, {.limit = most_bodies}, scope);
    for (const char* part : local_parts) {
        auto body = only_one(all, part, dossier.departement);
        if (body) bodies.emplace(part, *std::move(body));
    }
    return bodies;
}

/// When the decision that the ménage knows was taken.
std::optional<law::Instant> decided_at(const Office& office, const dossier::Dossier& dossier) {
    std::optional<law::Instant> at;
    for (const dossier::JournalEntry& line :
         office.store.history(dossier.id, access::system_scope(), {"decider", "modifier"})) {
        at = line.happened_at;
    }
    return at;
}

}  // namespace

Cast cast_of(const Office& office, const dossier::Dossier& dossier) {
    Cast cast;
    const auto scope = access::system_scope();
    const auto read = [&](dossier::NounKind kind, const std::string& id) {
        auto noun = id.empty() ? std::nullopt : office.store.noun(kind, id, scope);
        return noun ? *std::move(noun) : Noun{.kind = kind};
    };
    for (const std::string& id : dossier.parties.personnes) {
        cast.persons.push_back(read(dossier::NounKind::personne, id));
    }
    cast.divided = is_divided(cast.persons);
    cast.menage = read(dossier::NounKind::menage, dossier.parties.menage);
    cast.structure = read(dossier::NounKind::structure, dossier.parties.structure);
    cast.operator_ = read(dossier::NounKind::organisation, dossier.parties.structure_organisation);
    cast.issuer = read(dossier::NounKind::organisation, dossier.parties.organisation);
    cast.profile = office.library.profile(dossier.departement);
    // The rules of a place bear its name and address: those of a secret one are handed over apart.
    if (!dossier.parties.structure.empty() && !is_place_secret(dossier, cast)) {
        cast.annexes = office.store.annexes({.structure = dossier.parties.structure}, scope);
    }
    cast.kit = kit_pieces(office.library, dossier, cast.annexes, office.clock.now());
    cast.bodies = bodies_of(office, dossier, cast.issuer);
    cast.decided_at = decided_at(office, dossier);
    return cast;
}

}  // namespace preavis::service
