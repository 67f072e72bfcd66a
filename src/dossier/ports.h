#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dossier/seal.h"
#include "law/instant.h"

namespace preavis::dossier {

/// What time it is. Read once per command; the instant is then passed on.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual law::Instant now() = 0;
};

/// A clock that a demonstration may move forward.
class MovableClock : public Clock {
  public:
    /// From now on it is `instant`, and time runs on from there. False, and nothing moves, if that
    /// lies before now.
    virtual bool move_to(law::Instant instant) = 0;
    /// How far it is ahead of real time.
    virtual std::int64_t offset_ms() const = 0;
};

/// Checks passwords, second factors and draws secrets.
class Identity {
  public:
    virtual ~Identity() = default;
    virtual std::string hash_password(const std::string& password) = 0;
    virtual bool password_matches(const std::string& password, const std::string& hash) = 0;
    /// The step of RFC 6238 (30 s) that this code belongs to, one step of drift either way; -1 if
    /// none.
    virtual std::int64_t totp_step(const std::string& base32_secret, const std::string& code,
                                   law::Instant now) = 0;
    virtual std::string draw_totp_secret() = 0;
    /// 256 bits, in base64 for URLs.
    virtual std::string draw_token() = 0;
};

/// Signs statements of the store about itself: checkpoints, daily statements of health (Ed25519).
class Signer {
  public:
    virtual ~Signer() = default;
    /// 32 bytes in hexadecimal: what a verifier needs, and the name of the key.
    virtual std::string public_key() const = 0;
    /// 64 bytes in hexadecimal.
    virtual std::string sign(std::string_view statement) const = 0;
};

/// A mail to an institution, in plain text with one file. Nothing in it tells of a household.
struct Mail {
    std::string to;
    std::string subject;
    std::string text;
    std::string reference;  ///< the same for the same mail sent again, so that it is known as such
    std::string attachment_name;
    std::string attachment;
};

/// Hands mails over to a relay.
class Mailer {
  public:
    virtual ~Mailer() = default;
    /// Returns once the relay has taken it. Throws Failure.
    virtual void send(const Mail& mail) const = 0;
};

/// Seals issued documents in the organisation's name (PAdES).
class Sealer {
  public:
    virtual ~Sealer() = default;
    /// The same file with one more revision that holds the seal: each earlier byte stays.
    /// Throws Failure: a file without a place for a seal, a key or time-stamp authority that fails.
    virtual std::string seal(const std::string& pdf, const SealRequest& request) const = 0;
};

}  // namespace preavis::dossier
