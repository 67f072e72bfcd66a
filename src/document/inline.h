#pragma once

#include <array>
#include <string_view>

#include "document/element.h"

namespace preavis::document {

struct FormatName {
    const char* name;
    Format format;
};

/// What follows `|` in a slot. The first is the usual one.
inline constexpr std::array format_names = {
    FormatName{"date", Format::usual},
    FormatName{"date_courte", Format::short_date},
    FormatName{"jour", Format::day},
    FormatName{"heure", Format::hour},
    FormatName{"telephone", Format::telephone},
    FormatName{"courriel", Format::mail},
    FormatName{"lien", Format::web},
    FormatName{"empreinte", Format::digest},
};

/// Reads the words of a line: `**fort**`, `{{fact}}`, `{{fact | format}}`, and a backslash before a
/// character that is meant as such. `place` is that of the first character; columns count bytes'
/// characters, as an editor shows them.
Line parse_line(std::string_view text, const base::Place& place, base::Problems& problems);

/// True if the name has only small letters, digits and underscores.
bool is_name(std::string_view name);

}  // namespace preavis::document
