#pragma once

#include <Poco/Net/ServerSocket.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace preavis::notify {

/// A relay on the loopback that takes one dialogue after the other and keeps what it was told.
class TestRelay {
  public:
    struct Manners {
        std::filesystem::path certificate;  ///< PEM with its key; empty: it offers no STARTTLS
        std::string refuses;                ///< the command that it answers by 550; "greeting" too
    };

    explicit TestRelay(Manners manners);
    ~TestRelay();

    std::uint16_t port() const { return listener_.address().port(); }
    /// Each command and each line of a message, in order; "[tls]" where encryption began. Read it
    /// once the client is done.
    const std::vector<std::string>& lines() const { return lines_; }
    std::string message() const;

  private:
    void serve();
    void talk(Poco::Net::StreamSocket socket);

    Manners manners_;
    Poco::Net::ServerSocket listener_;
    std::vector<std::string> lines_;
    std::atomic<bool> ending_{false};
    std::thread thread_;
};

}  // namespace preavis::notify
