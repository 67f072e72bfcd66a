#include "seal/key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>

#include "base/key_file.h"

namespace preavis::seal {
namespace {

constexpr int least_rsa_bits = 2048;

/// A key in a file has no password: nobody is there to type it.
int no_password(char*, int, int, void*) {
    return -1;
}

bool is_accepted(const EVP_PKEY* key) {
    if (EVP_PKEY_is_a(key, "RSA") == 1) return EVP_PKEY_get_bits(key) >= least_rsa_bits;
    if (EVP_PKEY_is_a(key, "EC") != 1) return false;
    std::array<char, 64> name{};
    EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr);
    const std::string_view curve = name.data();
    return curve == "prime256v1" || curve == "secp384r1";
}

class FileKey : public Key {
  public:
    explicit FileKey(KeyPair pair) : pair_(std::move(pair)) {}

    const EVP_PKEY* public_half() const override { return pair_.get(); }

    std::size_t signature_size() const override {
        return static_cast<std::size_t>(EVP_PKEY_get_size(pair_.get()));
    }

    std::string sign(std::string_view digest) const override {
        const KeyContext context(EVP_PKEY_CTX_new(pair_.get(), nullptr));
        std::string signature(signature_size(), '\0');
        std::size_t size = signature.size();
        const bool done =
            EVP_PKEY_sign_init(context.get()) == 1 &&
            EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&
            EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                          bytes_of(digest), digest.size()) == 1;
        if (!done) fail(base::FailureCode::configuration, "la clé du sceau ne signe pas");
        signature.resize(size);
        return signature;
    }

  private:
    KeyPair pair_;
};

}  // namespace

std::unique_ptr<Key> file_key(const std::filesystem::path& path) {
    std::string pem = base::read_key_file(path);
    KeyPair pair(PEM_read_bio_PrivateKey(memory(pem).get(), nullptr, no_password, nullptr));
    OPENSSL_cleanse(pem.data(), pem.size());
    if (pair == nullptr) {
        fail(base::FailureCode::configuration,
             path.string() + " : ce n’est pas une clé PKCS#8 en PEM sans mot de passe");
    }
    if (!is_accepted(pair.get())) {
        throw base::Failure(base::FailureCode::configuration,
                            path.string() +
                                " : clé refusée (il faut P-256, P-384 ou RSA d’au moins " +
                                std::to_string(least_rsa_bits) + " bits)");
    }
    return std::make_unique<FileKey>(std::move(pair));
}

}  // namespace preavis::seal
