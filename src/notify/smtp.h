#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "dossier/ports.h"

namespace preavis::notify {

/// Whom mails are handed to. It does the rest: DKIM, queues, bounces.
struct Relay {
    std::string host;
    std::uint16_t port = 587;
    bool encrypted = true;  ///< by STARTTLS; without it, only to this machine itself
    std::string sender;     ///< address in From and in the envelope
    std::string login;      ///< empty: the relay knows us otherwise
    std::string password;
    std::filesystem::path authorities;  ///< PEM of those who may vouch for it; empty: the system's
};

/// Sends in one dialogue of at most half a minute. Where encryption is asked for and the relay does
/// not offer it, or cannot show who it is, nothing is sent.
/// Throws Failure: `configuration` for settings or an address that could be read as two lines,
/// `network` for a relay that cannot be reached or refuses.
std::unique_ptr<dossier::Mailer> smtp_mailer(const Relay& relay);

}  // namespace preavis::notify
