#pragma once

#include <optional>

#include "base/form.h"
#include "cli/program.h"

namespace preavis::cli {

/// The block `courriel` of a configuration: `relais` (name:port), `expediteur`,
/// `points_de_controle` (addresses); at need `identifiant` with `mot_de_passe` (a file that its
/// owner alone may read), `autorites` (PEM) and `chiffre`. Nothing without it. Throws Failure for
/// a password file that is absent or that others may read.
std::optional<MailSettings> read_mail_block(base::Form& form, base::Problems& problems);

}  // namespace preavis::cli
