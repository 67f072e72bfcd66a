#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/release.h"
#include "law/instant.h"

namespace preavis::seal {

// OpenSSL's objects, each freed with its owner, and what all of the folder asks of them.

using base::Release;

using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;
using KeyPair = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Store = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Release<X509_STORE_CTX_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Release<CMS_ContentInfo_free>>;

using Integer = std::unique_ptr<ASN1_INTEGER, Release<ASN1_INTEGER_free>>;

using Certificates = std::vector<Certificate>;

/// Throws Failure with what was tried and OpenSSL's own words.
[[noreturn]] void fail(base::FailureCode code, const std::string& what);

const unsigned char* bytes_of(std::string_view text);
/// Read-only; `text` must outlive it.
Bio memory(std::string_view text);
/// All that was written to a memory BIO.
std::string content_of(BIO* bio);

/// Any object by its i2d function.
template <class Object, class Encode>
std::string der_of(Encode encode, Object* object) {
    unsigned char* bytes = nullptr;
    const int size = encode(object, &bytes);
    if (size <= 0) fail(base::FailureCode::corrupted, "encodage DER impossible");
    std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return der;
}

/// The certificates of a PEM text, in its order; none if it holds none.
Certificates certificates_of(std::string_view pem);
/// Certificates to believe in, as a store. Chains may end at any of them, root or not.
Store store_of(const Certificates& trusted);

/// A positive number of so many bytes, drawn at random.
Integer random_integer(std::size_t size);

/// "CN=SIAO de la Rive,O=...,C=FR"
std::string text_of(const X509_NAME* name);
law::Instant instant_of(const ASN1_TIME* time);
std::string sha256(std::string_view first, std::string_view second = {});

/// May sign documents: key usage, where it is stated, has digitalSignature or contentCommitment.
bool may_sign(X509* certificate);

}  // namespace preavis::seal
