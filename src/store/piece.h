#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Adds a piece that was ordered.
void insert(Connection& db, const dossier::Piece& piece);

/// Keeps the bytes of a piece that was ordered; false if it has some already.
/// Expects a piece that exists.
bool issue(Connection& db, const std::string& id, const std::string& bytes,
           const std::string& sha256, law::Instant at);

/// In the order in which they were ordered.
std::vector<dossier::Piece> pieces_of(Connection& db, const std::string& dossier,
                                      const dossier::Scope& scope);
std::optional<dossier::Piece> find_piece(Connection& db, const std::string& id,
                                         const dossier::Scope& scope);
std::optional<dossier::Piece> find_piece_by_hash(Connection& db, const std::string& sha256,
                                                 const dossier::Scope& scope);
std::optional<std::string> piece_bytes(Connection& db, const std::string& id,
                                       const dossier::Scope& scope);

}  // namespace preavis::store
