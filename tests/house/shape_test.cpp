// How long files, functions and lines may be, and what a header begins with.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "base/text.h"
#include "house/functions.h"
#include "house/sources.h"

namespace preavis::house {
namespace {

constexpr std::size_t most_lines_of_file = 600;
constexpr std::size_t good_lines_of_file = 300;
constexpr std::size_t most_lines_of_function = 70;
constexpr std::size_t good_lines_of_function = 40;
constexpr std::size_t most_columns = 100;

TEST(Shape, KeepsFilesShort) {
    std::vector<std::string> complaints;
    std::size_t long_ones = 0;
    for (const Source& source : cpp_sources()) {
        const std::size_t lines = source.lines.size() - 1;
        if (lines > good_lines_of_file) ++long_ones;
        if (lines > most_lines_of_file) {
            complaints.push_back(at(source, lines, std::to_string(lines) + " lines in one file"));
        }
    }
    std::cout << long_ones << " of " << cpp_sources().size() << " files have more than "
              << good_lines_of_file << " lines\n";
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Shape, KeepsFunctionsShort) {
    std::vector<std::string> complaints;
    std::size_t all = 0;
    std::size_t long_ones = 0;
    for (const Source& source : cpp_sources()) {
        for (const Function& function : functions_of(source.code)) {
            ++all;
            if (function.lines > good_lines_of_function) ++long_ones;
            if (function.lines <= most_lines_of_function) continue;
            complaints.push_back(at(source, function.first_line,
                                    std::to_string(function.lines) + " lines in one function"));
        }
    }
    std::cout << long_ones << " of " << all << " functions have more than "
              << good_lines_of_function << " lines\n";
    EXPECT_GT(all, 1000U) << "functions are no longer recognised";
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Shape, KeepsLinesWithinAHundredColumns) {
    std::vector<std::string> complaints;
    for (const Source& source : cpp_sources()) {
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            const std::size_t columns = base::code_points(source.lines[i]).size();
            if (columns > most_columns) {
                complaints.push_back(at(source, i + 1, std::to_string(columns) + " columns"));
            }
        }
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Shape, EndsEveryTextWithALineFeedAndNoBlankBeforeOne) {
    std::vector<std::string> complaints;
    for (const Source& source : cpp_sources()) {
        if (!source.text.ends_with("\n") || source.text.ends_with("\n\n")) {
            complaints.push_back(at(source, source.lines.size(), "ends without one line feed"));
        }
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            if (source.lines[i].ends_with(" ") || source.lines[i].ends_with("\t")) {
                complaints.push_back(at(source, i + 1, "a blank at the end of the line"));
            }
        }
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Shape, MakesEveryHeaderAPageThatAColleagueReads) {
    std::vector<std::string> complaints;
    for (const Source& source : cpp_sources()) {
        if (!source.path.ends_with(".h")) continue;
        if (source.text.find("#pragma once\n") == std::string::npos) {
            complaints.push_back(at(source, 1, "no #pragma once"));
        }
        const bool documented = source.text.find("/// ") != std::string::npos;
        if (!documented && !source.folder.empty()) {
            complaints.push_back(at(source, 1, "no comment (///) says what this header is"));
        }
    }
    EXPECT_TRUE(complaints.empty()) << told(complaints);
}

TEST(Shape, MeasuresFunctionsAsAReaderWould) {
    const auto lengths = [](const std::string& code) {
        std::string all;
        for (const Function& function : functions_of(code)) {
            all += std::to_string(function.first_line) + "+" + std::to_string(function.lines) + " ";
        }
        return all;
    };
    EXPECT_EQ(lengths("namespace a {\nint f(int x) {\n  if (x) {\n  }\n}\n}\n"), "2+4 ");
    EXPECT_EQ(lengths("class C : public B {\n  void f() const {}\n};\n"), "2+1 ");
    EXPECT_EQ(lengths("const int table[] = {\n 1,\n 2,\n};\n"), "");
    EXPECT_EQ(lengths("enum class E {\n a,\n};\nstruct S {\n int a = 0;\n int b{1};\n};\n"), "");
    EXPECT_EQ(lengths("template <class T>\nvoid f(\n    T t) {\n}\nint g() {\n}\n"), "1+4 5+2 ");
    EXPECT_EQ(lengths("A::A(int b)\n    : b_{b},\n      c_(1) {\n  g();\n}\n"), "1+5 ");
    EXPECT_EQ(lengths("const auto f = [](int a) {\n return a;\n};\n"), "1+3 ");
    EXPECT_EQ(lengths("bool S::operator==(const S& o) const {\n return true;\n}\n"), "1+3 ");
}

}  // namespace
}  // namespace preavis::house
