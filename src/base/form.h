#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/node.h"

namespace preavis::base {

/// Reads the fields of a map, strictly, and collects every problem instead of stopping at the
/// first:
///
///     Form form(node, problems);
///     entry.title = form.text("title");
///     entry.count = form.optional_integer("count", 1, 400).value_or(1);
///     form.finish();   // reports the keys that nobody asked for
///
/// A missing or ill-typed field reports a problem and gives an empty value.
class Form {
  public:
    Form(const Node& node, Problems& problems);

    bool has(std::string_view key) const;
    /// The raw value; null and a problem if it is missing.
    const Node* node(std::string_view key);
    /// The raw value, or null.
    const Node* optional_node(std::string_view key);

    std::string text(std::string_view key);
    std::optional<std::string> optional_text(std::string_view key);
    /// A text among `choices`.
    std::string choice(std::string_view key, const std::vector<std::string>& choices);
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t least,
                                                 std::int64_t most);
    bool boolean(std::string_view key);
    std::optional<bool> optional_boolean(std::string_view key);
    /// A list of texts; a single text counts as a list of one.
    std::vector<std::string> texts(std::string_view key);
    std::vector<std::string> optional_texts(std::string_view key);
    /// The items of a list, or none and a problem.
    const std::vector<Node>& list(std::string_view key);
    const std::vector<Node>& optional_list(std::string_view key);
    /// The entries of a map, or none and a problem.
    const std::vector<Node::Entry>& map(std::string_view key);
    const std::vector<Node::Entry>& optional_map(std::string_view key);

    /// Reports a problem at a key's value (or at the map, if the key is absent).
    void report(std::string_view key, const std::string& message, const std::string& hint = {});
    /// Reports every key that was never asked for, with the closest known one as hint (for the
    /// first hundred).
    void finish();

    const Place& place() const { return node_.place; }

  private:
    const Node* ask(std::string_view key);
    void complain(const Place& place, const std::string& message, const std::string& hint);

    const Node& node_;
    Problems& problems_;
    std::set<std::string, std::less<>> asked_;
};

/// The scalar's value in its type: JSON's own, or YAML's plain scalar read as such.
std::optional<std::int64_t> as_integer(const Node& node);
std::optional<bool> as_boolean(const Node& node);
std::optional<std::string> as_text(const Node& node);

}  // namespace preavis::base
