#pragma once

#include <memory>
#include <optional>

#include "base/form.h"
#include "cli/command_line.h"
#include "cli/program.h"

namespace preavis::cli {

/// `--seal-key` and `--seal-cert`; nothing without them, a problem if one is alone.
std::optional<SealFiles> read_seal_options(const CommandLine& line, base::Problems& problems);

/// The block `sceau` of a configuration: `cle`, `certificat`, and for time-stamps `horodatage` (an
/// http address) with `autorites`. Nothing without it.
std::optional<SealFiles> read_seal_block(base::Form& form, base::Problems& problems);

/// The sealer that these files make; without them, of a demonstration its own, drawn at need in the
/// folder `sceau` beside its store. Null: documents go out unsealed. Throws Failure.
std::unique_ptr<dossier::Sealer> sealer_of(const Toolbox& toolbox,
                                           const std::optional<SealFiles>& files,
                                           dossier::Store& store,
                                           const std::filesystem::path& store_path,
                                           law::Instant now);

}  // namespace preavis::cli
