#include "store/owners.h"

namespace preavis::store {
namespace {

using dossier::NounKind;

KeyClass class_if(bool is_protected) {
    return is_protected ? KeyClass::protected_ones : KeyClass::ordinary;
}

bool is_marked_protected(Connection& db, const std::string& noun) {
    Query row(db, "SELECT protected FROM nouns WHERE id = ?", noun);
    return row.next() && row.flag();
}

}  // namespace

Owned owned_by_menage(Connection& db, const std::string& menage) {
    if (menage.empty()) return {owner::general};
    return {owner::of_menage(menage), class_if(is_marked_protected(db, menage))};
}

Owned owned_pieces(Connection& db, const std::string& dossier) {
    Query row(db, "SELECT menage FROM dossiers WHERE id = ?", dossier);
    const std::string menage = row.next() ? row.text() : "";
    if (menage.empty()) return {owner::of_pieces(dossier)};
    return {owner::of_pieces(menage), class_if(is_marked_protected(db, menage))};
}

Owned owned_by_structure(Connection& db, const std::string& structure) {
    if (!is_marked_protected(db, structure)) return {owner::general};
    return {owner::secret_places, KeyClass::protected_ones};
}

Owned owned(Connection& db, const dossier::Noun& noun) {
    switch (noun.kind) {
        case NounKind::personne: return {owner::of_personne(noun.id), index_class(db, noun.id)};
        case NounKind::menage:
            return {owner::of_menage(noun.id),
                    class_if(text_of(noun.fields, "sensibilite") == "protege")};
        case NounKind::sejour: return owned_by_menage(db, text_of(noun.fields, "menage"));
        case NounKind::structure:
            if (is_true(noun.fields, "protegee")) {
                return {owner::secret_places, KeyClass::protected_ones};
            }
            return {owner::general};
        case NounKind::place: return owned_by_structure(db, text_of(noun.fields, "structure"));
        case NounKind::organisation: break;
    }
    return {owner::general};
}

KeyClass index_class(Connection& db, const std::string& noun) {
    Query row(db,
              "SELECT EXISTS (SELECT 1 FROM nouns n WHERE n.id = ? AND n.protected = 1)"
              " OR EXISTS (SELECT 1 FROM noun_menages b JOIN nouns m ON m.id = b.menage"
              " WHERE b.noun = ? AND m.protected = 1)",
              noun, noun);
    return class_if(row.next() && row.flag());
}

std::vector<std::string> members_of(Connection& db, const std::string& menage) {
    Query rows(db,
               "SELECT n.id FROM noun_menages b JOIN nouns n ON n.id = b.noun"
               " WHERE b.menage = ? AND n.kind = 'personne'",
               menage);
    std::vector<std::string> members;
    while (rows.next()) members.push_back(rows.text());
    return members;
}

void classify_menage(Connection& db, const std::string& menage) {
    Keyring& keyring = db.vault().keyring();
    const KeyClass own = class_if(is_marked_protected(db, menage));
    const auto classify = [&keyring](const std::string& name, KeyClass key_class) {
        if (keyring.knows(name)) keyring.classify(name, key_class);
    };
    classify(owner::of_menage(menage), own);
    classify(owner::of_pieces(menage), own);
    for (const std::string& person : members_of(db, menage)) {
        classify(owner::of_personne(person), index_class(db, person));
    }
}

}  // namespace preavis::store
