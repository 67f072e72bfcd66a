#pragma once

#include <string>
#include <vector>

#include "law/catalogue.h"
#include "workflow/definition.h"

namespace preavis::workflow {

/// Where a dossier has been and stands, to be shown on the drawing of its procedure.
struct Trail {
    std::string number;               ///< of the dossier
    std::vector<std::string> states;  ///< in order, the current one last
    std::vector<std::string> ahead;   ///< « Préavis : mardi 19 mai 2026 »
};

/// The procedure as Graphviz reads it, in French: states with their deadlines and what may be done
/// without leaving them, events with who, ends; the dossier's way in numbers, its state lit.
/// Lengths are those in force `on` that day.
std::string dot_of(const Definition& definition, const law::Catalogue& laws, law::Date on,
                   const Trail* trail = nullptr);

/// The SVG that Graphviz made of it, with the title and description that a screen reader tells.
std::string accessible_svg(const std::string& svg, const Definition& definition,
                           const Trail* trail = nullptr);

}  // namespace preavis::workflow
