#pragma once

#include <string>

#include "dossier/store.h"

namespace preavis::service {

/// Why nothing is written, for /readyz and alerts.
struct StoreState {
    std::string reason;   ///< `magasin_plein`, `disque_en_faute`, `magasin_abime`...
    std::string message;  ///< what it is, what goes on, and what to do; in French
};

StoreState state_of(const dossier::StoreTrouble& trouble);

}  // namespace preavis::service
