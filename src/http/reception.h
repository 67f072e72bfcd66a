#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "http/message.h"
#include "http/request_reader.h"

namespace preavis::http {

struct ReceptionSettings {
    std::string address = "127.0.0.1";  ///< a loopback address: anything else is refused
    std::uint16_t port = 8080;          ///< 0: any free one
    std::size_t workers = 16;           ///< requests answered at a time
    std::size_t connections = 400;      ///< open at a time; the oldest that still sends goes first
    int request_seconds = 15;           ///< for the whole request to arrive
    int answer_seconds = 20;            ///< for the whole answer to leave
    std::vector<std::string> host_names;  ///< accepted in Host beside the loopback's own names
    RequestLimits limits;
};

/// The socket side of the server. One thread does all the waiting, without blocking, for all
/// connections: requests are read through the gate (`RequestReader`) under one total time limit, so
/// that a client that drips bytes costs a few kilobytes and no thread. Whole requests go to the
/// workers; one answer each, then the connection closes.
/// What it cannot do: tell clients apart behind a proxy, speak TLS or HTTP/2. That is nginx's part.
class Reception {
  public:
    using Answerer = std::function<Response(const Request&)>;

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
    struct Connection;
    using Shared = std::shared_ptr<Connection>;
    class Waiting;

    void wait_for_bytes();
    void work();
    void hand_over(const Shared& connection);
    void give_back(const Shared& connection);
    std::string answer_bytes(const RequestReader& reader) const;

    ReceptionSettings settings_;
    Answerer answer_;
    Poco::Net::ServerSocket listener_;
    std::uint16_t port_ = 0;
    std::vector<std::string> hosts_;
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::condition_variable work_there_;
    std::deque<Shared> to_answer_;   ///< whole requests, for the workers
    std::deque<Shared> to_deliver_;  ///< answered, for the waiting thread
    std::vector<std::thread> threads_;
};

}  // namespace preavis::http
