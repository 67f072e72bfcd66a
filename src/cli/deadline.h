#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace preavis::cli {

/// `preavis deadline`: when a time limit ends, and why. `arguments` follow the command's name;
/// `root` holds data/law and data/calendars.
/// Answers the exit status: 0 done; 1 the law gives no date (rule not in force, or without a
/// number); 2 wrong usage, bad input or broken data, with one line per problem on `err`.
int deadline_command(const std::vector<std::string>& arguments, const std::filesystem::path& root,
                     std::ostream& out, std::ostream& err);

}  // namespace preavis::cli
