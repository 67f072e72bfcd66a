#include "seal/time_stamp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "base/file.h"
#include "pdf/lint.h"
#include "pdf/seal.h"
#include "seal/certificates.h"
#include "seal/papers.h"
#include "seal/scratch.h"

namespace preavis::seal {
namespace {

using testing::HasSubstr;

/// Certificates of an authority and of who seals, both in force now.
class Certificates {
  public:
    Certificates() {
        make_root(scratch_.folder(), "root");
        make_root(scratch_.folder(), "inconnue");
        make_certificate(scratch_.folder(), "tsa", "root", p256,
                         "extendedKeyUsage=critical,timeStamping");
        make_root(scratch_.folder(), "racine");
        make_certificate(scratch_.folder(), "siao", "racine", p256, may_sign_extension);
    }
    std::string path(const std::string& name) const { return scratch_.path(name).string(); }
    std::string folder() const { return scratch_.folder().string(); }
    std::string trust() const {
        return base::read_file(path("root.pem")) + base::read_file(path("racine.pem"));
    }
    /// The instant at which they begin: what the tests take for now.
    law::Instant now() const {
        const auto own = certificates_of(base::read_file(path("siao.pem")));
        return instant_of(X509_get0_notBefore(own[0].get()));
    }

  private:
    Scratch scratch_;
};

const Certificates& certificates() {
    static const Certificates made;
    return made;
}

/// The local authority, running until the end of a test.
class Authority {
  public:
    explicit Authority(const std::string& mode) {
        ::setenv("no_proxy", "127.0.0.1", 1);
        const std::string out = certificates().path(mode + ".port");
        const std::string command = "/usr/bin/python3 tests/seal/time_stamp_authority.py " +
                                    certificates().folder() + " " + mode + " > " + out;
        std::filesystem::remove(out);
        process_ = popen(command.c_str(), "w");
        while (port_.empty() || port_.back() != '\n') {
            if (std::filesystem::exists(out)) port_ = base::read_file(out);
        }
        port_.pop_back();
    }
    ~Authority() { pclose(process_); }
    Authority(const Authority&) = delete;
    Authority& operator=(const Authority&) = delete;

    std::string url() const { return "http://127.0.0.1:" + port_ + "/tsa"; }

  private:
    FILE* process_;
    std::string port_;
};

std::string stamped(const std::string& url, const std::string& roots = "root.pem",
                    const std::string& pdf = letter()) {
    const auto own = sealer({.key = certificates().path("siao.key"),
                             .certificates = certificates().path("siao.pem"),
                             .authority = {{url, certificates().path(roots), 1}}},
                            certificates().now(), pdf::with_seal);
    return own->seal(pdf, {certificates().now(), "Émission"});
}

TEST(TimeStamp, IsInTheSealAndSaysWhichAuthority) {
    const Authority authority("good");
    const std::string pdf = stamped(authority.url());
    const auto found = verdicts(pdf, certificates().trust());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(complaints(pdf, certificates().trust()), "");
    EXPECT_TRUE(is_authentic(pdf, certificates().trust()));
    EXPECT_EQ(found[0].authority, "CN=tsa");
    ASSERT_TRUE(found[0].stamped_at);
    EXPECT_GE(*found[0].stamped_at, certificates().now());
    EXPECT_EQ(base::to_string(pdf::lint(pdf)), "");
    const std::string again = stamped(authority.url());
    EXPECT_TRUE(is_authentic(again, certificates().trust())) << "another nonce, another token";
}

TEST(TimeStamp, OfAnAuthorityThatTheAskerDoesNotTrustIsTold) {
    const Authority authority("good");
    const std::string trust = base::read_file(certificates().path("racine.pem"));
    const std::string pdf = stamped(authority.url());
    EXPECT_FALSE(is_authentic(pdf, trust));
    EXPECT_TRUE(dossier::hold(verdicts(pdf, trust))) << "it is intact all the same";
    EXPECT_THAT(complaints(pdf, trust), HasSubstr("l’autorité d’horodatage"));
}

TEST(TimeStamp, LetsNoFlippedByteByEither) {
    const Authority authority("good");
    std::string pdf = stamped(authority.url(), "root.pem", smallest_file());
    ASSERT_TRUE(is_authentic(pdf, certificates().trust()));
    const std::size_t first = pdf.find("/Contents <") + 11;
    const std::size_t padding = pdf.find(std::string(2000, '0'), first);
    ASSERT_GT(padding, first + 2000);
    // Each byte of the message is two digits: now the first is spoilt, now the second.
    for (std::size_t i = first; i < padding; i += (i - first) % 4 == 0 ? 3 : 1) {
        const char good = pdf[i];
        pdf[i] = good == '0' ? '1' : '0';
        EXPECT_FALSE(is_authentic(pdf, certificates().trust())) << i - first;
        pdf[i] = good;
    }
}

TEST(TimeStamp, IsNeverLeftOut) {
    const std::vector<std::pair<std::string, const char*>> faults = {
        {"silent", "ne répond pas"},
        {"garbage", "horodatage illisible"},
        {"refuse", "horodatage refusé"}};
    for (const auto& [mode, told] : faults) {
        const Authority authority(mode);
        EXPECT_THAT(failure_of([&] { stamped(authority.url()); }), HasSubstr(told)) << mode;
    }
    EXPECT_THAT(failure_of([] { stamped("http://127.0.0.1:1/"); }), HasSubstr("ne répond pas"));
}

TEST(TimeStamp, IsNotAskedForDuringAMinuteAfterASilence) {
    const Authority authority("silent");
    const auto own = sealer({.key = certificates().path("siao.key"),
                             .certificates = certificates().path("siao.pem"),
                             .authority = {{authority.url(), certificates().path("root.pem"), 1}}},
                            certificates().now(), pdf::with_seal);
    const std::pair<std::int64_t, const char*> tries[] = {{0, "ne répond pas"},
                                                          {0, "vient de rester muette"},
                                                          {59'999, "vient de rester muette"},
                                                          {60'000, "ne répond pas"},
                                                          {100'000, "vient de rester muette"},
                                                          {1'000, "ne répond pas"}};
    for (const auto& [after_ms, told] : tries) {
        const law::Instant at{certificates().now().ms + after_ms};
        EXPECT_THAT(failure_of([&] {
                        own->seal(letter(), {at, "Émission"});
                    }),
                    HasSubstr(told))
            << after_ms;
    }
}

TEST(TimeStamp, OfAnEarlierQuestionIsRefused) {
    const Authority authority("stale");
    EXPECT_NE(stamped(authority.url()), "");
    EXPECT_THAT(failure_of([&] { stamped(authority.url()); }), HasSubstr("horodatage refusé"));
}

TEST(TimeStamp, OfAnUnknownAuthorityIsRefused) {
    const Authority authority("good");
    EXPECT_THAT(failure_of([&] { stamped(authority.url(), "inconnue.pem"); }),
                HasSubstr("horodatage refusé"));
}

TEST(TimeStamp, NeedsAnHttpAddressAndCertificates) {
    for (const char* url : {"https://tsa.exemple.fr/", "ftp://tsa/", "", "http://"}) {
        EXPECT_THAT(failure_of([&] { stamped(url); }), HasSubstr("adresse http")) << url;
    }
    EXPECT_THAT(failure_of([] { stamped("http://tsa.exemple.fr/", "siao.key"); }),
                HasSubstr("aucun certificat d’autorité"));
}

}  // namespace
}  // namespace preavis::seal
