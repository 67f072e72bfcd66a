#include "store/opening.h"

#include <algorithm>

#include "base/hash.h"
#include "store/account.h"
#include "store/log_check.h"
#include "store/migrations.h"

namespace preavis::store {
namespace {

constexpr std::int64_t page_bytes = 4096;

void require_existing(const StoreSettings& settings) {
    if (settings.create || std::filesystem::exists(settings.path)) return;
    throw base::Failure(base::FailureCode::configuration,
                        settings.path.string() + " : ce magasin n'existe pas");
}

constexpr const char* keys_setting = "cles";
constexpr const char* identity_setting = "identite";  // tells this store from all others

/// What the store says of its keys; empty for one that has none yet.
std::string known_keys(Connection& db) {
    return schema_of(db) == 0 ? "" : find_setting(db, keys_setting);
}

/// The vault of a store, made with a new one.
std::unique_ptr<Vault> open_vault(const StoreSettings& settings, Connection& db) {
    const std::filesystem::path folder = keys_folder(settings);
    const std::string known = known_keys(db);
    auto vault = std::make_unique<Vault>(
        KeyPlace{.folder = folder, .create = known.empty(), .alone = settings.rotates_keys});
    if (!known.empty() && known != vault->fingerprint()) {
        throw base::Failure(base::FailureCode::configuration,
                            folder.string() + " : ces clés ne sont pas celles du magasin " +
                                settings.path.string());
    }
    return vault;
}

std::unique_ptr<Connection> open_file(const StoreSettings& settings) {
    require_existing(settings);
    check_log(settings.path);
    return std::make_unique<Connection>(settings.path, Connection::Use::write);
}

void prepare(const StoreSettings& settings, Connection& db, Vault& vault) {
    db.use(vault);
    migrate(db);
    if (known_keys(db).empty()) save_setting(db, keys_setting, vault.fingerprint());
    if (find_setting(db, identity_setting).empty()) {
        save_setting(db, identity_setting, base::random_id());
    }
    if (settings.most_bytes > 0) {
        const std::int64_t pages = std::max<std::int64_t>(settings.most_bytes / page_bytes, 1);
        db.execute("PRAGMA max_page_count = " + std::to_string(pages));
    }
}

}  // namespace

std::filesystem::path keys_folder(const StoreSettings& settings) {
    if (!settings.keys.empty()) return settings.keys;
    return std::filesystem::absolute(settings.path).parent_path() / "cles";
}

std::unique_ptr<Connection> open_to_read(const StoreSettings& settings) {
    require_existing(settings);
    auto db = std::make_unique<Connection>(settings.path, Connection::Use::read);
    check_origin(*db);
    db->execute("BEGIN");
    return db;
}

Opened open_with_keys(const StoreSettings& settings) {
    Opened opened{open_file(settings), nullptr};
    check_ours_or_empty(*opened.db);
    opened.vault = open_vault(settings, *opened.db);
    prepare(settings, *opened.db, *opened.vault);
    return opened;
}

}  // namespace preavis::store
