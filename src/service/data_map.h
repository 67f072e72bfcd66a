#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dossier/noun.h"
#include "workflow/definition.h"

namespace preavis::service {

/// One purpose for which personal data are held. Source: RGPD, art. 30.
struct Processing {
    std::string name;
    std::string title;
    std::vector<std::string> purposes;
    std::string legal_basis;
    std::string confidence;
    std::string source;
    std::vector<std::string> persons;
    std::vector<std::string> recipients;
    std::string retention;  ///< rule of data/law
    std::string security;
};

/// Names by what they may tell: `suivi`, `tiers`, `personnel`...
using ByNature = std::map<std::string, std::vector<std::string>>;

/// A table, the record of a noun, or the facts of a procedure.
struct MappedPart {
    std::string processing;
    std::string title;    ///< of a table
    std::string erasure;  ///< of a table: what an erasure does to it
    ByNature natures;

    /// The nature of a column, field or fact; "" if it is not in the map.
    std::string nature_of(const std::string& name) const;
};
using MappedParts = std::map<std::string, MappedPart>;

/// Tables and their columns, as the store has them.
using Schema = std::map<std::string, std::vector<std::string>>;

/// Which data are held, for what, and what becomes of them. Source: data/traitements.yaml.
struct DataMap {
    std::vector<Processing> processings;
    MappedParts tables;
    MappedParts nouns;
    MappedParts procedures;

    /// What a fact may tell; `libre`, the most careful, if it is not in the map.
    std::string nature_of_fact(const std::string& procedure, const std::string& fact) const;
};

base::Reading<DataMap> read_data_map(const std::filesystem::path& file);

/// Whatever is held and not in the map, is in it twice, or is in it and not held; natures and
/// purposes that nobody knows.
base::Problems check_data_map(const DataMap& map, const Schema& schema, const dossier::Nouns& nouns,
                              const workflow::Definitions& definitions);

}  // namespace preavis::service
