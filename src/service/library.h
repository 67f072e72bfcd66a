#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/problem.h"
#include "document/template.h"
#include "dossier/decider.h"
#include "dossier/noun.h"
#include "law/calendar.h"
#include "law/catalogue.h"
#include "page/layout.h"
#include "service/annex_natures.h"
#include "service/conservation.h"
#include "service/data_map.h"
#include "workflow/definition.h"
#include "workflow/ladder.h"

namespace preavis::service {

/// A body that helps a household, by name and way to reach it.
struct Contact {
    std::string name;
    std::string contact;
};

/// What is particular to a département. Source: data/territoires/CODE.yaml.
struct Profile {
    std::string departement;
    std::string territory;  ///< calendar and zone
    std::string name;
    std::string court_name;
    std::string court_address;
    bool appeal_validated = false;  ///< by the DDETS; otherwise documents are drafts, « projet »
    bool has_pash = false;
    bool has_delta = false;
    std::string users_site;
    std::vector<Contact> associations;
    std::vector<Contact> qualified_persons;
};

/// Everything that is read once, before the first request: law, calendars, procedures, templates,
/// nouns, profiles, pictograms. Immutable afterwards.
struct Library {
    law::Calendars calendars;
    law::Catalogue laws;
    dossier::Deciders deciders;
    dossier::Nouns nouns;
    workflow::Definitions definitions;
    document::Templates templates;
    page::Pictograms pictograms;
    std::map<std::string, Profile> profiles;          ///< by département
    std::map<std::string, std::string> piece_titles;  ///< data/nomenclatures/pieces.yaml
    workflow::Ladders ladders;                        ///< data/rappels.yaml
    AnnexNatures annex_natures;                       ///< data/nomenclatures/annexes.yaml
    Conservation conservation;                        ///< data/conservation.yaml
    DataMap data_map;                                 ///< data/traitements.yaml

    const Profile* profile(const std::string& departement) const;
    /// The territory of a département; the metropolis if it has no profile of its own.
    law::Territory territory(const std::string& departement) const;
};

/// Reads the folder that holds workflows/, templates/ and data/. Answers the problems of all files
/// at once; checks definitions against laws and templates.
base::Reading<Library> read_library(const std::filesystem::path& root);

}  // namespace preavis::service
