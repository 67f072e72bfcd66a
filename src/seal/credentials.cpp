#include "seal/credentials.h"

#include <openssl/err.h>

#include "base/file.h"

namespace preavis::seal {
namespace {

[[noreturn]] void refuse(const std::string& what) {
    ERR_clear_error();
    throw base::Failure(base::FailureCode::configuration, what);
}

void check_chain(const Certificates& chain, const std::string& file) {
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        X509* issuer = chain[i + 1].get();
        const bool follows = X509_check_issued(issuer, chain[i].get()) == X509_V_OK &&
                             X509_verify(chain[i].get(), X509_get0_pubkey(issuer)) == 1;
        if (follows) continue;
        refuse(file + " : « " + text_of(X509_get_subject_name(issuer)) +
               " » n’a pas émis le certificat qui le précède");
    }
}

}  // namespace

void expect_in_force(const Credentials& credentials, law::Instant at) {
    const bool early = at < credentials.valid_from;
    if (!early && at <= credentials.valid_until) return;
    refuse("le certificat « " + text_of(X509_get_subject_name(credentials.certificate())) + " » " +
           (early ? "ne vaut qu’à partir du " + law::utc_iso(credentials.valid_from)
                  : "a expiré le " + law::utc_iso(credentials.valid_until)));
}

Credentials read_credentials(const std::filesystem::path& key, const std::filesystem::path& chain,
                             law::Instant now) {
    const std::string file = chain.string();
    Credentials read{.key = file_key(key), .chain = certificates_of(base::read_file(chain))};
    if (read.chain.empty()) refuse(file + " : aucun certificat en PEM dans ce fichier");
    const std::string name = "« " + text_of(X509_get_subject_name(read.certificate())) + " »";
    if (EVP_PKEY_eq(X509_get0_pubkey(read.certificate()), read.key->public_half()) != 1) {
        refuse(file + " : le certificat " + name + " n’est pas celui de la clé " + key.string());
    }
    if (!may_sign(read.certificate())) {
        refuse(file + " : le certificat " + name + " ne permet pas de signer (keyUsage)");
    }
    check_chain(read.chain, file);
    read.valid_from = instant_of(X509_get0_notBefore(read.certificate()));
    read.valid_until = instant_of(X509_get0_notAfter(read.certificate()));
    expect_in_force(read, now);
    return read;
}

}  // namespace preavis::seal
