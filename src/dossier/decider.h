#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/refusal.h"

namespace preavis::dossier {

/// Who decides an end of care, by regime of the stay and kind of structure.
/// Source: data/decideurs.yaml (model.md, S001 6).
class Deciders {
  public:
    static base::Reading<Deciders> read(const std::filesystem::path& file);

    /// `siao` or `gestionnaire`; refuses where housing law applies instead (`contrat_de_logement`)
    /// and where no line of the table fits (`decideur_inconnu`).
    base::Answer<std::string> decider(const std::string& regime,
                                      const std::string& structure_kind) const;

  private:
    struct Line {
        std::vector<std::string> regimes;     ///< empty: any
        std::vector<std::string> structures;  ///< empty: any
        std::string decider;                  ///< empty: refused
        std::string reason;
        std::string source;
    };
    std::vector<Line> lines_;
};

}  // namespace preavis::dossier
