#include "store/migrations.h"

#include <string>

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

void migrate(Connection& db) {
    if (!is_empty(db)) check_origin(db);
    const std::size_t count = migrations().size();
    for (auto done = static_cast<std::size_t>(pragma(db, "user_version")); done < count; ++done) {
        db.execute("BEGIN IMMEDIATE");
        db.execute(migrations()[done]);
        db.execute("PRAGMA user_version = " + std::to_string(done + 1));
        db.execute("COMMIT");
    }
}

}  // namespace preavis::store
