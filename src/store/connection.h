#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/failure.h"
#include "law/instant.h"

struct sqlite3;
struct sqlite3_stmt;

namespace preavis::store {

class Vault;

/// What SQLite itself reports. After one the open transaction must be rolled back.
class EngineFailure : public base::Failure {
  public:
    EngineFailure(base::FailureCode code, const std::string& message, bool lasting)
        : Failure(code, message), lasting_(lasting) {}
    /// The disk or the file is not to be trusted: nothing more may be written before a restart.
    bool lasting() const { return lasting_; }

  private:
    bool lasting_;
};

/// One open database. Used by one thread at a time.
class Connection {
  public:
    enum class Use {
        write,  ///< creates an absent file, with mode 0600; the only one that checkpoints
        read,   ///< cannot write
        copy,   ///< a new file that a backup fills; no write-ahead log
        keys,   ///< like `write`, for a small file in which nothing deleted may linger
    };

    /// Throws Failure.
    Connection(const std::filesystem::path& path, Use use);

    /// From now on this seals and opens what stands in it; it must outlive the connection.
    void use(Vault& vault) { vault_ = &vault; }
    /// Throws Failure (configuration) if there is none: the keys are not here.
    Vault& vault() const;
    bool has_vault() const { return vault_ != nullptr; }

    /// Runs statements without parameters, nor results.
    void execute(const std::string& sql);
    /// The prepared statement for this text, made once.
    sqlite3_stmt* statement(std::string_view sql);
    /// Rows changed by the last statement.
    std::int64_t changes() const;

    sqlite3* handle() const { return database_.get(); }
    const std::filesystem::path& path() const { return path_; }
    bool writes() const { return use_ == Use::write || use_ == Use::keys; }
    /// Throws what this result code of SQLite means: EngineFailure, or Bug for a broken constraint.
    [[noreturn]] void fail(int code) const;

  private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const;
    };

    std::filesystem::path path_;
    Use use_;
    Vault* vault_ = nullptr;
    std::unique_ptr<sqlite3, Close> database_;
    std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalise>, std::less<>> statements_;
};

/// A column or a parameter of bytes that are not text.
struct Blob {
    std::string_view bytes;
};

/// The changing part of a query: conditions joined by AND, each with its own parameters.
class Conditions {
  public:
    using Parameter = std::variant<std::int64_t, std::string>;

    /// `sql` holds as many `?` as there are parameters; never a value.
    void add(std::string_view sql, std::vector<Parameter> parameters = {});
    /// "a AND b"; empty without conditions.
    const std::string& sql() const { return sql_; }
    /// " WHERE a AND b", or nothing.
    std::string where() const;
    const std::vector<Parameter>& parameters() const { return parameters_; }

  private:
    std::string sql_;
    std::vector<Parameter> parameters_;
};

/// One run of a statement:
///
///     Query query(db, "SELECT id, due FROM deadlines WHERE dossier = ?", dossier);
///     while (query.next()) rows.push_back({query.text(), query.instant()});
///
/// Parameters are bound in order and must outlive the query. Columns are read in order, each once.
class Query {
  public:
    template <class... Parameters>
    Query(Connection& db, std::string_view sql, const Parameters&... parameters)
        : db_(db), statement_(db.statement(sql)) {
        (bind(parameters), ...);
    }
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    /// Goes to the next row; false after the last.
    bool next();
    /// Runs to the end and answers how many rows it changed.
    std::int64_t run();

    std::string text();
    std::int64_t integer();
    bool flag() { return integer() != 0; }
    law::Instant instant() { return {integer()}; }
    /// Valid until the next row.
    std::string_view bytes();
    /// Nothing for NULL.
    std::optional<std::string> optional_text();
    std::optional<law::Instant> optional_instant();

  private:
    void bind(std::int64_t value);
    void bind(int value) { bind(std::int64_t{value}); }
    void bind(std::size_t value) { bind(static_cast<std::int64_t>(value)); }
    void bind(bool value) { bind(std::int64_t{value ? 1 : 0}); }
    void bind(law::Instant value) { bind(value.ms); }
    /// Expects UTF-8 without NUL where the connection writes.
    void bind(std::string_view text);
    void bind(const std::string& text) { bind(std::string_view(text)); }
    void bind(const char* text) { bind(std::string_view(text)); }
    void bind(const Blob& blob);
    void bind(const Conditions& conditions);
    template <class T>
    void bind(const std::optional<T>& value) {
        if (value)
            bind(*value);
        else
            bind_null();
    }
    void bind_null();
    bool next_is_null() const;

    Connection& db_;
    sqlite3_stmt* statement_;
    int bound_ = 0;
    int column_ = 0;
};

}  // namespace preavis::store
