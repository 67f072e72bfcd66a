#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace preavis::house {

/// A function, or a lambda at namespace level, in a C++ text.
struct Function {
    std::size_t first_line = 0;  ///< of its head, from 1
    std::size_t lines = 0;       ///< up to its closing brace
};

/// The functions of C++ without comments and literals: every block with a parameter list that lies
/// directly in a namespace or a class. What they hold inside is theirs.
std::vector<Function> functions_of(const std::string& code);

}  // namespace preavis::house
