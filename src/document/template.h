#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "document/condition.h"
#include "document/content.h"
#include "document/element.h"
#include "document/translation.h"
#include "dossier/declaration.h"

namespace preavis::document {

/// A part of a document that the law or the sector's rules ask for, under a name that the text of
/// every variant repeats: `[clause delais_recours]`.
struct Clause {
    std::string name;
    std::string source;     ///< the text that asks for it
    bool required = false;  ///< the document is impossible without it
    Condition when;         ///< written, and then required, only if it holds; empty: always
};

/// Who read an easy text and understood it: without one, no page may be called FALC.
struct Review {
    std::string variant;
    std::string language;
    int version = 0;  ///< of the template: a new version needs a new review
    std::string organisation;
    std::string date;
};

/// A time limit whose value the text prints, in the words that print it.
struct PrintedLimit {
    std::string law;                 ///< "DL60"
    std::vector<std::string> words;  ///< « deux mois », « 2 mois »
    base::Place place;
};

/// The written text of one variant in one language.
struct Text {
    std::string variant;   ///< `standard` or `falc`
    std::string language;  ///< BCP 47
    Style style = Style::standard;
    std::string file;
    std::vector<Element> elements;
};

/// How the choices of a fact are written: fact, choice, variant (empty: every variant).
using Wordings = std::map<std::string, std::map<std::string, std::map<std::string, std::string>>>;

/// One document: what it needs to know, what it must say, and its texts.
/// Source of the language: templates/README.md.
struct Template {
    std::string name;
    std::string title;
    int version = 0;
    std::string source;
    std::vector<std::string> issuers;     ///< kinds of organisation
    std::vector<std::string> recipients;  ///< kinds of reader
    std::vector<std::string> variants;
    std::vector<std::string> languages;
    dossier::Declarations facts;
    std::vector<Clause> clauses;
    Wordings wordings;
    std::vector<PrintedLimit> laws;
    std::vector<Review> reviews;
    std::vector<std::string> standard_only;  ///< facts that the easy text may leave to the letter
    std::optional<Condition> draft_when;     ///< then every page says « PROJET »
    std::string file;
    std::vector<Text> texts;
    std::vector<Translation> translations;  ///< of the easy text

    const Text* text(std::string_view variant, std::string_view language) const;
    const Clause* clause(std::string_view clause_name) const;
    /// By a tag; null if no catalogue was begun in that language.
    const Translation* translation(std::string_view tag) const;
    /// True if readers concerned reviewed this very version.
    bool reviewed(std::string_view variant, std::string_view language) const;
};

/// Reads one document from its parts: document.yaml and the texts by file name (`fr.md`,
/// `fr-falc.md`). Answers everything wrong in all of them at once.
base::Reading<Template> read_template(std::string_view yaml, const std::string& yaml_name,
                                      const std::map<std::string, std::string>& texts);

/// All documents of a folder, by name.
class Templates {
  public:
    /// With their translations, if there is a folder of them.
    static base::Reading<Templates> read(const std::filesystem::path& folder,
                                         const std::filesystem::path& locales = {});
    /// Null if there is none of that name.
    const Template* find(std::string_view name) const;
    std::vector<std::string> names() const;
    const std::vector<Template>& all() const { return templates_; }

  private:
    std::vector<Template> templates_;
};

}  // namespace preavis::document
