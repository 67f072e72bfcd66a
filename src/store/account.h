#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Inserts or replaces. The last second-factor step never goes back while the secret stays.
void save(Connection& db, const dossier::Account& account);
std::optional<dossier::Account> find_account(Connection& db, const std::string& id);
std::optional<dossier::Account> find_account_by_login(Connection& db, const std::string& login);
std::optional<dossier::Account> find_account_by_token(Connection& db,
                                                      const std::string& token_hash);
/// By login.
std::vector<dossier::Account> all_accounts(Connection& db);
bool take_totp_step(Connection& db, const std::string& account, std::int64_t step);

/// Inserts a session or notes that it was seen; one that has ended stays ended.
void save(Connection& db, const dossier::Session& session);
std::optional<dossier::Session> find_session(Connection& db, const std::string& id_hash);
void end_session(Connection& db, const std::string& id_hash);

/// "" if it was never set.
std::string find_setting(Connection& db, const std::string& name);
void save_setting(Connection& db, const std::string& name, const std::string& value);

}  // namespace preavis::store
