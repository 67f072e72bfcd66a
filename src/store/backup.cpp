#include "store/backup.h"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "base/hash.h"
#include "store/dossier.h"
#include "store/journal.h"
#include "store/journal_check.h"
#include "store/lock_file.h"
#include "store/migrations.h"
#include "store/sqlite.h"

namespace preavis::store {
namespace {

using base::Failure;
using base::FailureCode;

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
    throw Failure(errno == ENOSPC ? FailureCode::storage_full : FailureCode::storage,
                  path.string() + " : " + what + " (" + std::strerror(errno) + ")");
}

/// About four megabytes at a time.
constexpr int pages_at_once = 1000;

void copy_pages(Connection& source, Connection& target, const dossier::Progress& progress) {
    sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (backup == nullptr) target.fail(sqlite3_errcode(target.handle()));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup, pages_at_once);
        const std::int64_t all = sqlite3_backup_pagecount(backup);
        if (progress) progress(all - sqlite3_backup_remaining(backup), all);
    }
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) target.fail(code);
    target.execute("PRAGMA journal_mode = DELETE");
}

/// Gives the finished file its name, unless somebody has taken it meanwhile.
void publish(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::link(from.c_str(), to.c_str()) != 0) fail(to, "création impossible");
    ::unlink(from.c_str());
    base::sync(std::filesystem::absolute(to).parent_path());
}

std::string first_text(Connection& db, const char* sql) {
    Query row(db, sql);
    return row.next() ? row.text() : "";
}

void require_file(const std::filesystem::path& path, const char* otherwise) {
    if (std::filesystem::exists(path)) return;
    throw Failure(FailureCode::configuration, path.string() + " : " + otherwise);
}

[[noreturn]] void corrupted(const Connection& db, const std::string& what) {
    throw Failure(FailureCode::corrupted, db.path().string() + " : " + what);
}

}  // namespace

void copy_to_new_file(Connection& source, const std::filesystem::path& file,
                      const dossier::Progress& progress) {
    if (std::filesystem::exists(file)) {
        throw Failure(FailureCode::storage,
                      file.string() + " : ce fichier existe déjà, il n'est pas remplacé");
    }
    const std::filesystem::path partial = file.string() + ".partiel";
    std::filesystem::remove(partial);
    try {
        {
            Connection target(partial, Connection::Use::copy);
            copy_pages(source, target, progress);
        }
        base::sync(partial);
        publish(partial, file);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(partial, ignored);
        throw;
    }
}

void check_whole(Connection& db) {
    check_origin(db);
    const std::string verdict = first_text(db, "PRAGMA integrity_check(1)");
    if (verdict != "ok") corrupted(db, "ce magasin est abîmé : " + verdict);
    if (!first_text(db, "PRAGMA foreign_key_check").empty()) {
        corrupted(db, "des lignes de ce magasin renvoient à d'autres qui manquent");
    }
    const dossier::ChainReport report = verify_journal(db, 1);
    if (report.first_broken) {
        corrupted(db, "la chaîne du journal est rompue à l'entrée " +
                          std::to_string(*report.first_broken) + " : " + report.reason);
    }
}

namespace {

dossier::StoreReport read_whole(const std::filesystem::path& file) {
    require_file(file, "cette sauvegarde n'existe pas");
    Connection db(file, Connection::Use::read);
    check_whole(db);
    const JournalHead head = read_head(db);
    return {count_dossiers(db), head.sequence, base::hex(head.hash), ""};
}

/// Reads back what was just written; it does not stay if it is not whole.
dossier::StoreReport kept_if_whole(const std::filesystem::path& file) {
    try {
        return read_whole(file);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
        throw;
    }
}

}  // namespace

dossier::StoreReport backup_sqlite(const std::filesystem::path& store,
                                   const std::filesystem::path& file,
                                   const dossier::Progress& progress) {
    require_file(store, "ce magasin n'existe pas");
    {
        Connection source(store, Connection::Use::read);
        source.execute("BEGIN");
        check_origin(source);  // the first reading chooses the instant
        copy_to_new_file(source, file, progress);
    }
    return kept_if_whole(file);
}

dossier::StoreReport verify_sqlite(const std::filesystem::path& file) {
    try {
        return read_whole(file);
    } catch (const Failure& failure) {
        const bool read = std::filesystem::exists(file) && failure.code() != FailureCode::storage;
        if (!read) throw;
        return {.broken = failure.what()};
    }
}

dossier::StoreReport restore_sqlite(const std::filesystem::path& backup,
                                    const std::filesystem::path& target,
                                    const dossier::Progress& progress) {
    const LockFile lock(target);
    read_whole(backup);
    {
        Connection source(backup, Connection::Use::read);
        copy_to_new_file(source, target, progress);
    }
    return kept_if_whole(target);
}

}  // namespace preavis::store
