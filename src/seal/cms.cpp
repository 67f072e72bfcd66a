#include "seal/cms.h"

#include <openssl/objects.h>

#include "seal/der.h"

namespace preavis::seal {
namespace {

constexpr std::size_t digest_size = 32;

std::string attribute(int nid, std::string_view value) {
    return der(tag::sequence, der_oid(nid) + der(tag::set, value));
}

/// Algorithms without parameters have none; RSA's are NULL. Source: RFC 5754, 2 and 3.
std::string algorithm(int nid, bool with_null = false) {
    return der(tag::sequence, der_oid(nid) + (with_null ? der(tag::null, "") : ""));
}

std::string version_1() {
    return der(tag::integer, "\x01");
}

}  // namespace

CmsWriter::CmsWriter(const Credentials& credentials)
    : credentials_(credentials), digest_algorithm_(algorithm(NID_sha256)) {
    const bool rsa = EVP_PKEY_is_a(credentials.key->public_half(), "RSA") == 1;
    signature_algorithm_ =
        algorithm(rsa ? NID_sha256WithRSAEncryption : NID_ecdsa_with_SHA256, rsa);
    X509* own = credentials.certificate();
    const std::string serial = der_of(i2d_ASN1_INTEGER, X509_get0_serialNumber(own));
    signer_ = der(tag::sequence, der_of(i2d_X509_NAME, X509_get_issuer_name(own)) + serial);
    std::string hashes;
    std::vector<std::string> encoded;
    for (const Certificate& certificate : credentials.chain) {
        encoded.push_back(der_of(i2d_X509, certificate.get()));
        hashes += der(tag::sequence, der(tag::octets, sha256(encoded.back())));
    }
    certificates_ = der_set_of(encoded, tag::context0);
    signing_certificate_ = attribute(NID_id_smime_aa_signingCertificateV2,
                                     der(tag::sequence, der(tag::sequence, hashes)));
}

CmsWriter::Signed CmsWriter::sign(std::string_view digest) const {
    const std::string attributes = der_set_of(
        {attribute(NID_pkcs9_contentType, der_oid(NID_pkcs7_data)),
         attribute(NID_pkcs9_messageDigest, der(tag::octets, digest)), signing_certificate_});
    return {attributes, credentials_.key->sign(sha256(attributes))};
}

std::string CmsWriter::message(const Signed& what, std::string_view token) const {
    std::string signed_attributes = what.attributes;
    signed_attributes.front() = static_cast<char>(tag::context0);
    std::string unsigned_attributes;
    if (!token.empty()) {
        unsigned_attributes = der(tag::context1, attribute(NID_id_smime_aa_timeStampToken, token));
    }
    const std::string signer_info =
        der(tag::sequence, version_1() + signer_ + digest_algorithm_ + signed_attributes +
                               signature_algorithm_ + der(tag::octets, what.value) +
                               unsigned_attributes);
    const std::string signed_data =
        der(tag::sequence, version_1() + der(tag::set, digest_algorithm_) +
                               der(tag::sequence, der_oid(NID_pkcs7_data)) + certificates_ +
                               der(tag::set, signer_info));
    return der(tag::sequence, der_oid(NID_pkcs7_signed) + der(tag::context0, signed_data));
}

std::size_t CmsWriter::most_bytes() const {
    const std::string attributes = sign(std::string(digest_size, '\0')).attributes;
    return message({attributes, std::string(credentials_.key->signature_size(), '\0')}, {}).size();
}

}  // namespace preavis::seal
