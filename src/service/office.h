#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dossier/annex.h"
#include "dossier/ports.h"
#include "dossier/store.h"
#include "page/fonts.h"
#include "page/pages.h"
#include "service/library.h"

namespace preavis::service {

/// What every use-case works with: the library, the ports, and who draws PDFs.
/// Built once by `main`; shared by all threads.
struct Office {
    const Library& library;
    const page::Fonts& fonts;
    dossier::Store& store;
    dossier::Clock& clock;       ///< the time of dossiers; a demonstration may move it
    dossier::Clock& door_clock;  ///< real time, for sessions and second factors
    dossier::Identity& identity;
    std::function<std::string(const page::Pages&)> write_pdf;
    const dossier::Binder* binder = nullptr;  ///< of supplied files and printing copies
    const dossier::Signer* signer = nullptr;  ///< of statements of health; null: they go unsigned
    const dossier::Sealer* sealer = nullptr;  ///< of issued documents; null: they go out unsealed
    const dossier::Mailer* mailer = nullptr;  ///< null: nothing is sent
    std::vector<std::string> checkpoint_readers = {};  ///< addresses that each checkpoint goes to
};

}  // namespace preavis::service
