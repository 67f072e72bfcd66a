#pragma once

#include <string>
#include <string_view>

#include "seal/credentials.h"

namespace preavis::seal {

/// Makes the signatures of seals: CMS, detached, signed attributes content-type, message-digest and
/// signing-certificate-v2 (over the whole chain), no signing-time: the instant stands in the file.
/// What does not change from seal to seal is encoded once.
/// Source: RFC 5652; RFC 5035; ETSI EN 319 122-1; ETSI EN 319 142-1, 6.3.
class CmsWriter {
  public:
    /// The credentials must outlive it.
    explicit CmsWriter(const Credentials& credentials);

    /// The signature value over something with this SHA-256 digest.
    struct Signed {
        std::string attributes;  ///< the signed ones, as a SET OF
        std::string value;
    };
    Signed sign(std::string_view digest) const;
    /// The whole message. `token`: the time-stamp of the signature value; may be empty.
    std::string message(const Signed& what, std::string_view token) const;
    /// The most bytes that a message without a time-stamp takes.
    std::size_t most_bytes() const;

  private:
    const Credentials& credentials_;
    std::string digest_algorithm_;
    std::string signature_algorithm_;
    std::string signing_certificate_;  ///< attribute
    std::string signer_;               ///< issuer and serial number
    std::string certificates_;
};

}  // namespace preavis::seal
