#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>

#include "base/reading.h"

namespace preavis::base::test {
namespace {

// Source: FIPS 180-4, examples of SHA-256.
TEST(Sha256, GivesThePublishedDigests) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_hex(times(1'000'000, "a")),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, IsHexadecimalOfTheRawBytes) {
    EXPECT_EQ(sha256("abc").size(), 32U);
    EXPECT_EQ(hex(sha256("abc")), sha256_hex("abc"));
    EXPECT_EQ(sha256_hex(std::string_view()), sha256_hex(""));
}

TEST(Hexadecimal, WritesEachByteWithTwoLowerCaseDigits) {
    EXPECT_EQ(hex(""), "");
    EXPECT_EQ(hex(std::string("\0\x0f\xf0\xff", 4)), "000ff0ff");
}

TEST(Random, GivesSoManyBytesAndNeverTheSameIdentifier) {
    EXPECT_EQ(random_bytes(0).size(), 0U);
    EXPECT_EQ(random_bytes(33).size(), 33U);
    std::set<std::string> seen;
    for (int i = 0; i < 2000; ++i) seen.insert(random_id());
    EXPECT_EQ(seen.size(), 2000U);
    for (const std::string& id : seen) {
        EXPECT_EQ(id.size(), 32U);
        EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    }
}

TEST(ConstantTime, ComparesWholeTexts) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
    EXPECT_FALSE(equal_in_constant_time("", "a"));
    EXPECT_FALSE(equal_in_constant_time(std::string("a\0b", 3), std::string("a\0c", 3)));
}

}  // namespace
}  // namespace preavis::base::test
