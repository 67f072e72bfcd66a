#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "dossier/store.h"

namespace preavis::store {

struct StoreSettings {
    std::filesystem::path path;
    bool create = false;          ///< make the file if there is none; its folder must exist
    std::int64_t most_bytes = 0;  ///< the database refuses to grow beyond; 0: as the disk allows
    std::filesystem::path keys = {};  ///< folder of the keys; empty: `cles` beside the store
    bool rotates_keys = false;        ///< nobody else may use the folder of the keys meanwhile
};

/// The folder of the keys of a store, where none is named.
std::filesystem::path usual_keys_folder(const std::filesystem::path& store);

/// The store in one SQLite file, with its log beside it, brought to the newest schema.
///
/// One process at a time: `PATH.lock` is held as long as the store lives. One thread writes and
/// groups what waits into one transaction; a few connections read, each reading at one instant. An
/// act is answered once the disk has it (write-ahead log, synchronous FULL).
///
/// Without room left (`storage_full`) acts are refused until there is some again; after a fault of
/// the disk or of the file (`storage`, `corrupted`) nothing is written until a restart. Reading
/// goes on in both cases.
///
/// What the port leaves open: dossiers and nouns are listed newest first, deadlines by due instant.
/// A job whose key was used before is not queued again; a change that ends a job which no longer
/// waits is `stale`. A session that ended is never revived.
///
/// What tells of people is sealed (store/vault.h): the keys are drawn with a new store, and without
/// them a store that has content is refused (`configuration`).
///
/// Throws Failure: `locked` if the store is in use, `configuration` if there is no such file, if it
/// is not ours or newer than this program, `storage` or `corrupted` for the disk.
std::unique_ptr<dossier::Store> open_sqlite(const StoreSettings& settings);

/// Recomputes the journal of a store, in use or not, without any key. Throws Failure.
dossier::ChainReport verify_without_keys(const std::filesystem::path& store, std::int64_t from);

/// Wraps all data keys of a store by new master keys; answers how many. Throws Failure (locked) if
/// the store or another one with the same keys is in use.
std::int64_t rotate_keys(const StoreSettings& settings);

/// Puts a backup at `target`, where no store may be, after checking it whole (pages, references,
/// chain of the journal). Throws Failure and leaves nothing behind.
void restore_sqlite(const std::filesystem::path& backup, const std::filesystem::path& target);

}  // namespace preavis::store
