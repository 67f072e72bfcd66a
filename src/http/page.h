#pragma once

#include <string>
#include <vector>

#include "http/html.h"
#include "http/message.h"
#include "http/route.h"
#include "http/url.h"
#include "service/outcome.h"

namespace preavis::http {

/// What every page of a person's browser shares: skip link, header with name, role and navigation,
/// trail, one title, errors on top, footer. Works without a script, at 320 px, printed.

/// One step of the trail above the title.
struct Crumb {
    std::string title;
    std::string path;
};

/// One thing to put right: what, and the identifier of the field it is about (may be empty).
struct PageError {
    std::string message;
    std::string field;
};

struct Page {
    std::string title;
    std::vector<Crumb> trail;       ///< from the home page to the parent; the page itself is added
    std::vector<PageError> errors;  ///< summary on top, each a link to its field
    std::string done;               ///< what was just done, announced; may be empty
    Html content;
    int status = 200;
};

/// The whole answer.
Response show(const Call& call, const Page& page);

/// A problem told to a person instead of a program, with the same status.
Response error_page(const Call& call, const Response& problem);
/// What a use-case refused, as a page.
Response error_page(const Call& call, const service::Outcome& outcome);
/// The same for somebody who is not known here.
Response error_page(const Response& problem);

/// 303 to another page: what every form does once it has been taken.
Response go_to(const std::string& path);

/// A form that posts to `path`, with the session's token and a key that makes it happen once.
/// `with_file`: one of its fields is a file.
Html form_to(const Call& call, const std::string& path, const Html& fields,
             const std::string& button, bool with_file = false);

/// A table in a region that scrolls by itself on small screens.
struct Table {
    std::string caption;
    std::vector<std::string> columns;
    std::vector<std::vector<Html>> rows;  ///< the first cell of each is its header
    std::string when_empty = {};          ///< said instead of an empty table
    bool titled_above = false;            ///< a heading says the caption already: not shown twice
};
Html table_of(const Table& table);

/// A link of this site.
Html link_to(const std::string& path, const Html& text);
/// A link that looks like a button.
Html button_to(const std::string& path, const std::string& text);
/// A section with its heading of level 2.
Html section(const std::string& title, const Html& content);
/// A definition list of two columns.
Html facts_list(const std::vector<std::pair<Html, Html>>& facts);

}  // namespace preavis::http
