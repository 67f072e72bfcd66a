#pragma once

#include <string>

#include "base/json.h"
#include "base/problem.h"

namespace preavis::base::test {

/// What a reader answered, as one text: the tree as JSON, or all problems, a line each.
inline std::string told(const Reading<Node>& reading) {
    if (const auto* problems = std::get_if<Problems>(&reading)) return to_string(*problems);
    return to_json(std::get<Node>(reading)).dump();
}

/// A text of `count` copies.
inline std::string times(std::size_t count, const std::string& part) {
    std::string all;
    all.reserve(count * part.size());
    for (std::size_t i = 0; i < count; ++i) all += part;
    return all;
}

/// The places of a tree in the order written, keys before their values: "1:1 1:2 1:6".
inline std::string places(const Node& node) {
    std::string all = std::to_string(node.place.line) + ":" + std::to_string(node.place.column);
    for (const Node& item : node.items) all += " " + places(item);
    for (const Node::Entry& entry : node.entries) {
        all += " " + std::to_string(entry.place.line) + ":" + std::to_string(entry.place.column) +
               " " + places(entry.value);
    }
    return all;
}

}  // namespace preavis::base::test
