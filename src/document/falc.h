#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"
#include "document/content.h"
#include "document/template.h"

namespace preavis::document {

/// Words of the easy pages: data/lexicon/falc.yaml.
struct Lexicon {
    struct Avoided {
        std::string rule;  ///< "F20"
        std::vector<std::string> words;
        std::string write;  ///< what to write instead
    };
    struct Sigle {
        std::string sigle;
        std::vector<std::string> explained_by;  ///< words, one of which stands near its first use
    };
    std::vector<Avoided> avoid;
    std::vector<Sigle> sigles;

    static base::Reading<Lexicon> read(const std::filesystem::path& file);
};

/// What a machine can judge of « facile à lire et à comprendre ». Each message begins with its
/// rule:
///   F03 bold sparingly · F04 capitals · F07 one sentence a line · F11 at most 15 words
///   F12 one idea · F13 punctuation · F14 numbers in figures · F15 dates and hours in full
///   F17 abbreviations · F18 tense and mood
///   F19, F20, F27 words · F22 titles · F24 pictures · F25 tables · F26 telephone, mail, address
///   F29 nothing of the standard text is lost
/// What people typed (values of facts) is not judged, save for telephone numbers.
/// Readers judge the rest: without a review no page is called FALC.
/// Source: domain rules F01 to F29 (European guide, RLS 2017); the page's look is page's affair.

/// The easy texts of a template, in their written form, with their places.
base::Problems lint(const Template& of, const Lexicon& lexicon);

/// A composed easy page, as a reader gets it.
base::Problems lint(const Content& content, const Lexicon& lexicon);

/// F29: facts and clauses of the standard text that the easy one does not have.
base::Problems check_completeness(const Template& of);

}  // namespace preavis::document
