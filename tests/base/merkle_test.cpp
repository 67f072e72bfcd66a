#include "base/merkle.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace preavis::base {
namespace {

/// MTH of RFC 6962, section 2.1, word for word.
std::string root_by_definition(const std::vector<std::string>& leaves, std::size_t first,
                               std::size_t count) {
    if (count == 0) return sha256("");
    if (count == 1) return leaves[first];
    std::size_t split = 1;
    while (split * 2 < count) split *= 2;
    return node_hash(root_by_definition(leaves, first, split),
                     root_by_definition(leaves, first + split, count - split));
}

std::vector<std::string> leaves_numbered(std::size_t count) {
    std::vector<std::string> leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
    return leaves;
}

// Source: the test vectors that certificate transparency logs share.
TEST(Merkle, agrees_with_published_roots) {
    EXPECT_EQ(hex(GrowingTree().root()),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(leaf_hash("")),
              "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Merkle, grows_to_the_root_of_the_definition) {
    const auto leaves = leaves_numbered(70);
    GrowingTree tree;
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        EXPECT_EQ(tree.root(), root_by_definition(leaves, 0, size)) << size;
        if (size < leaves.size()) tree.add(leaves[size]);
    }
}

TEST(Merkle, leads_from_each_entry_to_the_root_and_from_no_other) {
    const auto leaves = leaves_numbered(40);
    const auto subtree = [&leaves](std::int64_t first, std::int64_t count) {
        return root_by_definition(leaves, static_cast<std::size_t>(first),
                                  static_cast<std::size_t>(count));
    };
    for (std::int64_t size = 1; size <= 40; ++size) {
        const std::string root = subtree(0, size);
        for (std::int64_t index = 0; index < size; ++index) {
            const std::string& leaf = leaves[static_cast<std::size_t>(index)];
            auto path = inclusion_path(index, size, subtree);
            EXPECT_EQ(root_by_path(leaf, index, size, path), root) << index << " of " << size;
            EXPECT_NE(root_by_path(leaf_hash("x"), index, size, path), root);
            if (size > 1) {
                EXPECT_NE(root_by_path(leaf, (index + 1) % size, size, path), root);
            }
            path.push_back(leaf);
            EXPECT_FALSE(root_by_path(leaf, index, size, path));
        }
        EXPECT_FALSE(root_by_path(leaves[0], size, size, {}));
        EXPECT_FALSE(root_by_path(leaves[0], -1, size, {}));
    }
}

TEST(Hexadecimal, is_read_back_and_nothing_else_is) {
    EXPECT_EQ(from_hex("00fF10"), std::string("\0\xff\x10", 3));
    EXPECT_EQ(from_hex(""), "");
    for (const char* wrong : {"0", "0g", "00 ", " 00", "0x00", "é0"}) {
        EXPECT_FALSE(from_hex(wrong)) << wrong;
    }
}

TEST(Base64, is_read_back_and_nothing_else_is) {
    for (const std::string text : {"", "a", "ab", "abc", "abcd"}) {
        EXPECT_EQ(from_base64(base64(text)), text);
    }
    EXPECT_EQ(base64("abcd"), "YWJjZA==");
    for (const char* wrong : {"YWJjZA", "YWJjZA=", "YWJj ZA==", "*", "YWJjZA==x"}) {
        EXPECT_FALSE(from_base64(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace preavis::base
