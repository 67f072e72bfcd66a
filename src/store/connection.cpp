#include "store/connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/expects.h"
#include "base/file.h"
#include "base/text.h"

namespace preavis::store {
namespace {

constexpr int patience_ms = 5000;

// The file is born unreadable for others; SQLite gives its log the same mode. Its name is on the
// disk before anything in it is acknowledged.
void create_private(const std::filesystem::path& path) {
    const bool is_new = !std::filesystem::exists(path);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        throw base::Failure(base::FailureCode::storage, path.string() + " : création impossible (" +
                                                            std::strerror(errno) + ")");
    }
    ::close(file);
    if (is_new) base::sync(std::filesystem::absolute(path).parent_path());
}

std::string_view settings_for(Connection::Use use) {
    switch (use) {
        case Connection::Use::write:
            return "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                   "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;"
                   "PRAGMA wal_autocheckpoint = 0;";
        case Connection::Use::read: return "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;";
        case Connection::Use::copy: return "PRAGMA synchronous = FULL;";
        case Connection::Use::keys:
            return "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;"
                   "PRAGMA secure_delete = ON;";
    }
    return {};
}

bool is_clean(std::string_view text) {
    return text.find('\0') == std::string_view::npos && base::is_utf8(text);
}

}  // namespace

void Connection::Close::operator()(sqlite3* database) const {
    sqlite3_close(database);
}

void Connection::Finalise::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Connection::Connection(const std::filesystem::path& path, Use use) : path_(path), use_(use) {
    // Nobody asks SQLite what memory it has; counting it is a lock that all threads would share.
    // Where SQLite was in use before, it goes on counting: nothing is lost but time.
    [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (use != Use::read) create_private(path);
    const int flags = use == Use::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(opened);
    if (code != SQLITE_OK) fail(code);
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, patience_ms);
    if (use == Use::read) {
        sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    execute(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;");
    execute(std::string(settings_for(use)));
}

Vault& Connection::vault() const {
    if (vault_ != nullptr) return *vault_;
    throw base::Failure(base::FailureCode::configuration,
                        path_.string() + " : les clés manquent, et rien ne se lit sans elles");
}

void Connection::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

sqlite3_stmt* Connection::statement(std::string_view sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) {
        expects(sqlite3_stmt_busy(known->second.get()) == 0);
        return known->second.get();
    }
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    if (code != SQLITE_OK) fail(code);
    statements_[std::string(sql)].reset(made);
    return made;
}

std::int64_t Connection::changes() const {
    return sqlite3_changes64(handle());
}

void Connection::fail(int code) const {
    using base::FailureCode;
    const std::string detail =
        std::string(" (SQLite ") + std::to_string(code) + " : " + sqlite3_errmsg(handle()) + ")";
    const auto engine = [&](FailureCode kind, const std::string& what, bool lasting) {
        return EngineFailure(kind, path_.string() + " : " + what + detail, lasting);
    };
    switch (code & 0xff) {
        case SQLITE_FULL: throw engine(FailureCode::storage_full, "il n'y a plus de place", false);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw engine(FailureCode::locked, "un autre programme tient ce magasin", false);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: throw engine(FailureCode::corrupted, "ce magasin est abîmé", true);
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_READONLY:
            throw engine(FailureCode::privilege, "l'écriture n'est pas permise", true);
        case SQLITE_NOMEM: throw engine(FailureCode::storage, "la mémoire manque", false);
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG:
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
        case SQLITE_ERROR: throw base::Bug(path_.string() + detail);
        default: break;
    }
    // A file that could not grow is as it was; one that could not be synced is not to be trusted.
    const bool full = sqlite3_system_errno(handle()) == ENOSPC;
    const bool unsynced = code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
    if (full && !unsynced) throw engine(FailureCode::storage_full, "il n'y a plus de place", false);
    throw engine(FailureCode::storage, "le disque a refusé une opération", true);
}

void Conditions::add(std::string_view sql, std::vector<Parameter> parameters) {
    sql_ += sql_.empty() ? "" : " AND ";
    sql_ += sql;
    for (Parameter& parameter : parameters) parameters_.push_back(std::move(parameter));
}

std::string Conditions::where() const {
    return sql_.empty() ? "" : " WHERE " + sql_;
}

Query::~Query() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

bool Query::next() {
    column_ = 0;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) db_.fail(code);
    return false;
}

std::int64_t Query::run() {
    while (next()) continue;
    return db_.changes();
}

std::string Query::text() {
    return std::string(bytes());
}

std::int64_t Query::integer() {
    return sqlite3_column_int64(statement_, column_++);
}

std::string_view Query::bytes() {
    const int column = column_++;
    const auto* start = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return start == nullptr ? std::string_view() : std::string_view(start, size);
}

bool Query::next_is_null() const {
    return sqlite3_column_type(statement_, column_) == SQLITE_NULL;
}

std::optional<std::string> Query::optional_text() {
    const bool absent = next_is_null();
    std::string value = text();
    return absent ? std::nullopt : std::optional(std::move(value));
}

std::optional<law::Instant> Query::optional_instant() {
    const bool absent = next_is_null();
    const law::Instant value = instant();
    return absent ? std::nullopt : std::optional(value);
}

void Query::bind(std::int64_t value) {
    const int code = sqlite3_bind_int64(statement_, ++bound_, value);
    if (code != SQLITE_OK) db_.fail(code);
}

void Query::bind(std::string_view text) {
    if (db_.writes()) expects(is_clean(text));
    const char* start = text.data() == nullptr ? "" : text.data();
    const int code =
        sqlite3_bind_text64(statement_, ++bound_, start, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (code != SQLITE_OK) db_.fail(code);
}

void Query::bind(const Blob& blob) {
    const char* start = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
    const int code =
        sqlite3_bind_blob64(statement_, ++bound_, start, blob.bytes.size(), SQLITE_STATIC);
    if (code != SQLITE_OK) db_.fail(code);
}

void Query::bind(const Conditions& conditions) {
    for (const Conditions::Parameter& parameter : conditions.parameters()) {
        std::visit([this](const auto& value) { bind(value); }, parameter);
    }
}

void Query::bind_null() {
    const int code = sqlite3_bind_null(statement_, ++bound_);
    if (code != SQLITE_OK) db_.fail(code);
}

}  // namespace preavis::store
