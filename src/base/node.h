#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"

namespace preavis::base {

/// One value of a foreign text, with the place where it stands: what the YAML and JSON readers
/// produce, and what forms (`base/form.h`) read.
/// In YAML every plain scalar is a `text` with `quoted` false: whoever reads it gives it its type.
struct Node {
    enum class Kind { null, boolean, integer, decimal, text, list, map };
    struct Entry;

    Kind kind = Kind::null;
    Place place;
    bool boolean = false;
    std::int64_t integer = 0;
    double decimal = 0;
    std::string text;
    bool quoted = true;
    std::vector<Node> items;     ///< of a list
    std::vector<Entry> entries;  ///< of a map, in the order written, keys unique

    /// The value of a map's key, or null.
    const Node* find(std::string_view key) const;
};

struct Node::Entry {
    std::string key;
    Place place;
    Node value;
};

/// "un texte", "une liste"...: how a message names what stands there.
std::string kind_in_french(const Node& node);

}  // namespace preavis::base
