#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace preavis::document {

/// What a document says, before anything is measured: blocks of inline text, each with its
/// language. Made from a template and facts (`document/compose.h`), laid out by `page`, written by
/// `pdf`, and turned into a web page by `document/html.h`. A plain value; the same tree gives the
/// same bytes.

/// A run of text in one language.
struct Span {
    std::string text;      ///< UTF-8, no control character; a line feed is a forced line break
    std::string language;  ///< BCP 47; empty: that of the block
    bool strong = false;
    bool isolate = false;  ///< an interpolated value: laid out by itself between isolates
    std::string link;      ///< target of a link, or empty
};

using Inline = std::vector<Span>;

/// Heading of level 1 (the title, once) to 3.
struct Heading {
    int level = 1;
    Inline text;
};

/// A paragraph. In easy style each sentence is a paragraph of its own: `sentence` keeps them close.
struct Paragraph {
    Inline text;
    bool sentence = false;       ///< one sentence of easy French: its own line, close to the next
    std::string pictogram;       ///< name in data/pictograms, or empty; drawn beside the sentence
    std::string pictogram_text;  ///< its alternative text
};

struct Block;

/// A list; `ordered` numbers its items from 1. An item holds blocks (mostly one paragraph).
struct List {
    bool ordered = false;
    std::vector<std::vector<Block>> items;
};

/// A table. The first `header_rows` rows are headers, repeated on each page; with `header_column`,
/// the first cell of each row is a header too.
struct Table {
    int header_rows = 1;
    bool header_column = false;
    std::string summary;                    ///< what a reader who does not see it must know
    std::vector<std::vector<Inline>> rows;  ///< all of the same length
    std::vector<int> widths;                ///< relative widths of the columns; empty: equal
};

/// A picture that carries meaning. `alternative` must not be empty.
struct Figure {
    std::string image;  ///< name in data/pictograms
    std::string alternative;
    double width_mm = 20;
};

/// A notice in a box: what must not be missed.
struct Box {
    std::vector<Block> blocks;
};

/// The recipient, in the window of a French envelope; only at the top of a letter.
struct AddressWindow {
    std::vector<std::string> lines;
};

/// Where somebody signs: who, in what quality, and a blank to sign in.
struct SignatureBlock {
    struct Party {
        std::string quality;  ///< "Le SIAO, représenté par"
        std::string name;
        std::string mention;  ///< "date et signature"
    };
    std::vector<Party> parties;
};

/// Two blocks of the same meaning side by side: French and the reader's language.
struct Bilingual {
    std::vector<Block> french;
    std::vector<Block> translated;
    std::string language;  ///< BCP 47 of `translated`
};

struct Block {
    std::variant<Heading, Paragraph, List, Table, Figure, Box, AddressWindow, SignatureBlock,
                 Bilingual>
        what;
    std::string language = {};  ///< BCP 47; empty: that of the document
    std::string clause = {};    ///< the named clause that this block belongs to; empty: none
};

enum class Style { standard, easy };

/// A whole document, ready to be laid out.
struct Content {
    std::string title;  ///< for metadata and the window's title bar
    std::string subject;
    std::string author;     ///< the issuing body
    std::string reference;  ///< printed in the footer beside "page x sur y"; may be empty
    std::string language = "fr";
    Style style = Style::standard;
    std::string header;  ///< one line at the top of each page; may be empty
    std::string
        watermark_text;  ///< « projet » or a courtesy mention repeated in each page's header
    std::vector<Block> blocks;
    std::string
        issued_on;  ///< ISO date of the document, for metadata; given, never read from a clock
    std::string page_number;  ///< « page {{page}} sur {{pages}} » in its words; may be empty
};

}  // namespace preavis::document
