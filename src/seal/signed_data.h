#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "seal/openssl.h"

namespace preavis::seal {

/// A signed message (CMS) taken apart, looked at so closely that each of its bytes counts.
/// Source: RFC 5652, 5.
class SignedData {
  public:
    /// `content`: what a detached signature covers; nothing where the message holds it itself.
    /// `kind`: what the content must be, as OpenSSL numbers it (NID_pkcs7_data...).
    SignedData(std::string_view message, int kind, std::optional<std::string_view> content);

    /// Why the message is not whole, in French; none if it is.
    const std::vector<std::string>& faults() const { return faults_; }
    /// Who signed; null if that cannot be read.
    X509* signer() const { return signer_; }
    std::string_view signature() const { return signature_; }
    /// The token of the signature time-stamp; empty if there is none.
    std::string_view token() const { return token_; }
    /// What the message itself holds.
    const std::string& content() const { return content_; }
    /// True if the signer's certificate leads to one of `trusted` at that instant, and if each
    /// certificate that is there is vouched for.
    bool is_trusted(const Certificates& trusted, law::Instant at, int purpose) const;

  private:
    void require(bool condition, const std::string& fault);
    void check_skeleton(int kind);
    void check_signer_info(std::string_view signer_info, std::string_view digest_algorithm);
    void check_signature_algorithm();
    void check_signature(std::optional<std::string_view> content);
    void read_unsigned(std::string_view attributes);
    void check_certificates();
    bool is_listed(X509* certificate) const;
    bool is_vouched_for(X509* certificate, const Certificates& trusted) const;
    X509* certificate(int i) const { return sk_X509_value(certificates_.get(), i); }
    int certificate_count() const { return sk_X509_num(certificates_.get()); }
    void read_signed(std::string_view attributes);

    std::string_view message_;
    Cms cms_;
    std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> certificates_;
    X509* signer_ = nullptr;
    std::string_view signature_;
    std::string_view token_;
    std::string content_;
    std::vector<std::string> listed_;  ///< hashes of certificates that the signature covers
    bool listed_by_sha1_ = false;
    std::vector<std::string> faults_;
};

}  // namespace preavis::seal
