#include "base/node.h"

namespace preavis::base {

const Node* Node::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

std::string kind_in_french(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null: return "rien";
        case Node::Kind::boolean: return "un booléen";
        case Node::Kind::integer: return "un nombre entier";
        case Node::Kind::decimal: return "un nombre décimal";
        case Node::Kind::text: return "un texte";
        case Node::Kind::list: return "une liste";
        case Node::Kind::map: return "un objet";
    }
    return "autre chose";
}

}  // namespace preavis::base
