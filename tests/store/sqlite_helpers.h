#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/failure.h"
#include "store/conformance.h"
#include "store/sqlite.h"

namespace preavis::store {

inline std::unique_ptr<dossier::Store> open_in(const std::filesystem::path& folder,
                                               std::int64_t most_bytes = 0) {
    return open_sqlite({folder / "preavis.db", true, most_bytes});
}

/// Runs SQL on a database behind the store's back; throws std::runtime_error with what SQLite says.
void run_sql(const std::filesystem::path& file, const std::string& sql);
/// The first column of the first row.
std::string ask_sql(const std::filesystem::path& file, const std::string& sql);

/// Runs `body` in a child process that ends with its result, and answers that result.
int in_child(const std::function<int()>& body);

/// What kind of failure an act ends with; nothing if it does not fail.
std::optional<base::FailureCode> failure_of(const std::function<void()>& act);

}  // namespace preavis::store
