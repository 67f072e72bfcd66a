#include "seal/demonstration.h"

#include <openssl/pem.h>

#include "base/file.h"
#include "base/key_file.h"
#include "seal/openssl.h"

namespace preavis::seal {
namespace {

constexpr int days_valid = 3653;
constexpr std::size_t serial_size = 16;
constexpr const char* organisation = "Démonstration, sans valeur";
constexpr const char* root_name = "Autorité de démonstration, sans valeur";
constexpr const char* seal_name = "Sceau de démonstration, sans valeur";

KeyPair drawn_key() {
    KeyPair pair(EVP_EC_gen("P-256"));
    if (pair == nullptr) fail(base::FailureCode::configuration, "tirage d’une clé impossible");
    return pair;
}

using NameHandle = std::unique_ptr<X509_NAME, Release<X509_NAME_free>>;

NameHandle name_of(const char* common_name) {
    NameHandle name(X509_NAME_new());
    const auto add = [&](const char* field, const char* value) {
        X509_NAME_add_entry_by_txt(name.get(), field, MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(value), -1, -1, 0);
    };
    add("C", "FR");
    add("O", organisation);
    add("CN", common_name);
    return name;
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    if (extension == nullptr || X509_add_ext(certificate, extension.get(), -1) != 1) {
        fail(base::FailureCode::configuration, "extension de certificat impossible");
    }
}

/// A certificate without extensions, not yet signed.
Certificate drafted(const char* name, const char* issuer_name, EVP_PKEY* key, law::Instant now) {
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    X509_set_serialNumber(certificate.get(), random_integer(serial_size).get());
    std::time_t start = now.ms / 1000;
    X509_time_adj_ex(X509_getm_notBefore(certificate.get()), 0, 0, &start);
    X509_time_adj_ex(X509_getm_notAfter(certificate.get()), days_valid, 0, &start);
    X509_set_subject_name(certificate.get(), name_of(name).get());
    X509_set_issuer_name(certificate.get(), name_of(issuer_name).get());
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

std::string signed_pem(X509* certificate, EVP_PKEY* issuer_key) {
    const Bio pem(BIO_new(BIO_s_mem()));
    const bool done = X509_sign(certificate, issuer_key, EVP_sha256()) > 0 &&
                      PEM_write_bio_X509(pem.get(), certificate) == 1;
    if (!done) fail(base::FailureCode::configuration, "signature de certificat impossible");
    return content_of(pem.get());
}

std::string pem_of(EVP_PKEY* key) {
    const Bio pem(BIO_new(BIO_s_secmem()));
    if (PEM_write_bio_PKCS8PrivateKey(pem.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        fail(base::FailureCode::configuration, "écriture de la clé impossible");
    }
    return content_of(pem.get());
}

}  // namespace

void make_demonstration_identity(const std::filesystem::path& folder, law::Instant now) {
    if (std::filesystem::exists(folder / key_file_name)) return;
    std::filesystem::create_directories(folder);
    const KeyPair root_key = drawn_key();
    const Certificate root = drafted(root_name, root_name, root_key.get(), now);
    add_extension(root.get(), root.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(root.get(), root.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(root.get(), root.get(), NID_subject_key_identifier, "hash");
    const std::string root_pem = signed_pem(root.get(), root_key.get());

    const KeyPair key = drawn_key();
    const Certificate own = drafted(seal_name, root_name, key.get(), now);
    add_extension(own.get(), root.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(own.get(), root.get(), NID_key_usage, "critical,digitalSignature,nonRepudiation");
    add_extension(own.get(), root.get(), NID_subject_key_identifier, "hash");
    add_extension(own.get(), root.get(), NID_authority_key_identifier, "keyid");
    const std::string own_pem = signed_pem(own.get(), root_key.get());

    base::write_file(folder / authority_file_name, root_pem);
    base::write_file(folder / certificates_file_name, own_pem + root_pem);
    base::write_key_file(folder / key_file_name, pem_of(key.get()));
}

}  // namespace preavis::seal
