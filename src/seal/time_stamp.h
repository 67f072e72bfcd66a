#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

#include "law/instant.h"
#include "seal/openssl.h"

namespace preavis::seal {

/// A time-stamp authority: where it answers, and the certificates by which its answers are judged.
struct Authority {
    std::string url;              ///< "http://horodatage.exemple.fr/tsa"
    std::filesystem::path roots;  ///< PEM
    int timeout_s = 5;            ///< for the whole exchange
    int pause_s = 60;             ///< after a silence, no question is asked for so long
};

/// Asks an authority for time-stamps. Safe to use from several threads.
/// Source: RFC 3161; ETSI EN 319 422.
class TimeStampClient {
  public:
    /// Throws Failure (configuration): an address that is not http, a file without certificates.
    explicit TimeStampClient(const Authority& authority);

    /// The token over something with this SHA-256 digest: imprint, nonce, signature and certificate
    /// checked. Throws Failure (network) if the authority does not answer, refuses, or answers
    /// something else; and at once during the pause that follows a silence, so that an authority
    /// that is down costs one time-out a minute, not one for each document.
    std::string token(std::string_view digest, law::Instant now) const;

  private:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

    std::string exchange(const std::string& query, law::Instant now) const;
    bool is_pausing(law::Instant now) const;

    std::string url_;
    std::string host_;
    std::string port_;
    std::string path_;
    int timeout_s_;
    std::int64_t pause_ms_;
    mutable std::atomic<std::int64_t> silent_at_ms_ = never;
    Store trusted_;
};

}  // namespace preavis::seal
