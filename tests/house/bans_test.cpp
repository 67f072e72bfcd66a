// What nobody writes here, and what to write instead.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "house/sources.h"

namespace preavis::house {
namespace {

/// A ban on C++ outside comments and literals.
struct Ban {
    std::string written;
    std::string instead;
    std::vector<std::string> below;           ///< paths where it is banned begin so
    std::vector<std::string> except_in = {};  ///< paths where it is allowed begin so
};

const std::vector<std::string> everywhere = {"src/", "tests/", "bench/"};
const std::vector<std::string> ours = {"src/"};

const std::vector<Ban> bans = {
    {"chrono::system_clock", "the instant that the command was given", ours, {"src/clock/"}},
    {"time(nullptr)", "the instant that the command was given", everywhere, {"src/clock/"}},
    {"time(NULL)", "the instant that the command was given", everywhere, {"src/clock/"}},
    {"time(0)", "the instant that the command was given", everywhere, {"src/clock/"}},
    {"gettimeofday", "dossier::Clock", everywhere, {"src/clock/"}},
    {"clock_gettime", "dossier::Clock", ours, {"src/clock/"}},
    {"Poco::Timestamp", "law::Instant", ours, {"src/clock/"}},
    {"Poco::DateTime", "law::Date and law::Instant", ours, {"src/clock/"}},
    {"localtime", "law::Territory::local", everywhere},
    {"gmtime", "law::utc_iso", everywhere},
    {"mktime", "law::Territory::instant", everywhere},
    // The linter of easy French reads sentences of templates, bounded and ours.
    {"std::regex", "a few lines that say what is read", ours, {"src/document/falc.cpp"}},
    {"std::cout", "the stream that the command was given", ours, {"src/main.cpp"}},
    {"std::cerr", "the stream that the command was given", ours, {"src/main.cpp"}},
    {"std::clog", "the stream that the command was given", ours, {"src/main.cpp"}},
    {"printf", "the stream that the command was given", ours},
    {"fprintf", "the stream that the command was given", ours},
    {"puts", "the stream that the command was given", ours},
    {"using namespace std;", "std::", everywhere},
    {"rand()", "base::random_bytes, or a seed that is printed", everywhere},
    {"srand", "base::random_bytes, or a seed that is printed", everywhere},
    {"random_device", "base::random_bytes, or a seed that is printed", everywhere},
    {"sleep_for", "a clock that is told to move, or a condition that is waited for", everywhere},
    {"sleep_until", "a clock that is told to move, or a condition that is waited for", everywhere},
    {"sleep", "a clock that is told to move, or a condition that is waited for", everywhere},
    {"usleep", "a clock that is told to move, or a condition that is waited for", everywhere},
    {"nanosleep", "a clock that is told to move, or a condition that is waited for", everywhere},
    {"assert(", "expects", ours},
    {"atoi", "std::from_chars", everywhere},
    {"strtol", "std::from_chars", everywhere},
    {"system(", "a library, or a port in dossier", ours},
    {"popen", "a library, or a port in dossier", ours},
    {"detach()", "a thread that somebody joins", everywhere},
    {"goto", "a function that returns", everywhere},
    {"longjmp", "an exception", everywhere},
    {"NULL", "nullptr", everywhere},
    {"typedef", "using", everywhere},
    {"volatile", "std::atomic", everywhere},
};

bool begins_with_one_of(const std::string& path, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&path](const std::string& beginning) {
        return base::starts_with(path, beginning);
    });
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The offset of a text that is not a part of longer words, from `from`; or npos.
std::size_t find_word(const std::string& code, const std::string& word, std::size_t from) {
    for (std::size_t found; (found = code.find(word, from)) != std::string::npos;
         from = found + 1) {
        const std::size_t end = found + word.size();
        const bool begins = found == 0 || !is_word(word.front()) || !is_word(code[found - 1]);
        const bool ends = end >= code.size() || !is_word(word.back()) || !is_word(code[end]);
        if (begins && ends) return found;
    }
    return std::string::npos;
}

void look_for(const Ban& ban, const Source& source, std::vector<std::string>& complaints) {
    if (!begins_with_one_of(source.path, ban.below)) return;
    if (begins_with_one_of(source.path, ban.except_in)) return;
    for (std::size_t found = 0;
         (found = find_word(source.code, ban.written, found)) != std::string::npos; ++found) {
        complaints.push_back(at(source, line_of(source.code, found),
                                ban.written + " is banned; instead: " + ban.instead));
    }
}

TEST(Bans, AreKept) {
    std::vector<std::string> complaints;
    for (const Source& source : cpp_sources()) {
        for (const Ban& ban : bans) look_for(ban, source, complaints);
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Bans, LeaveNoMacroButExpects) {
    std::vector<std::string> complaints;
    for (const Source& source : cpp_sources()) {
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            const std::string line = base::trimmed(source.lines[i]);
            if (!base::starts_with(line, "#define ")) continue;
            if (!base::starts_with(line, "#define expects(")) {
                complaints.push_back(at(source, i + 1, "a macro; instead: a function"));
            }
        }
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

/// Words that are joined here, so that this file does not hold them.
std::string word(const char* beginning, const char* end) {
    return std::string(beginning) + end;
}

TEST(Bans, LeaveNothingUndoneBehind) {
    const std::vector<std::string> marks = {word("TO", "DO"), word("FIX", "ME"), word("XX", "X"),
                                            word("HA", "CK")};
    std::vector<std::string> complaints;
    for (const Source& source : all_texts()) {
        for (const std::string& mark : marks) {
            const std::size_t found = find_word(source.text, mark, 0);
            if (found == std::string::npos) continue;
            complaints.push_back(at(source, line_of(source.text, found),
                                    mark + "; instead: do it, or write it in docs/roadmap.md"));
        }
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Bans, NameNoMachineAndNoRegistry) {
    const std::vector<std::string> places = {
        word("/wo", "rk/"),           word("/ro", "ot/"),     word("registry", ".npm"),
        word("deb.debian", ".org"),   word("/home/", "user"), word("proxy.golang", ".org"),
        word("registry.yarn", "pkg"), word("pypi", ".org"),
    };
    std::vector<std::string> complaints;
    for (const Source& source : all_texts()) {
        for (const std::string& place : places) {
            const std::size_t found = source.text.find(place);
            if (found == std::string::npos) continue;
            complaints.push_back(at(source, line_of(source.text, found), "names " + place));
        }
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Bans, SeeCodeButNotCommentsNorLiterals) {
    EXPECT_EQ(without_comments_and_literals("a; // b\nc /* d\n e */ f"),
              "a;     \nc     \n      f");
    EXPECT_EQ(without_comments_and_literals(R"x(f("a\"b", 'c', 1'000))x"),
              R"x(f("    ", ' ', 1'000))x");
    EXPECT_EQ(without_comments_and_literals("R\"y(a\")\n)y\" b"), "       \n    b");
    EXPECT_EQ(find_word("asleep sleeps sleep", "sleep", 0), 14U);
    EXPECT_EQ(find_word("std::cout_", "std::cout", 0), std::string::npos);
    EXPECT_EQ(line_of("a\nb\nc", 4), 3U);
}

}  // namespace
}  // namespace preavis::house
