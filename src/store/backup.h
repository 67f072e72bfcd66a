#pragma once

#include <filesystem>

#include "dossier/store.h"
#include "store/connection.h"

namespace preavis::store {

/// Copies the database that `source` sees into a new file of mode 0600, whole and on the disk when
/// this returns. Refuses to replace a file. Throws Failure. The copy is of one instant, the one at
/// which `source` reads; writers go on meanwhile in their log.
void copy_to_new_file(Connection& source, const std::filesystem::path& file,
                      const dossier::Progress& progress = {});

/// Throws Failure (corrupted, configuration) unless this is a whole store of ours: its pages and
/// references hold together and the chain of its journal is intact.
void check_whole(Connection& db);

}  // namespace preavis::store
