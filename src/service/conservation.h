#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "document/template.h"
#include "dossier/contact.h"
#include "law/catalogue.h"
#include "service/annex_natures.h"
#include "workflow/definition.h"

namespace preavis::service {

/// A class of documents and supplied files, and how long it stays.
struct PieceClass {
    std::string name;   ///< `contrats`
    std::string title;  ///< in French
    std::string rule;   ///< of data/law; empty: leaves with the household
    std::string reason;
    std::vector<std::string> documents;
    std::vector<std::string> files;  ///< natures of supplied files
};

/// How long what is held stays. No number is here: each duration is a rule of data/law.
/// Source: data/conservation.yaml, which names its own.
struct Conservation {
    std::string active_base;    ///< rule, from the last contact
    std::string technical_log;  ///< rule, from each day
    std::string rights;         ///< rule of an answer to a person about their own data
    std::vector<PieceClass> classes;
    dossier::ContactRules contacts;
    std::map<std::string, std::string> hold_reasons;  ///< code: in French

    /// The class of a document or of a nature; null for one that none names.
    const PieceClass* class_of(const std::string& document_or_nature) const;
};

base::Reading<Conservation> read_conservation(const std::filesystem::path& file);

/// Rules that are not in the catalogue or count no time; events, documents and natures that are
/// in no class, in two, or unknown. Procedures about anything but households have no contacts.
base::Problems check_conservation(const Conservation& conservation, const law::Catalogue& laws,
                                  const workflow::Definitions& definitions,
                                  const document::Templates& templates,
                                  const AnnexNatures& natures);

}  // namespace preavis::service
