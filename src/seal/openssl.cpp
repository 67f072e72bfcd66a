#include "seal/openssl.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

#include "base/hash.h"

namespace preavis::seal {

void fail(base::FailureCode code, const std::string& what) {
    std::string reason;
    while (const unsigned long error = ERR_get_error()) {
        const char* words = ERR_reason_error_string(error);
        reason = words == nullptr ? "erreur " + std::to_string(error) : words;
    }
    throw base::Failure(code, reason.empty() ? what : what + " (" + reason + ")");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Bio memory(std::string_view text) {
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string content_of(BIO* bio) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    return size <= 0 ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

Certificates certificates_of(std::string_view pem) {
    const Bio bio = memory(pem);
    Certificates found;
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
        found.emplace_back(certificate);
    }
    ERR_clear_error();
    return found;
}

Store store_of(const Certificates& trusted) {
    Store store(X509_STORE_new());
    for (const Certificate& certificate : trusted) {
        X509_STORE_add_cert(store.get(), certificate.get());
    }
    X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
    return store;
}

Integer random_integer(std::size_t size) {
    std::string bytes = base::random_bytes(size);
    bytes.front() = static_cast<char>((bytes.front() & 0x3f) | 0x40);  // positive, full length
    const std::unique_ptr<BIGNUM, Release<BN_free>> number(
        BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
    return Integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
}

std::string text_of(const X509_NAME* name) {
    const Bio bio(BIO_new(BIO_s_mem()));
    constexpr unsigned long as_utf8 =
        XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    X509_NAME_print_ex(bio.get(), name, 0, as_utf8);
    return content_of(bio.get());
}

law::Instant instant_of(const ASN1_TIME* time) {
    constexpr std::int64_t day_s = 86400;
    const std::unique_ptr<ASN1_TIME, Release<ASN1_TIME_free>> epoch(ASN1_TIME_set(nullptr, 0));
    int days = 0;
    int seconds = 0;
    if (ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) {
        fail(base::FailureCode::corrupted, "date illisible dans un certificat");
    }
    return law::Instant{}.plus_seconds(days * day_s + seconds);
}

std::string sha256(std::string_view first, std::string_view second) {
    const std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const bool done = EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1 &&
                      EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
                      EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1 &&
                      EVP_DigestFinal_ex(context.get(), digest.data(), &size) == 1;
    if (!done) fail(base::FailureCode::configuration, "SHA-256 manque");
    return {reinterpret_cast<const char*>(digest.data()), size};
}

bool may_sign(X509* certificate) {
    constexpr std::uint32_t signing = KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION;
    return (X509_get_key_usage(certificate) & signing) != 0;
}

}  // namespace preavis::seal
