#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dossier/store.h"

namespace preavis::store {

struct StoreSettings {
    std::filesystem::path path;
    bool create = false;          ///< make the file if there is none; its folder must exist
    std::int64_t most_bytes = 0;  ///< the database refuses to grow beyond; 0: as the disk allows
    std::filesystem::path keys = {};  ///< folder of the keys; empty: `cles` beside the store
    bool rotates_keys = false;        ///< nobody else may use the folder of the keys meanwhile
};

/// The store in one SQLite file, with its log beside it, brought to the newest schema.
///
/// One process at a time: `PATH.lock` is held as long as the store lives. One thread writes and
/// groups what waits into one transaction; a few connections read, each reading at one instant. An
/// act is answered once the disk has it (write-ahead log, synchronous FULL).
///
/// Without room left (`storage_full`) acts are refused until there is some again, but for what the
/// service notes about itself (alerts, its life), which uses the room of `PATH.reserve`; after a
/// fault of the disk or of the file (`storage`, `corrupted`) nothing is written until a restart.
/// Reading goes on in both cases, and `trouble` tells.
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

/// Reads the journal of a store again, in use or not; the keys, if they are there, only serve to
/// read statements of health. Throws Failure.
dossier::JournalAudit audit_journal(const StoreSettings& settings, std::int64_t from);
/// The root over its first entries, hexadecimal; nothing if it has not so many. Throws Failure.
std::optional<std::string> journal_root(const std::filesystem::path& store, std::int64_t size);

/// Wraps all data keys of a store by new master keys; answers how many. Throws Failure (locked) if
/// the store or another one with the same keys is in use.
std::int64_t rotate_keys(const StoreSettings& settings);

/// Copies a store to a new file, at one instant, also while a service writes to it: this only
/// reads, through a connection that neither commits nor checkpoints, and takes no lock. Then checks
/// the copy as `verify_sqlite` does. Throws Failure and leaves nothing behind.
dossier::StoreReport backup_sqlite(const std::filesystem::path& store,
                                   const std::filesystem::path& file,
                                   const dossier::Progress& progress);

/// Reads a backup whole: pages, references, chain of the journal; says what is broken, or that it
/// is none of ours. Throws Failure if there is nothing to read.
dossier::StoreReport verify_sqlite(const std::filesystem::path& file);

/// Puts a backup at `target`, where no store may be, after checking it whole, and checks what it
/// put there. Throws Failure and leaves nothing behind.
dossier::StoreReport restore_sqlite(const std::filesystem::path& backup,
                                    const std::filesystem::path& target,
                                    const dossier::Progress& progress = {});

/// The tables of a store and the columns of each, as a new one has them.
std::map<std::string, std::vector<std::string>> sqlite_schema();

}  // namespace preavis::store
