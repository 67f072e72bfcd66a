#pragma once

#include <memory>

#include "dossier/annex.h"

namespace preavis::pdf {

/// The reader and binder of the service, on libqpdf. Each call works in a child process with little
/// memory and time: a file that makes it crash, or takes more, is refused (`annexe_trop_lourde`).
std::unique_ptr<dossier::Binder> binder();

}  // namespace preavis::pdf
