// Which folder may include which, and where each library lives: docs/architecture.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "house/sources.h"

namespace preavis::house {
namespace {

using Names = std::set<std::string>;

const Names pure = {"base", "law", "dossier", "workflow", "document", "page", "access"};

Names with(Names names, const std::string& more) {
    names.insert(more);
    return names;
}

/// The folders that each folder may include, besides itself. An adapter never includes another one,
/// nor `service`; the doors know no adapter.
const std::map<std::string, Names> may_include = {
    {"base", {}},
    {"law", {"base"}},
    {"dossier", {"base", "law"}},
    {"workflow", {"base", "law", "dossier"}},
    {"document", {"base", "law", "dossier"}},
    {"page", {"base", "law", "dossier", "document"}},
    {"access", {"base", "law", "dossier"}},
    {"service", pure},
    {"http", with(pure, "service")},
    {"cli", with(pure, "service")},
    {"store", {"base", "law", "dossier"}},
    {"pdf", {"base", "law", "dossier", "page"}},
    {"seal", {"base", "law", "dossier"}},
    {"notify", {"base", "law", "dossier"}},
    {"identity", {"base", "law", "dossier"}},
    {"clock", {"base", "law", "dossier"}},
};

/// A library by how its headers begin, and the folders that may use it. An entry may be a file.
struct Library {
    std::string headers;
    Names places;
};

const std::vector<Library> libraries = {
    {"nlohmann/", {"base"}},
    {"yaml-cpp/", {"base"}},
    {"sodium", {"base", "store", "identity", "seal"}},
    {"openssl/", {"identity", "seal", "store"}},
    {"unicode/", {"src/base/text.cpp", "document", "page", "pdf"}},
    {"hb", {"page", "pdf"}},
    {"expat.h", {"page"}},
    {"hpdf", {"pdf"}},
    {"libdeflate", {"pdf"}},
    {"qpdf/", {"pdf"}},
    {"zlib.h", {"pdf", "src/main.cpp"}},
    {"boost/", {"law"}},
    {"sqlite3.h", {"store"}},
    {"libpq", {"store"}},
    {"Poco/", {"http", "notify", "identity", "clock", "src/main.cpp"}},
    {"fcntl.h", {"base", "store", "src/cli/staging.cpp"}},
    {"unistd.h",
     {"base", "store", "cli", "src/http/readiness.cpp", "src/pdf/apart.cpp", "src/main.cpp"}},
    {"spawn.h", {"src/cli/workflow_draw.cpp"}},
    {"sys/", {"base", "store", "http", "cli", "src/pdf/apart.cpp", "src/main.cpp"}},
    {"netinet/", {"http"}},
    {"arpa/", {"http"}},
    {"poll.h", {"http", "src/pdf/apart.cpp"}},
};

/// Calls `visit(name, quoted, line)` for each #include.
template <class Visit>
void for_each_include(const Source& source, Visit visit) {
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
        const std::string& line = source.lines[i];
        if (!base::starts_with(line, "#include ")) continue;
        const bool quoted = line[9] == '"';
        const std::size_t end = line.find(quoted ? '"' : '>', 10);
        visit(line.substr(10, end - 10), quoted, i + 1);
    }
}

bool is_ours(const Source& source) {
    return base::starts_with(source.path, "src/");
}

TEST(Layers, IncludeOnlyFoldersToTheirLeft) {
    std::vector<std::string> complaints;
    for (const Source& source : cpp_sources()) {
        if (!is_ours(source) || source.path == "src/main.cpp") continue;
        const auto line_of_table = may_include.find(source.folder);
        ASSERT_NE(line_of_table, may_include.end()) << source.path << " is in no known folder";
        for_each_include(source, [&](const std::string& name, bool quoted, std::size_t line) {
            const std::string folder = name.substr(0, name.find('/'));
            if (!quoted || folder == source.folder) return;
            if (!line_of_table->second.contains(folder)) {
                complaints.push_back(at(source, line, source.folder + " includes " + name));
            }
        });
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Layers, AreTheLinkListsOfTheBuild) {
    std::vector<std::string> complaints;
    for (const Source& source : all_texts()) {
        if (source.path != "src/CMakeLists.txt") continue;
        for (const std::string& line : source.lines) {
            if (!base::starts_with(line, "preavis_folder(")) continue;
            const std::vector<std::string> words = base::split(line.substr(15), ' ');
            const std::string name = words[0].substr(0, words[0].find(')'));
            bool links = false;
            for (std::string word : words) {
                if (word == "LINKS" || word == "PRIVATE" || word == "PCH") links = word == "LINKS";
                if (!links || word == "LINKS") continue;
                word = word.substr(0, word.find(')'));
                if (!may_include.at(name).contains(word)) {
                    complaints.push_back(source.path + ": " + name + " links " + word);
                }
            }
        }
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Layers, UseEachLibraryOnlyWhereItLives) {
    std::vector<std::string> complaints;
    for (const Source& source : cpp_sources()) {
        if (!is_ours(source)) continue;
        for_each_include(source, [&](const std::string& name, bool quoted, std::size_t line) {
            if (quoted) return;
            const bool standard = name.find_first_of("./") == std::string::npos;
            if (standard) return;
            const auto library = std::find_if(
                libraries.begin(), libraries.end(),
                [&name](const Library& known) { return base::starts_with(name, known.headers); });
            if (library == libraries.end()) {
                complaints.push_back(at(source, line, "<" + name + "> is in no line of the table"));
            } else if (!library->places.contains(source.folder) &&
                       !library->places.contains(source.path)) {
                complaints.push_back(at(source, line, "<" + name + "> does not live here"));
            }
        });
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Layers, AreNamespacesToo) {
    std::vector<std::string> complaints;
    for (const Source& source : cpp_sources()) {
        if (source.folder.empty()) continue;
        if (source.code.find("namespace preavis::" + source.folder) == std::string::npos) {
            complaints.push_back(at(source, 1, "not in preavis::" + source.folder));
        }
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

}  // namespace
}  // namespace preavis::house
