#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"
#include "page/layout.h"

namespace preavis::page {

/// Reads a drawing in a small part of SVG: svg with a viewBox, g, path, rect, circle, ellipse,
/// line, polyline, polygon, title and desc; fill and stroke in greys; transforms.
/// Anything else is a problem with its line and column: scripts, references, styles, text, colours.
base::Reading<Pictograms::Picture> read_svg(std::string_view text, const std::string& file);

}  // namespace preavis::page
