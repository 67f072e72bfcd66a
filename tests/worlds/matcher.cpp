#include "worlds/matcher.h"

#include <algorithm>
#include <queue>

#include "base/expects.h"

namespace preavis::worlds {
namespace {

/// No hash holds so many digits in a given order by chance.
constexpr std::size_t long_enough = 20;

unsigned char folded(char c) {
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
    return is_digit(c) || (folded(c) >= 'a' && folded(c) <= 'z');
}

}  // namespace

Matcher::Matcher(const std::vector<std::string>& patterns) : same_(patterns.size(), none) {
    states_.emplace_back().next.fill(none);
    for (const std::string& pattern : patterns) {
        const bool is_number =
            !pattern.empty() && pattern.size() < long_enough && is_digit(pattern.front());
        digits_.push_back(is_number ? pattern.size() : 0);
    }
    for (std::size_t i = 0; i < patterns.size(); ++i) insert(i, patterns[i]);
    link();
}

std::int32_t Matcher::step_into(std::int32_t state, unsigned char byte) {
    const auto from = static_cast<std::size_t>(state);
    if (states_[from].next[byte] == none) {
        states_[from].next[byte] = static_cast<std::int32_t>(states_.size());
        states_.emplace_back().next.fill(none);
    }
    return states_[from].next[byte];
}

void Matcher::insert(std::size_t number, const std::string& pattern) {
    expects(!pattern.empty());
    std::int32_t state = 0;
    for (const char c : pattern) state = step_into(state, folded(c));
    auto& ends = states_[static_cast<std::size_t>(state)].pattern;
    same_[number] = ends;
    ends = static_cast<std::int32_t>(number);
}

/// Turns the tree into an automaton that never goes back in the text.
void Matcher::link() {
    std::vector<std::size_t> fallback(states_.size(), 0);
    std::queue<std::size_t> open;
    open.push(0);
    while (!open.empty()) {
        const std::size_t at = open.front();
        open.pop();
        State& state = states_[at];
        const State& shorter = states_[fallback[at]];
        if (at != 0) {
            state.ending =
                shorter.pattern != none ? static_cast<std::int32_t>(fallback[at]) : shorter.ending;
        }
        for (std::size_t byte = 0; byte < state.next.size(); ++byte) {
            const std::int32_t beyond = at == 0 ? 0 : shorter.next[byte];
            if (state.next[byte] == none) {
                state.next[byte] = beyond;
            } else {
                const auto child = static_cast<std::size_t>(state.next[byte]);
                fallback[child] = static_cast<std::size_t>(beyond);
                open.push(child);
            }
        }
    }
}

bool Matcher::stands_alone(std::size_t pattern, std::string_view text, std::size_t end) const {
    if (digits_[pattern] == 0) return true;
    const std::size_t start = end - digits_[pattern];
    const bool joined_before = start > 0 && is_letter_or_digit(text[start - 1]);
    return !joined_before && (end == text.size() || !is_letter_or_digit(text[end]));
}

std::vector<std::size_t> Matcher::found_in(std::string_view text) const {
    std::vector<std::size_t> found;
    std::size_t state = 0;
    for (std::size_t end = 1; end <= text.size(); ++end) {
        state = static_cast<std::size_t>(states_[state].next[folded(text[end - 1])]);
        const State& here = states_[state];
        if (here.pattern == none && here.ending == none) continue;
        std::int32_t at = here.pattern != none ? static_cast<std::int32_t>(state) : here.ending;
        for (; at != none; at = states_[static_cast<std::size_t>(at)].ending) {
            std::int32_t pattern = states_[static_cast<std::size_t>(at)].pattern;
            for (; pattern != none; pattern = same_[static_cast<std::size_t>(pattern)]) {
                const auto number = static_cast<std::size_t>(pattern);
                if (stands_alone(number, text, end)) found.push_back(number);
            }
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace preavis::worlds
