#pragma once

#include <filesystem>
#include <memory>

#include "store/connection.h"
#include "store/sqlite.h"
#include "store/vault.h"

namespace preavis::store {

/// A database opened with its keys.
struct Opened {
    std::unique_ptr<Connection> db;  ///< goes to the writer
    std::unique_ptr<Vault> vault;
};

/// Opens a store to write, made if that was asked for, brought to the newest schema, its keys drawn
/// with a new one. Throws Failure: no such file, not ours, newer, damaged, or not of these keys.
Opened open_with_keys(const StoreSettings& settings);

/// A look at a store at one instant, beside whoever uses it. Throws Failure.
std::unique_ptr<Connection> open_to_read(const StoreSettings& settings);

/// The folder of its keys: the one that is named, or `cles` beside the store.
std::filesystem::path keys_folder(const StoreSettings& settings);

}  // namespace preavis::store
