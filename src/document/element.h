#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/problem.h"
#include "document/condition.h"

namespace preavis::document {

/// What the text of a template says, as parsed (`document/parse.h`): the same blocks as a content
/// tree, with slots for facts, named clauses, passages under a condition and repeated ones.

/// How a fact is written in a slot `{{fact | format}}`.
enum class Format {
    usual,       ///< by type: a date with its weekday, an instant with its hour, money in euros
    short_date,  ///< `date_courte`: « 4 mai 2026 »
    day,         ///< `jour`: the date of an instant
    hour,        ///< `heure`: the hour of an instant, « 9 heures 15 »
    telephone,   ///< `telephone`: digits by two
    mail,        ///< `courriel`: with its link
    web,         ///< `lien`: with its link
    digest,      ///< `empreinte`: a hash by eights
};

/// Words, or a slot for a fact.
struct Fragment {
    std::string words;
    std::string fact;  ///< empty: words
    Format format = Format::usual;
    bool strong = false;
    base::Place place;
    /// Of a translation that prints the count `fact`: its words by plural form (« one », « few »).
    std::map<std::string, std::vector<Fragment>> forms = {};
};

using Line = std::vector<Fragment>;

struct Element;
using Elements = std::vector<Element>;

/// `# Titre`, `## Question`
struct TitleElement {
    int level = 1;
    Line text;
};

/// A paragraph; in easy style, one sentence. A picture may stand beside a sentence.
/// In standard style, texts of the same `paragraph` (no blank line between them, whatever the
/// directives) become one.
struct TextElement {
    Line text;
    int paragraph = 0;
    std::string pictogram;
    std::string pictogram_text;
};

/// `- point`, `1. étape`: neighbours become one list.
struct ItemElement {
    bool ordered = false;
    Line text;
};

/// `[tableau 2 3 : ce qu'il montre]`: begins a table.
struct TableElement {
    std::string summary;
    std::vector<int> widths;
};

/// `| a | b |`; a row of dashes below makes it a header, « === » there makes its column one.
struct RowElement {
    bool header = false;
    bool header_column = false;
    std::vector<Line> cells;
};

/// Lines that begin with `> `.
struct BoxElement {
    Elements inside;
};

/// `[clause nom]` ... `[fin]`
struct ClauseElement {
    std::string name;
    Elements inside;
};

/// `[si fact est valeur]` ... `[sinon]` ... `[fin]`
struct ChoiceElement {
    Condition when;
    Elements inside;
    Elements otherwise;
};

/// `[pour chaque liste]` ... `[fin]`: inside, the fields of an item; or `element`, the item itself.
struct RepeatElement {
    std::string fact;
    Elements inside;
};

/// `[adresse destinataire]`: a list of lines, in the window of the envelope.
struct AddressElement {
    std::string fact;
};

/// `[signature qualité | nom | mention]`: neighbours become one block.
struct SignatureElement {
    Line quality;
    Line name;
    Line mention;
};

struct Element {
    std::variant<TitleElement, TextElement, ItemElement, TableElement, RowElement, BoxElement,
                 ClauseElement, ChoiceElement, RepeatElement, AddressElement, SignatureElement>
        what;
    base::Place place;
};

}  // namespace preavis::document
