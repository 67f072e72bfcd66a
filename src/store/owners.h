#pragma once

#include "dossier/dossier.h"
#include "dossier/noun.h"
#include "store/connection.h"
#include "store/vault.h"

namespace preavis::store {

/// Whose data key seals something, and the class it has if it is drawn now.
struct Owned {
    std::string owner;
    KeyClass key_class = KeyClass::ordinary;
};

/// A ménage owns its record, its stays and its dossiers; a person their own record; places that are
/// a secret share a key; everything else is the organisations' own.
Owned owned(Connection& db, const dossier::Noun& noun);
/// By the ménage of a dossier; empty: it concerns none.
Owned owned_by_menage(Connection& db, const std::string& menage);
/// What is issued or supplied in a dossier: its ménage's pieces, or the dossier's own.
Owned owned_pieces(Connection& db, const std::string& dossier);
/// What is supplied by a structure.
Owned owned_by_structure(Connection& db, const std::string& structure);

/// The class of the index in which the words of this noun are found.
KeyClass index_class(Connection& db, const std::string& noun);
/// Wraps the keys of a ménage and of everybody who is or was in it as its sensitivity asks now.
void classify_menage(Connection& db, const std::string& menage);
/// Those who are or were in it.
std::vector<std::string> members_of(Connection& db, const std::string& menage);

}  // namespace preavis::store
