#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "seal/openssl.h"

namespace preavis::seal {

/// The key that seals. A port inside this folder: today a file holds it, a token or a server that
/// speaks PKCS#11 may hold it one day.
/// Safe to use from several threads.
class Key {
  public:
    virtual ~Key() = default;
    /// The other half of the pair, as certificates hold it.
    virtual const EVP_PKEY* public_half() const = 0;
    /// The most bytes that a signature takes.
    virtual std::size_t signature_size() const = 0;
    /// The signature over a SHA-256 digest: ECDSA in DER, or RSA by PKCS#1 v1.5.
    /// Throws Failure if the key cannot be used.
    virtual std::string sign(std::string_view digest) const = 0;
};

/// The key of a file in PEM (PKCS#8, without a password): ECDSA on P-256 or P-384, RSA from 2048
/// bits. Throws Failure for any other, and for a file that others may read.
std::unique_ptr<Key> file_key(const std::filesystem::path& path);

}  // namespace preavis::seal
