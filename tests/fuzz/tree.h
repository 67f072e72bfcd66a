#pragma once

#include "base/expects.h"
#include "base/node.h"
#include "base/text.h"

namespace preavis::fuzz {

/// A problem that a person can act on: a place in the text, a sentence in UTF-8.
inline void expect_useful(const base::Problems& problems) {
    expects(!problems.empty());
    for (const base::Problem& problem : problems) {
        expects(problem.place.line >= 1 && problem.place.column >= 1);
        expects(!problem.message.empty());
        expects(base::is_utf8(problem.message) && base::is_utf8(problem.hint));
    }
}

/// A tree as readers promise it: not too deep, clean texts, unique keys, places.
inline void expect_sound(const base::Node& node, int depth_left) {
    expects(node.place.line >= 1 && node.place.column >= 1);
    expects(base::is_utf8(node.text) && !base::has_control_characters(node.text));
    const bool is_leaf = node.items.empty() && node.entries.empty();
    expects(is_leaf || depth_left > 0);
    for (const base::Node& item : node.items) expect_sound(item, depth_left - 1);
    for (const base::Node::Entry& entry : node.entries) {
        expects(!base::has_control_characters(entry.key));
        expects(node.find(entry.key) == &entry.value);
        expect_sound(entry.value, depth_left - 1);
    }
}

}  // namespace preavis::fuzz
