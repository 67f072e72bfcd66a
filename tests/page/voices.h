#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text.h"

namespace preavis::page::samples {

/// One text in a language that we promise.
struct Voice {
    std::string language;
    std::string text;
};

/// Names it in the messages of tests.
inline void PrintTo(const Voice& voice, std::ostream* out) {
    *out << voice.language;
}

/// All of tests/page/voices.txt.
inline const std::vector<Voice>& voices() {
    static const std::vector<Voice> all = [] {
        std::vector<Voice> read;
        const std::string file = base::read_file(PREAVIS_ROOT "/tests/page/voices.txt");
        for (const std::string& line : base::split(file, '\n')) {
            const std::size_t blank = line.find(' ');
            if (blank == std::string::npos || line[0] == '#') continue;
            read.push_back({line.substr(0, blank), line.substr(blank + 1)});
        }
        return read;
    }();
    return all;
}

}  // namespace preavis::page::samples
