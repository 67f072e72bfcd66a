#pragma once

#include <vector>

#include "page/flow.h"

namespace preavis::page {

/// What each page can hold, from the top of the sheet.
struct Body {
    double top = 0;
    double bottom = 0;

    double height() const { return bottom - top; }
};

/// Cuts a flow into pages. What holds together stays on one page if a page can hold it; the head of
/// a table stands again above its rows on each further page. There is always one page.
std::vector<std::vector<PlacedSlab>> paginate(Flow& flow, const Body& body);

}  // namespace preavis::page
