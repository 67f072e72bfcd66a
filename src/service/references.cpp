#include "service/references.h"

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

}  // namespace

void report_unknown_references(dossier::Store& store, const dossier::Declarations& declarations,
                               const dossier::Facts& facts, const base::Node& body,
                               base::Problems& problems) {
    for (const auto& [name, value] : facts) {
        const dossier::FactDeclaration* declaration = find(declarations, name);
        if (declaration == nullptr) continue;
        References references;
        collect_references(declaration->type, value, references);
        for (const auto& [kind, id] : references) {
            if (store.noun(*dossier::noun_kind(kind), id, access::system_scope())) continue;
            const base::Node* node = body.find(name);
            problems.push_back({node == nullptr ? body.place : node->place,
                                "« " + name + " » : aucun(e) " + kind + " " + id, ""});
        }
    }
}

}  // namespace preavis::service
