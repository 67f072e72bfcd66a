#include "base/problem.h"

namespace preavis::base {

std::string to_string(const Problem& problem) {
    const Place& place = problem.place;
    std::string line = place.file + ":" + std::to_string(place.line) + ":" +
                       std::to_string(place.column) + ": " + problem.message;
    if (!problem.hint.empty()) line += " (" + problem.hint + ")";
    return line;
}

std::string to_string(const Problems& problems) {
    std::string lines;
    for (const Problem& problem : problems) lines += to_string(problem) + "\n";
    return lines;
}

}  // namespace preavis::base
