#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "document/catalogue.h"
#include "document/element.h"
#include "document/language.h"

namespace preavis::document {

struct Template;

/// The easy text of a document in another language: the same clauses, conditions and lists, with
/// the sentences of its catalogue.
struct Translation {
    const ReaderLanguage* language = nullptr;
    std::string title;
    Elements elements;
    std::map<std::string, std::map<std::string, std::string>> wordings;  ///< fact, choice
    std::map<std::string, std::string> common;  ///< fixed words of the page, by their name
    bool reviewed = false;                      ///< readers of that language reviewed it
    std::size_t translated = 0;                 ///< sentences
    std::size_t asked = 0;
    base::Problems problems;  ///< if any, it cannot be issued: nothing goes out half in French

    /// False for a catalogue just extracted, which nobody has worked on.
    bool begun() const { return translated > 0 || asked == 0; }
};

/// From the catalogue of the document and that of the fixed words.
Translation translate(const Template& of, const Catalogue& own, const Catalogue& common,
                      const ReaderLanguage& language);

/// The translations of a document: `LOCALES/NAME/LANG.po` with `LOCALES/commun/LANG.po`. A
/// catalogue that cannot be read is a translation with its problems: French goes on without it.
std::vector<Translation> read_translations(const Template& of,
                                           const std::filesystem::path& locales);

}  // namespace preavis::document
