#pragma once

#include <filesystem>

#include "base/problem.h"
#include "document/falc.h"
#include "document/template.h"
#include "law/calendar.h"
#include "law/catalogue.h"

namespace preavis::document {

/// What a template is checked against.
struct CheckAids {
    const Lexicon& lexicon;
    const law::Catalogue& laws;
    const law::Territory& territory;
    std::filesystem::path examples;  ///< folder of NAME.json; not looked at if it is not there
};

/// What a template must keep beyond its own writing (`read_template` has judged that): the easy
/// texts keep the rules and lose nothing, every passage can be written, the durations that are
/// printed agree with data/law, the example facts render in every variant, and the easy page that
/// comes out keeps the rules.
base::Problems check(const Template& of, const CheckAids& aids);

/// The same for the templates of these names, or all if there are none, with the lexicon, laws and
/// examples of a root folder.
base::Problems check(const Templates& templates, const std::vector<std::string>& names,
                     const std::filesystem::path& root, const law::Territory& territory);

/// The faults of the translations that were begun, of the documents of these names (or all), into
/// one language (or all if empty), each once.
base::Problems check_translations(const Templates& templates, const std::vector<std::string>& names,
                                  std::string_view language);

}  // namespace preavis::document
