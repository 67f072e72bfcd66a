#pragma once

#include <filesystem>

namespace preavis::store {

/// Looks at the write-ahead log that a crash left beside a store, before SQLite does. SQLite takes
/// the first damaged frame for the end of the log and forgets the rest: right for the torn end that
/// a loss of power leaves, wrong for bytes that went bad afterwards.
///
/// Each transaction reached the disk before the next began, so that only the last one may be torn.
/// Throws Failure (corrupted) if a later one stands whole behind a damaged frame: acknowledged acts
/// would be forgotten. Damage within the last transaction cannot be told from a torn end.
/// Source: SQLite's file format, section 4 (write-ahead log).
void check_log(const std::filesystem::path& store);

}  // namespace preavis::store
