#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "law/calendar.h"

namespace preavis::cli {

/// data/calendars below `root`; nothing, and its problems, if a file is missing or broken.
std::optional<law::Calendars> read_calendars(const std::filesystem::path& root,
                                             base::Problems& problems);

/// The territory that `--territory` names; nothing, and a problem with the closest known one.
std::optional<law::Territory> find_territory(const law::Calendars& calendars,
                                             const std::string& name, base::Problems& problems);

/// The name that is meant: the same but for case and accents, else the closest; empty if none is
/// near.
std::string near_name(const std::string& name, const std::vector<std::string>& names);

/// Reports a folder that is not there, as a problem of the option `--root`.
bool has_folder(const std::filesystem::path& folder, base::Problems& problems);

}  // namespace preavis::cli
