#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "seal/openssl.h"

namespace preavis::seal {

/// A time-stamp authority: where it answers, and the certificates by which its answers are judged.
struct Authority {
    std::string url;              ///< "http://horodatage.exemple.fr/tsa"
    std::filesystem::path roots;  ///< PEM
    int timeout_s = 10;
};

/// Asks an authority for time-stamps. Safe to use from several threads.
/// Source: RFC 3161; ETSI EN 319 422.
class TimeStampClient {
  public:
    /// Throws Failure (configuration): an address that is not http, a file without certificates.
    explicit TimeStampClient(const Authority& authority);

    /// The token over something with this SHA-256 digest: imprint, nonce, signature and certificate
    /// checked. Throws Failure (network) if the authority does not answer, refuses, or answers
    /// something else.
    std::string token(std::string_view digest) const;

  private:
    std::string exchange(const std::string& query) const;

    std::string url_;
    std::string host_;
    std::string port_;
    std::string path_;
    int timeout_s_;
    Store trusted_;
};

}  // namespace preavis::seal
