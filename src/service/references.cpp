#include "service/references.h"

#include <algorithm>

#include "access/policy.h"

namespace preavis::service {
namespace {

using References = std::vector<std::pair<std::string, std::string>>;  ///< kind of noun, identifier

void collect_references(const dossier::FactType& type, const dossier::Value& value,
                        References& found) {
    if (type.kind == dossier::FactKind::reference) found.emplace_back(type.of, *value.text());
    if (type.kind == dossier::FactKind::list) {
        for (const auto& item : *value.list()) {
            collect_references(type.item.front(), item, found);
        }
    }
    if (type.kind != dossier::FactKind::record) return;
    for (const dossier::FactDeclaration& field : type.fields) {
        const dossier::Value* inner = dossier::find(*value.record(), field.name);
        if (inner != nullptr) collect_references(field.type, *inner, found);
    }
}

bool is_reached(dossier::Store& store, dossier::NounKind kind, const std::string& id,
                const Reach& reach) {
    if (std::find(reach.known.begin(), reach.known.end(), id) != reach.known.end()) return true;
    if (store.noun(kind, id, reach.scope)) return true;
    return kind == dossier::NounKind::organisation &&
           store.noun(kind, id, access::system_scope()).has_value();
}

}  // namespace

Reach reach_of(const dossier::Actor& actor, const dossier::Dossier& dossier) {
    const dossier::Parties& parties = dossier.parties;
    Reach reach{access::scope(actor, access::Act::act_on_dossiers), parties.personnes};
    for (const std::string& id : {parties.menage, parties.structure, parties.sejour}) {
        if (!id.empty()) reach.known.push_back(id);
    }
    return reach;
}

Reach reach_of(const dossier::Actor& actor) {
    return {access::scope(actor, access::Act::write_nouns), {}};
}

void report_unknown_references(dossier::Store& store, const dossier::Declarations& declarations,
                               const dossier::Facts& facts, const base::Node& body,
                               const Reach& reach, base::Problems& problems) {
    for (const auto& [name, value] : facts) {
        const dossier::FactDeclaration* declaration = find(declarations, name);
        if (declaration == nullptr) continue;
        References references;
        collect_references(declaration->type, value, references);
        for (const auto& [kind, id] : references) {
            if (is_reached(store, *dossier::noun_kind(kind), id, reach)) continue;
            const base::Node* node = body.find(name);
            problems.push_back({node == nullptr ? body.place : node->place,
                                "« " + name + " » : aucun(e) " + kind + " " + id, ""});
        }
    }
}

}  // namespace preavis::service
