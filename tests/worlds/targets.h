#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "worlds/town.h"

namespace preavis::worlds {

/// What can stand in an address of this world, and about which affair it is.
struct Target {
    std::string id;
    std::optional<std::size_t> affair;
};

class Targets {
  public:
    explicit Targets(Town& town);

    /// What stands at a brace of a route's pattern, by the part before it: `dossiers`, `annexes`.
    /// Of a part that it does not know: a few of each kind.
    std::vector<Target> after(const std::string& part) const;
    /// The addresses of a pattern, and which affair each is about.
    std::vector<Target> addresses(const std::string& pattern) const;
    /// Values for a filter: `menage`, `q`, `next`...
    std::vector<std::string> values(const std::string& filter);

  private:
    void add_nouns();
    void add_affairs();

    Town& town_;
    std::map<std::string, std::vector<Target>> after_;
    std::vector<std::string> words_;
};

}  // namespace preavis::worlds
