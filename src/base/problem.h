#pragma once

#include <string>
#include <variant>
#include <vector>

namespace preavis::base {

/// Where something stands in a text. Lines and columns count from 1; 0 means "the whole file".
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
};

/// One thing wrong in a text that somebody wrote (definition, template, facts, configuration).
struct Problem {
    Place place;
    std::string message;
    std::string hint;  ///< what to write instead; may be empty
};

/// Readers answer all problems at once.
using Problems = std::vector<Problem>;

/// What a reader of foreign text answers: the thing read, or every problem found.
template <class T>
using Reading = std::variant<T, Problems>;

/// "FILE:LINE:COLUMN: message (hint)".
std::string to_string(const Problem& problem);

/// One line per problem, each ended by a line feed.
std::string to_string(const Problems& problems);

}  // namespace preavis::base
