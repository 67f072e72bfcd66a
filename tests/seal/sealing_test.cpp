#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "pdf/lint.h"
#include "pdf/seal.h"
#include "seal/demonstration.h"
#include "seal/papers.h"
#include "seal/scratch.h"

namespace preavis::seal {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string problems_of(const std::string& pdf) {
    return base::to_string(pdf::lint(pdf));
}

TEST(Seal, IsAppendedToAFileWhoseBytesStay) {
    const std::string sealed = siao().seal(letter());
    EXPECT_EQ(sealed.substr(0, letter().size()), letter());
    EXPECT_LT(sealed.size(), letter().size() + 9 * 1024);
}

TEST(Seal, KeepsTheFileArchivalAndAccessible) {
    std::string pdf = letter();
    EXPECT_EQ(problems_of(pdf), "");
    for (int i = 0; i < 3; ++i) {
        pdf = siao().seal(pdf, i);
        EXPECT_EQ(problems_of(pdf), "") << "after seal " << i + 1;
    }
}

TEST(Seal, SaysWhoWhenAndWhy) {
    const auto found = verdicts(siao().seal(letter(), 0, "Notification remise"), siao().trust());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].subject,
              "CN=Sceau de démonstration\\, sans valeur,"
              "O=Démonstration\\, sans valeur,C=FR");
    EXPECT_EQ(found[0].issuer,
              "CN=Autorité de démonstration\\, sans valeur,"
              "O=Démonstration\\, sans valeur,C=FR");
    EXPECT_EQ(found[0].claimed_at, test_instant());
    EXPECT_EQ(found[0].reason, "Notification remise");
    EXPECT_FALSE(found[0].stamped_at);
    EXPECT_TRUE(found[0].covers_file);
    EXPECT_TRUE(found[0].intact);
    EXPECT_TRUE(found[0].trusted);
    EXPECT_TRUE(found[0].faults.empty());
}

TEST(Seal, IsIntactButNotTrustedForWhoDoesNotTrustItsRoot) {
    const Scratch scratch;
    const Organisation other(scratch.folder());
    const std::string sealed = siao().seal(letter());
    for (const std::string& trust : {std::string(), other.trust()}) {
        const auto found = verdicts(sealed, trust);
        EXPECT_TRUE(dossier::hold(found));
        EXPECT_FALSE(dossier::are_trusted(found));
    }
    EXPECT_THAT(complaints(sealed, other.trust()), HasSubstr("aucun certificat de confiance"));
}

TEST(Seal, LeavesEarlierSealsGood) {
    const Scratch scratch;
    const Organisation gestionnaire(scratch.folder());
    const std::string twice = gestionnaire.seal(siao().seal(letter()), 3);
    const std::string thrice = siao().seal(twice, 5);
    const auto found = verdicts(thrice, siao().trust() + gestionnaire.trust());
    ASSERT_EQ(found.size(), 3U);
    EXPECT_TRUE(dossier::hold(found));
    EXPECT_TRUE(dossier::are_trusted(found));
    EXPECT_FALSE(found[0].covers_file);
    EXPECT_FALSE(found[1].covers_file);
    EXPECT_TRUE(found[2].covers_file);
    EXPECT_EQ(found[0].field, "sceau1");
    EXPECT_EQ(found[1].field, "sceau2");
    EXPECT_EQ(found[2].field, "sceau3");
    EXPECT_EQ(found[1].claimed_at, test_instant(3));
    EXPECT_FALSE(is_authentic(thrice, siao().trust())) << "one of the three is not trusted";
}

TEST(Seal, ChangesTheFilesSecondIdentifierOnly) {
    const auto identifiers = [](const std::string& pdf) {
        const std::size_t at = pdf.find('[', pdf.rfind("/ID"));
        std::string both = pdf.substr(at + 1, pdf.find(']', at) - at - 1);
        both = base::replaced(both, "> <", "><");
        return base::split(base::trimmed(both), '>');
    };
    const auto before = identifiers(base::replaced(letter(), "\r", ""));
    const auto after = identifiers(siao().seal(letter()));
    const auto later = identifiers(siao().seal(letter(), 1));
    const auto lower = [](std::string text) {
        for (char& c : text) c = static_cast<char>(std::tolower(c));
        return text;
    };
    EXPECT_EQ(lower(before[0]), lower(after[0]));
    EXPECT_NE(lower(before[1]), lower(after[1]));
    EXPECT_NE(after[1], later[1]);
}

TEST(Seal, RefusesWhatIsNoFileOfOurs) {
    for (const std::string& pdf :
         {std::string(), std::string("bonjour"), letter().substr(0, letter().size() - 1),
          letter() + "x", altered(letter(), "startxref\n", "startxreg\n")}) {
        EXPECT_THAT(failure_of([&] { siao().seal(pdf); }), HasSubstr("sceau impossible"));
    }
    const std::string no_place = altered(letter(), "/AcroForm", "/AcroFors");
    EXPECT_THAT(failure_of([&] { siao().seal(no_place); }), HasSubstr("aucune place"));
}

TEST(Seal, RefusesASignatureLargerThanItsPlace) {
    const auto long_signature = [](std::string_view, std::string_view) {
        return std::string(101, 's');
    };
    EXPECT_THAT(failure_of([&] {
                    pdf::with_seal(letter(), {test_instant(), ""}, 100, long_signature);
                }),
                HasSubstr("101 octets, sa place 100"));
}

TEST(Seal, IsReadByOtherTools) {
    const Scratch scratch;
    const std::string folder = scratch.folder().string();
    const std::string twice = siao().seal(siao().seal(letter()), 1);
    base::write_file(scratch.path("scelle.pdf"), twice);
    base::write_file(scratch.path("racine.pem"), siao().trust());
    EXPECT_THAT(run("qpdf --check " + folder + "/scelle.pdf"), HasSubstr("No syntax or stream"));
    EXPECT_THAT(run("mutool draw -F txt " + folder + "/scelle.pdf"), HasSubstr("Amina Haddad"));
    EXPECT_EQ(run("certutil -N --empty-password -d sql:" + folder), "");
    EXPECT_EQ(
        run("certutil -A -n racine -t CT,CT,CT -d sql:" + folder + " -i " + folder + "/racine.pem"),
        "");
    const std::string judged = run("pdfsig -nssdir sql:" + folder + " " + folder + "/scelle.pdf");
    EXPECT_THAT(judged, HasSubstr("Signature #2"));
    EXPECT_THAT(judged, HasSubstr("Signature is Valid"));
    EXPECT_THAT(judged, HasSubstr("Certificate is Trusted"));
    EXPECT_THAT(judged, HasSubstr("Total document signed"));
    EXPECT_THAT(judged, Not(HasSubstr("Invalid")));
    EXPECT_THAT(judged, Not(HasSubstr("Mismatch")));
    EXPECT_THAT(judged, Not(HasSubstr("isn't")));
}

TEST(DemonstrationIdentity, IsDrawnOnceAndSaysThatItIsWorthNothing) {
    const Scratch scratch;
    make_demonstration_identity(scratch.folder(), test_instant());
    const std::string key = base::read_file(scratch.path(key_file_name));
    const std::string certificates = base::read_file(scratch.path(certificates_file_name));
    make_demonstration_identity(scratch.folder(), test_instant(400));
    EXPECT_EQ(base::read_file(scratch.path(key_file_name)), key);
    EXPECT_EQ(base::read_file(scratch.path(certificates_file_name)), certificates);
    EXPECT_EQ(std::filesystem::status(scratch.path(key_file_name)).permissions(),
              std::filesystem::perms::owner_read);
    const std::string shown =
        run("openssl x509 -noout -text -nameopt utf8 -in " + scratch.path("sceau.pem").string());
    EXPECT_THAT(shown, HasSubstr("sans valeur"));
    EXPECT_THAT(shown, HasSubstr("Digital Signature, Non Repudiation"));
    EXPECT_THAT(shown, HasSubstr("Not After : May 27 12:00:00 2036 GMT"));
}

}  // namespace
}  // namespace preavis::seal
