#include "store/migrations.h"

#include <string>

#include "store/sealing_migration.h"
#include "store/vault.h"

namespace preavis::store {
namespace {

constexpr std::int64_t application_id = 0x50524156;

std::int64_t pragma(Connection& db, const std::string& name) {
    Query query(db, "PRAGMA " + name);
    return query.next() ? query.integer() : 0;
}

bool is_empty(Connection& db) {
    Query query(db, "SELECT count(*) FROM sqlite_schema");
    query.next();
    return query.integer() == 0;
}

}  // namespace

void check_origin(Connection& db) {
    if (pragma(db, "application_id") != application_id) {
        throw base::Failure(base::FailureCode::configuration,
                            db.path().string() + " : ce fichier n'est pas un magasin de préavis");
    }
    if (pragma(db, "user_version") > static_cast<std::int64_t>(migrations().size())) {
        throw base::Failure(base::FailureCode::configuration,
                            db.path().string() +
                                " : ce magasin a été écrit par une version plus récente de "
                                "préavis ; mettez le programme à jour");
    }
}

void check_ours_or_empty(Connection& db) {
    if (!is_empty(db)) check_origin(db);
}

std::size_t schema_of(Connection& db) {
    return static_cast<std::size_t>(pragma(db, "user_version"));
}

void migrate_one(Connection& db, std::size_t done) {
    db.execute(migrations()[done]);
    if (done + 2 == sealed_schema) seal_clear_rows(db);
    if (done + 1 == sealed_schema) end_sealing(db);
    db.execute("PRAGMA user_version = " + std::to_string(done + 1));
}

void migrate(Connection& db) {
    check_ours_or_empty(db);
    const std::size_t before = schema_of(db);
    db.execute("PRAGMA secure_delete = ON");
    for (std::size_t done = before; done < migrations().size(); ++done) {
        db.execute("BEGIN IMMEDIATE");
        migrate_one(db, done);
        db.vault().keyring().keep_new();
        db.execute("COMMIT");
    }
    db.execute("PRAGMA secure_delete = OFF");
    // Nothing that was clear lingers in the file or its log.
    if (before > 0 && before < sealed_schema) {
        db.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
    }
}

}  // namespace preavis::store
