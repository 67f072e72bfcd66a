#include "worlds/watch.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "http/url.h"
#include "worlds/oracle.h"

namespace preavis::worlds {
namespace {

/// Calendars fold their lines within words.
std::string unfolded(const std::string& text) {
    return base::replaced(text, "\r\n ", "");
}

std::string said_in(const Ask& ask) {
    const auto decoded = http::percent_decoded(ask.target, true);
    return ask.target + "\n" + decoded.value_or("") + "\n" + ask.body;
}

}  // namespace

bool nothing(const Canary&) {
    return false;
}

Watch::Watch(Town& town) : town_(town) {
    learn();
}

void Watch::learn() {
    std::vector<std::string> patterns;
    canary_of_.clear();
    const auto& canaries = town_.census.canaries;
    for (std::size_t i = 0; i < canaries.size(); ++i) {
        for (const std::string& form : canaries[i].forms) {
            patterns.push_back(form);
            canary_of_.push_back(i);
        }
    }
    matcher_.emplace(patterns);
    in_files_.clear();
}

std::vector<std::size_t> Watch::canaries_in(const std::string& text) const {
    std::vector<std::size_t> found;
    for (const std::size_t pattern : matcher_->found_in(text)) {
        found.push_back(canary_of_[pattern]);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<std::size_t> Watch::canaries_in(const http::Response& response) {
    std::string heads;
    std::string type;
    for (const auto& [name, value] : response.headers) {
        heads += name + ": " + value + "\n";
        if (name == "Content-Type") type = value;
    }
    if (!base::starts_with(type, "application/pdf")) {
        const bool calendar = base::starts_with(type, "text/calendar");
        return canaries_in(heads + (calendar ? unfolded(response.body) : response.body));
    }
    const auto [known, is_new] = in_files_.try_emplace(base::sha256_hex(heads + response.body));
    if (is_new) known->second = canaries_in(heads + town_.papers.read(response.body));
    return known->second;
}

void Watch::report(const std::string& line) {
    if (std::find(leaks.begin(), leaks.end(), line) == leaks.end()) leaks.push_back(line);
}

http::Response Watch::ask(const Ask& ask) {
    const bool by_page = ask.who != nullptr && !base::starts_with(ask.target, "/api/");
    http::Response response =
        by_page ? town_.page(*ask.who, ask.method, ask.target, ask.body)
                : town_.api(ask.who, ask.method, ask.target, ask.body, ask.type, ask.accept);
    ++answers;
    if (ask.who != nullptr && !ask.body.empty()) {
        for (const std::size_t number : canaries_in(ask.body)) {
            written_by_[ask.who->login].insert(number);
        }
    }
    if (const auto found = canaries_in(response); !found.empty()) {
        judge(ask, response.status, found);
    }
    return response;
}

void Watch::judge(const Ask& ask, int status, const std::vector<std::size_t>& found) {
    const Account nobody{.role = "personne"};
    const Account& who = ask.who == nullptr ? nobody : *ask.who;
    const auto said = canaries_in(said_in(ask));
    const auto& written = written_by_[who.login];
    for (const std::size_t number : found) {
        const bool is_echo = std::binary_search(said.begin(), said.end(), number);
        if (is_echo || written.contains(number)) continue;
        const Canary& canary = town_.census.canaries[number];
        const bool may = ask.affair ? may_hold_about(town_.census, who, canary, *ask.affair)
                                    : may_hold(town_.census, who, canary);
        if (ask.who != nullptr && may) {
            ++told[who.role];
        } else {
            report(who.role + " (" + who.departement + ") " + ask.method + " " + ask.target +
                   " : " + std::to_string(status) + " : " + canary.what);
        }
    }
}

void Watch::read(const std::string& where, const std::string& text, bool (*may)(const Canary&)) {
    for (const std::size_t number : canaries_in(text)) {
        const Canary& canary = town_.census.canaries[number];
        if (!may(canary)) report(where + " : " + canary.what);
    }
}

}  // namespace preavis::worlds
