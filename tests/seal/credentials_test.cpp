#include "seal/credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "pdf/seal.h"
#include "seal/certificates.h"
#include "seal/papers.h"
#include "seal/scratch.h"
#include "seal/verify.h"

namespace preavis::seal {
namespace {

using testing::HasSubstr;

/// Certificates of every kind, made once.
class Drawer {
  public:
    Drawer() {
        const auto& folder = scratch_.folder();
        make_root(folder, "racine");
        make_root(folder, "autre-racine");
        make_certificate(folder, "p256", "racine", p256, may_sign_extension);
        make_certificate(folder, "p384", "racine", p384, may_sign_extension);
        make_certificate(folder, "rsa", "racine", "RSA -pkeyopt rsa_keygen_bits:2048",
                         may_sign_extension);
        make_certificate(folder, "petit-rsa", "racine", "RSA -pkeyopt rsa_keygen_bits:1024",
                         may_sign_extension);
        make_certificate(folder, "courbe", "racine", "EC -pkeyopt ec_paramgen_curve:P-521",
                         may_sign_extension);
        make_certificate(folder, "serveur", "racine", p256, "keyUsage=critical,keyAgreement");
        base::write_file(path("vide.pem"), "rien");
        base::write_file(path("chaine.pem"), text("p256.pem") + text("racine.pem"));
        base::write_file(path("rompue.pem"), text("p256.pem") + text("autre-racine.pem"));
        in_force_ = instant_of(X509_get0_notBefore(certificates_of(text("p256.pem"))[0].get()))
                        .plus_seconds(3600);
    }
    std::filesystem::path path(const std::string& name) const { return scratch_.path(name); }
    std::string text(const std::string& name) const { return base::read_file(path(name)); }
    law::Instant in_force() const { return in_force_; }

  private:
    Scratch scratch_;
    law::Instant in_force_;
};

const Drawer& drawer() {
    static const Drawer drawer;
    return drawer;
}

TEST(Credentials, AreAcceptedForEachKindOfKey) {
    for (const char* name : {"p256", "p384", "rsa"}) {
        const std::string file = name;
        const auto own = sealer(
            {.key = drawer().path(file + ".key"), .certificates = drawer().path(file + ".pem")},
            drawer().in_force(), pdf::with_seal);
        const std::string sealed = own->seal(letter(), {drawer().in_force(), ""});
        EXPECT_TRUE(is_authentic(sealed, drawer().text("racine.pem")))
            << name << ": " << complaints(sealed, drawer().text("racine.pem"));
        EXPECT_LT(sealed.size(), letter().size() + 9 * 1024) << name;
    }
}

struct Unusable {
    const char* key;
    const char* certificates;
    const char* told;
};

const Unusable unusable[] = {
    {"absente.key", "p256.pem", "n’existe pas"},
    {"p256.pem", "p256.pem", "ouverte à d’autres"},
    {"petit-rsa.key", "petit-rsa.pem", "clé refusée"},
    {"courbe.key", "courbe.pem", "clé refusée"},
    {"p256.key", "vide.pem", "aucun certificat en PEM"},
    {"p256.key", "p384.pem", "« CN=p384 » n’est pas celui de la clé"},
    {"serveur.key", "serveur.pem", "« CN=serveur » ne permet pas de signer"},
    {"racine.key", "racine.pem", "« CN=racine » ne permet pas de signer"},
    {"p256.key", "rompue.pem", "« CN=autre-racine » n’a pas émis"},
};

TEST(Credentials, AreRefusedByName) {
    for (const Unusable& one : unusable) {
        EXPECT_THAT(failure_of([&] {
                        read_credentials(drawer().path(one.key), drawer().path(one.certificates),
                                         drawer().in_force());
                    }),
                    HasSubstr(one.told))
            << one.key << ", " << one.certificates;
    }
}

TEST(Credentials, AreRefusedForAKeyWithAPassword) {
    const std::string path = drawer().path("secrete.key").string();
    run("openssl pkcs8 -topk8 -in " + drawer().path("p256.key").string() + " -out " + path +
        " -passout pass:abcd");
    EXPECT_THAT(failure_of([&] { file_key(path); }), HasSubstr("sans mot de passe"));
}

TEST(Credentials, SealOnlyWhileTheirCertificateIsInForce) {
    const auto read = [&](law::Instant now) {
        return failure_of(
            [&] { read_credentials(drawer().path("p256.key"), drawer().path("chaine.pem"), now); });
    };
    const law::Instant start = drawer().in_force().plus_seconds(-3600);
    const law::Instant end = start.plus_seconds(3650LL * 86400);
    EXPECT_THAT(read(start.plus_seconds(-1)), HasSubstr("« CN=p256 » ne vaut qu’à partir du"));
    EXPECT_EQ(read(start), "");
    EXPECT_EQ(read(end), "");
    EXPECT_THAT(read(end.plus_seconds(1)), HasSubstr("« CN=p256 » a expiré le"));
    const auto own =
        sealer({.key = drawer().path("p256.key"), .certificates = drawer().path("chaine.pem")},
               start, pdf::with_seal);
    EXPECT_THAT(failure_of([&] {
                    own->seal(letter(), {end.plus_seconds(1), ""});
                }),
                HasSubstr("a expiré"));
}

TEST(Trust, AsksForCertificates) {
    EXPECT_THAT(failure_of([] { judge({}, "rien"); }), HasSubstr("n’en contient aucun"));
}

}  // namespace
}  // namespace preavis::seal
