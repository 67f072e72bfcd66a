#include "seal/signer.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "seal/scratch.h"

namespace preavis::seal {
namespace {

namespace fs = std::filesystem;

void give_rights(const fs::path& path, int mode) {
    fs::permissions(path, static_cast<fs::perms>(mode));
}

TEST(Signer, DrawsItsKeyOnceAndKeepsIt) {
    const Scratch scratch;
    const fs::path path = scratch.path("signature.cle");
    const std::string first = file_signer(path, true)->public_key();
    EXPECT_EQ(first.size(), 64U);
    EXPECT_EQ(file_signer(path, true)->public_key(), first);
    EXPECT_EQ(file_signer(path, false)->public_key(), first);
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read);
}

TEST(Signer, SignsAsTheStandardSays) {
    // RFC 8032, 7.1, test 2.
    const Scratch scratch;
    const std::string seed =
        "\x4c\xcd\x08\x9b\x28\xff\x96\xda\x9d\xb6\xc3\x46\xec\x11\x4e\x0f"
        "\x5b\x8a\x31\x9f\x35\xab\xa6\x24\xda\x8c\xf6\xed\x4f\xb8\xa6\xfb";
    base::write_file(scratch.path("cle"), seed, true);
    const auto signer = file_signer(scratch.path("cle"), false);
    EXPECT_EQ(signer->public_key(),
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    EXPECT_EQ(signer->sign("\x72"),
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Signer, OnlyTheSignedStatementHolds) {
    const Scratch scratch;
    const auto signer = file_signer(scratch.path("a"), true);
    const auto other = file_signer(scratch.path("b"), true);
    const std::string mark = signer->sign("journal 12");
    EXPECT_TRUE(signature_holds("journal 12", mark, signer->public_key()));
    EXPECT_FALSE(signature_holds("journal 13", mark, signer->public_key()));
    EXPECT_FALSE(signature_holds("journal 12", mark, other->public_key()));
    EXPECT_FALSE(signature_holds("journal 12", mark + "00", signer->public_key()));
    EXPECT_FALSE(signature_holds("journal 12", mark.substr(2), signer->public_key()));
    EXPECT_FALSE(signature_holds("journal 12", "", ""));
}

TEST(Signer, RefusesAKeyThatIsMissingShortOrOpenToOthers) {
    const Scratch scratch;
    const fs::path path = scratch.path("cle");
    const auto open = [&] { file_signer(path, false); };
    EXPECT_NE(failure_of(open).find("n’existe pas"), std::string::npos);
    for (const std::size_t size : {0U, 31U, 33U, 64U}) {
        base::write_file(path, std::string(size, 'k'), true);
        EXPECT_NE(failure_of(open).find("32 octets, non " + std::to_string(size)),
                  std::string::npos);
    }
    base::write_file(path, std::string(32, 'k'), true);
    EXPECT_EQ(failure_of(open), "");
    for (const int mode : {0440, 0404, 0620, 0602, 0644}) {
        give_rights(path, mode);
        EXPECT_NE(failure_of(open).find("chmod 400"), std::string::npos) << std::oct << mode;
    }
}

}  // namespace
}  // namespace preavis::seal
