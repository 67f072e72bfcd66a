#pragma once

#include <filesystem>
#include <memory>

#include "http/reception.h"
#include "http/services.h"

namespace preavis::http {

struct ServerSettings {
    ReceptionSettings reception;  ///< address, port, sizes and time limits
    std::filesystem::path web;    ///< folder of the style sheet and icon, read once at start
    bool behind_tls = false;      ///< the session cookie is then sent over TLS only
};

/// The HTTP door: `Reception` in front, the dispatcher behind it.
///
///     Server server(services, settings);
///     server.start();      // returns at once
///     server.stop();       // after the answers under way
class Server {
  public:
    /// Throws Failure if the address is not the loopback, the port is taken or `web` is missing.
    Server(const Services& services, const ServerSettings& settings);
    ~Server();

    void start();
    void stop();
    std::uint16_t port() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace preavis::http
