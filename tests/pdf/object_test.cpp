#include "pdf/object.h"

#include <gtest/gtest.h>

namespace preavis::pdf {
namespace {

std::optional<Object> read(const std::string& text) {
    ObjectReader reader(text);
    auto object = reader.next(true);
    const bool whole = object && !reader.failed() && reader.position() == text.size();
    return whole ? object : std::nullopt;
}

TEST(Number, IsDigitsWithOneSignAndOnePoint) {
    const std::pair<const char*, double> numbers[] = {
        {"0", 0},     {"-7", -7},           {"12", 12}, {"2147483647", 2147483647},
        {"-.5", -.5}, {"595.276", 595.276}, {"4.", 4}};
    for (const auto& [text, value] : numbers) {
        const auto object = read(text);
        ASSERT_TRUE(object) << text;
        EXPECT_EQ(object->number, value) << text;
    }
    for (const char* text : {"+5", "--5", "5-", "1.2.3", ".", "-", "-inf", "-nan", "1e5", "0x10",
                             "2147483648", "-99999999999", "9999999999.5", "12a"}) {
        EXPECT_FALSE(read(text)) << text;
    }
}

TEST(Reference, IsANumberThatIsNotNegative) {
    EXPECT_EQ(read("12 0 R")->id(), 12U);
    EXPECT_EQ(read("12")->id(), 0U) << "a number names no object";
    EXPECT_FALSE(read("-12 0 R"));
    EXPECT_FALSE(read("1.5 0 R"));
}

TEST(Object, IsWrittenAsItIsRead) {
    for (const char* text :
         {"null", "true", "false", "-12", "0.25", "595.276", "/Name", "/A#20B#2f", "(plain)",
          "<00ff28>", "[1 /A [2]]", "<</A 1\n/B <</C [3 0 R]\n>>\n>>", "7 0 R", "[]", "<<>>"}) {
        const auto object = read(text);
        ASSERT_TRUE(object) << text;
        std::string written;
        append_object(written, *object);
        EXPECT_EQ(written, text);
        EXPECT_EQ(*read(written), *object) << text;
    }
}

TEST(Text, WithHalfACharacterIsNotReadBeyondUnicode) {
    Object string;
    string.kind = Object::Kind::string;
    string.text = std::string("\xfe\xff\xdc\x00\x00\x41", 6);
    EXPECT_TRUE(text_of(string).ends_with("A"));
}

}  // namespace
}  // namespace preavis::pdf
