#pragma once

#include <Poco/Net/ServerSocket.h>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "http/connection.h"
#include "http/message.h"
#include "http/readiness.h"

namespace preavis::http {

struct ReceptionSettings {
    std::string address = "127.0.0.1";  ///< a loopback address: anything else is refused
    std::uint16_t port = 8080;          ///< 0: any free one
    std::size_t workers = 16;           ///< requests answered at a time
    std::size_t connections = 400;      ///< open at a time; the first to end its time goes first
    Patience patience;
    std::vector<std::string> host_names;  ///< accepted in Host beside the loopback's own names
    RequestLimits limits;
};

/// The socket side of the server. Whichever worker is free takes the next socket that has
/// something to say and does what can be done without waiting for the client; a client that drips
/// bytes costs a few kilobytes and no thread. One more thread closes what took too long.
/// What it cannot do: tell clients apart behind a proxy, speak TLS or HTTP/2. That is nginx's part.
class Reception {
  public:
    using Answerer = Connection::Answerer;

    /// Binds and listens. Throws Failure: `configuration` for an address that is not the loopback,
    /// `network` if the port is taken.
    Reception(const ReceptionSettings& settings, Answerer answer);
    ~Reception();

    void start();
    void stop();
    std::uint16_t port() const { return port_; }
    /// The values of Host that are answered.
    const std::vector<std::string>& hosts() const { return hosts_; }

  private:
    /// What waits for its client may be closed by anybody; what a worker holds, by that one alone.
    struct Guest {
        std::shared_ptr<Connection> connection;
        bool is_held = false;
    };
    using Guests = std::map<std::uint64_t, Guest>;

    void work();
    void sweep();
    void accept();
    void listen_again();
    void serve(std::uint64_t name);
    std::shared_ptr<Connection> hold(std::uint64_t name);
    void wait_for(std::uint64_t name, Connection::Next next);
    void close(Guests::iterator guest);
    void make_room();
    void close_expired();

    ReceptionSettings settings_;
    Answerer answer_;
    Poco::Net::ServerSocket listener_;
    std::uint16_t port_ = 0;
    std::vector<std::string> hosts_;
    Readiness readiness_;
    std::mutex mutex_;
    std::condition_variable ending_;
    bool stopping_ = false;
    Guests guests_;
    std::uint64_t last_name_;
    std::vector<std::thread> threads_;
};

}  // namespace preavis::http
