#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"

namespace preavis::document {

/// One sentence to translate, and its translation.
struct Message {
    std::string context = {};  ///< where it stands: a clause, `image lit`, `mots canal.courriel`...
    std::string source = {};   ///< the French line with its markup; the key, with the context
    bool counted = false;      ///< it prints a count: one translation for each plural form
    std::vector<std::string> translated =
        {};                     ///< one, or one for each plural form; empty text: missing
    bool stale = false;         ///< the French changed since; gettext's `fuzzy`
    std::string previous = {};  ///< the French that a stale translation was made from
    bool obsolete = false;      ///< the document says it no more; kept so that no work is lost
    std::vector<std::string> notes = {};    ///< for translators, made by the extraction
    std::vector<std::string> remarks = {};  ///< of translators
    std::string file = {};                  ///< that the French line comes from
    base::Place place = {};                 ///< of its first `msgstr`

    bool has_translation() const;
};

/// The translations of one document's easy text into one language: `data/locales/DOCUMENT/LANG.po`,
/// a gettext catalogue (strict subset: UTF-8, no alternative domain, no `c-format` and the like).
struct Catalogue {
    std::string name;                                         ///< path of its file
    std::vector<std::string> remarks;                         ///< above the header
    std::vector<std::pair<std::string, std::string>> fields;  ///< of the header, in their order
    base::Place header;
    std::vector<Message> messages;

    /// The header's field, or nothing.
    std::string field(std::string_view key) const;
    void set_field(const std::string& key, const std::string& value);
    /// The one that the document says now; null if there is none.
    const Message* find(std::string_view context, std::string_view source) const;
};

/// Answers every fault of writing: unknown keyword, text not closed, double sentence, parts in
/// another order. Translations are judged by `document/catalogue_check.h`.
base::Reading<Catalogue> read_catalogue(std::string_view text, const std::string& file);

/// As gettext writes it; one line for each text. What was read from it gives the same bytes again.
std::string written(const Catalogue& catalogue);

}  // namespace preavis::document
