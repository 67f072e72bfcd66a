#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/problem.h"
#include "dossier/annex.h"

namespace preavis::service {

/// One thing that a supplied file may be.
struct AnnexNature {
    std::string name;           ///< `reglement_fonctionnement`
    std::string title;          ///< in French
    std::string easy_title;     ///< for an easy-French page
    bool side_by_side = false;  ///< files of different titles do not replace each other
};

/// What may be supplied, and what the service writes itself. Source:
/// data/nomenclatures/annexes.yaml.
struct AnnexNatures {
    std::vector<AnnexNature> of_structures;
    std::vector<AnnexNature> of_dossiers;
    std::map<std::string, std::string> written_in;  ///< document that holds a piece of a kit

    const std::vector<AnnexNature>& of(const dossier::AnnexOwner& owner) const;
    /// Null for a nature that this owner's annexes do not have.
    const AnnexNature* find(const dossier::AnnexOwner& owner, const std::string& name) const;
};

base::Reading<AnnexNatures> read_annex_natures(const std::filesystem::path& file);

}  // namespace preavis::service
