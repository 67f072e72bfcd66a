#pragma once

#include <string>

#include "document/content.h"

namespace preavis::document {

/// Where a page finds its style sheet and its pictures.
struct WebPlaces {
    std::string stylesheet = {};              ///< empty: none
    std::string pictograms = "/pictograms/";  ///< prefix of NAME.svg, ended by a slash
};

/// The twin of the printed page: a complete, accessible page of the same content tree. All text is
/// escaped; there is no inline style nor script. Classes: `document`, `easy`, `sentence`,
/// `pictogram`, `box`, `recipient`, `signatures`, `banner`; clauses carry `data-clause`.
std::string to_html(const Content& content, const WebPlaces& places = {});

/// The same without the frame: one `article` to put in a page of the service.
std::string html_article(const Content& content, const WebPlaces& places = {});

/// Text as HTML writes it, in an element or between double quotes.
std::string html_escaped(std::string_view text);

}  // namespace preavis::document
