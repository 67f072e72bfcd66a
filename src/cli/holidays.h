#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace preavis::cli {

/// `preavis holidays YEAR`: the public holidays of a territory, by date. Exit status 0, or 2 with
/// one line per problem on `err`.
int holidays_command(const std::vector<std::string>& arguments, const std::filesystem::path& root,
                     std::ostream& out, std::ostream& err);

}  // namespace preavis::cli
