#include "store/sqlite_helpers.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

namespace preavis::store {
namespace {

struct Opened {
    explicit Opened(const std::filesystem::path& file) {
        sqlite3_open(file.c_str(), &db);
        sqlite3_exec(db, "PRAGMA recursive_triggers = ON", nullptr, nullptr, nullptr);
    }
    ~Opened() { sqlite3_close(db); }
    sqlite3* db = nullptr;
};

int keep_first(void* result, int count, char** values, char**) {
    auto& text = *static_cast<std::string*>(result);
    if (text.empty() && count > 0 && values[0] != nullptr) text = values[0];
    return 0;
}

}  // namespace

std::string ask_sql(const std::filesystem::path& file, const std::string& sql) {
    const Opened opened(file);
    std::string result;
    if (sqlite3_exec(opened.db, sql.c_str(), keep_first, &result, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(opened.db));
    }
    return result;
}

void run_sql(const std::filesystem::path& file, const std::string& sql) {
    ask_sql(file, sql);
}

std::string stored_payload(const std::filesystem::path& folder, std::int64_t sequence) {
    const std::string digits =
        ask_sql(folder / "preavis.db",
                "SELECT hex(sealed) FROM journal WHERE sequence = " + std::to_string(sequence));
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    }
    return bytes;
}

int in_child(const std::function<int()>& body) {
    const pid_t child = ::fork();
    if (child == 0) {
        int result = 99;
        try {
            result = body();
        } catch (const std::exception&) {
        }
        ::_exit(result);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::optional<base::FailureCode> failure_of(const std::function<void()>& act) {
    try {
        act();
        return std::nullopt;
    } catch (const base::Failure& failure) {
        return failure.code();
    }
}

}  // namespace preavis::store
