#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "worlds/matcher.h"
#include "worlds/town.h"

namespace preavis::worlds {

/// One question to the door: in whose name (null: nobody's), and about which affair if about one.
struct Ask {
    const Account* who = nullptr;
    std::string method = "GET";
    std::string target;
    std::string body = {};
    std::string type = "application/json";
    std::string accept = {};
    std::optional<std::size_t> affair = {};
};

/// Asks, and reads every answer for what its asker may not hold. What somebody said themselves is
/// not told to them by its echo: what they searched for in that answer, what they wrote in any.
class Watch {
  public:
    explicit Watch(Town& town);

    http::Response ask(const Ask& ask);
    /// Reads what goes to nobody in particular: metrics, reports, files. `may` says what may be
    /// there.
    void read(const std::string& where, const std::string& text, bool (*may)(const Canary&));
    /// Canaries that were noted since are looked for too.
    void learn();

    std::vector<std::string> leaks;  ///< one line each, without repeating itself
    std::size_t answers = 0;
    /// How many canaries each role was told that it may hold: a service that says nothing is no
    /// proof.
    std::map<std::string, std::size_t> told;

  private:
    std::vector<std::size_t> canaries_in(const std::string& text) const;
    std::vector<std::size_t> canaries_in(const http::Response& response);
    void judge(const Ask& ask, int status, const std::vector<std::size_t>& found);
    void report(const std::string& line);

    Town& town_;
    std::optional<Matcher> matcher_;
    std::vector<std::size_t> canary_of_;                        ///< by number of pattern
    std::map<std::string, std::vector<std::size_t>> in_files_;  ///< by hash of a PDF
    std::map<std::string, std::set<std::size_t>> written_by_;   ///< by login
};

bool nothing(const Canary& canary);

}  // namespace preavis::worlds
