#include "store/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/journal_check.h"
#include "store/migrations.h"

namespace preavis::store {
namespace {

using base::Failure;
using base::FailureCode;

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
    throw Failure(errno == ENOSPC ? FailureCode::storage_full : FailureCode::storage,
                  path.string() + " : " + what + " (" + std::strerror(errno) + ")");
}

void sync(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) fail(path, "ouverture impossible");
    const int result = ::fsync(file);
    ::close(file);
    if (result != 0) fail(path, "écriture impossible");
}

// One step: the copy is of one instant, and writers go on meanwhile in their log.
void copy_pages(Connection& source, Connection& target) {
    sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (backup == nullptr) target.fail(sqlite3_errcode(target.handle()));
    const int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) target.fail(code);
    target.execute("PRAGMA journal_mode = DELETE");
}

/// Gives the finished file its name, unless somebody has taken it meanwhile.
void publish(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::link(from.c_str(), to.c_str()) != 0) fail(to, "création impossible");
    ::unlink(from.c_str());
    const auto folder = std::filesystem::absolute(to).parent_path();
    sync(folder, O_RDONLY | O_DIRECTORY);
}

std::string first_text(Connection& db, const char* sql) {
    Query row(db, sql);
    return row.next() ? row.text() : "";
}

[[noreturn]] void corrupted(const Connection& db, const std::string& what) {
    throw Failure(FailureCode::corrupted, db.path().string() + " : " + what);
}

}  // namespace

void copy_to_new_file(Connection& source, const std::filesystem::path& file) {
    if (std::filesystem::exists(file)) {
        throw Failure(FailureCode::storage,
                      file.string() + " : ce fichier existe déjà, il n'est pas remplacé");
    }
    const std::filesystem::path partial = file.string() + ".partiel";
    std::filesystem::remove(partial);
    try {
        {
            Connection target(partial, Connection::Use::copy);
            copy_pages(source, target);
        }
        sync(partial, O_RDONLY);
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

}  // namespace preavis::store
