#include "http/server.h"

#include "http/dispatcher.h"

namespace preavis::http {

struct Server::Parts {
    Parts(const Services& services, const ServerSettings& settings)
        : dispatcher(services, settings.web, settings.behind_tls),
          reception(with_files(settings.reception),
                    [this](const Request& request) { return dispatcher.answer(request); }) {}

    /// Larger bodies, at the routes that take a file.
    ReceptionSettings with_files(ReceptionSettings settings) const {
        settings.limits.takes_file = [this](const Request& request) {
            return dispatcher.takes_file(request);
        };
        return settings;
    }

    Dispatcher dispatcher;
    Reception reception;
};

Server::Server(const Services& services, const ServerSettings& settings)
    : parts_(std::make_unique<Parts>(services, settings)) {}

Server::~Server() = default;

void Server::start() {
    parts_->reception.start();
}

void Server::stop() {
    parts_->reception.stop();
}

std::uint16_t Server::port() const {
    return parts_->reception.port();
}

}  // namespace preavis::http
