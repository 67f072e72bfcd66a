#include "base/log_line.h"

#include <gtest/gtest.h>

namespace preavis::base {
namespace {

TEST(LogLine, is_one_line_whatever_is_written) {
    struct Case {
        std::string text, line;
    };
    const std::vector<Case> cases = {
        {"disque plein : « préavis »", "disque plein : « préavis »"},
        {"a\r\nincident 1", "a  incident 1"},
        {"a\tb\x1b[31mc\x7f", "a b [31mc "},
        {"a\u0085b\u2028c\u2029d", "a b c d"},
        {"\u202egnp.exe\u2066x", " gnp.exe x"},
        {std::string("a\0b", 3), "a b"},
        {"a\xff\nb", "a[...]"},
        {"", ""},
    };
    for (const Case& one : cases) EXPECT_EQ(log_line(one.text), one.line);
}

}  // namespace
}  // namespace preavis::base
