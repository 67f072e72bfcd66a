#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/element.h"

namespace preavis::document {

/// `[mot suite]`, alone on its line.
struct Directive {
    std::string word;
    std::string rest;
    base::Place place;
};

/// The directive that a line is; nothing for any other line.
std::optional<Directive> directive_in(std::string_view line, const base::Place& place);

/// The closest known word and all of them, for the hint of an unknown directive.
std::string hint_for_directive(const std::string& word);

/// "motif est violence ou absence", "motif n'est pas violence", "pas observations",
/// "observations". A condition that is written in another way is reported and always holds.
Condition condition_of(const Directive& directive, base::Problems& problems);

/// "2 3 : ce qu'il montre".
TableElement table_of(const Directive& directive, base::Problems& problems);

/// "qualité | nom | mention".
SignatureElement signature_of(const Directive& directive, base::Problems& problems);

/// Splits at each bar that is not inside a slot.
std::vector<std::string> split_cells(std::string_view text);

}  // namespace preavis::document
