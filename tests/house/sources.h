#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::house {

/// A file of the repository, as text.
struct Source {
    std::string path;                ///< from the root: "src/base/text.h"
    std::string folder;              ///< "base" for what lies in src/base; else empty
    std::string text;                ///< as written
    std::string code;                ///< C++ only: comments and literals blanked, lines kept
    std::vector<std::string> lines;  ///< of `text`
};

const std::filesystem::path& root();

/// The C++ below src, tests and bench.
const std::vector<Source>& cpp_sources();
/// Everything that is text in the repository and that somebody wrote: what is built, installed or
/// stored at run time stays out.
const std::vector<Source>& all_texts();

/// C++ with comments and the contents of literals blanked; every line keeps its number.
std::string without_comments_and_literals(std::string_view text);

/// The line (from 1) in which an offset lies.
std::size_t line_of(std::string_view text, std::size_t offset);

/// "src/base/text.h:12: what".
std::string at(const Source& source, std::size_t line, const std::string& what);

/// One complaint per line, for a message of GoogleTest.
std::string told(const std::vector<std::string>& complaints);

}  // namespace preavis::house
