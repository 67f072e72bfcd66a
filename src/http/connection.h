#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "http/message.h"
#include "http/request_reader.h"

namespace preavis::http {

/// How long what may take.
struct Patience {
    std::chrono::seconds request{15};  ///< for a whole request to arrive, from its first byte
    std::chrono::seconds answer{20};   ///< for a whole answer to leave
    std::chrono::seconds idle{15};     ///< between two requests
    std::chrono::seconds farewell{2};  ///< after our last byte, for the client to close
};

/// One client, from its first byte to its last: a request is read whole, answered, and the next
/// one is waited for. Never blocks; used by one thread at a time.
///
/// It closes after an answer if the client asked for that or speaks HTTP/1.0, if the request was
/// refused at the gate, and if anything follows a request before its answer: then who reads
/// elsewhere where a request ends could disagree with us.
/// Source: RFC 9112, sections 9.3 and 9.6.
class Connection {
  public:
    using Answerer = std::function<Response(const Request&)>;
    using Instant = std::chrono::steady_clock::time_point;
    enum class Next { read, write, close };

    /// All but the socket must outlive the connection.
    Connection(Poco::Net::StreamSocket socket, const std::vector<std::string>& hosts,
               const RequestLimits& limits, const Patience& patience, const Answerer& answer);

    /// Does what can be done without waiting for the client, and says what to wait for then.
    Next go_on();
    /// Until when that may take.
    Instant deadline() const { return deadline_; }
    /// True if it waits for nothing that somebody asked for: the first to go where room is short.
    bool is_idle() const { return stage_ == Stage::idle || stage_ == Stage::leaving; }
    int descriptor() const { return socket_.impl()->sockfd(); }
    void close() { socket_.close(); }

  private:
    enum class Stage { idle, reading, writing, leaving };

    Next read();
    Next write();
    Next leave();
    Next wait_for_the_next();
    /// Nothing if the client closed its side; "" if nothing is there now.
    std::optional<std::string_view> receive();
    bool sends_already();
    std::string answer_bytes();
    void set(Stage stage, std::chrono::seconds longest);

    Poco::Net::StreamSocket socket_;
    const std::vector<std::string>& hosts_;
    const RequestLimits& limits_;
    const Patience& patience_;
    const Answerer& answer_;
    std::optional<RequestReader> reader_;
    Stage stage_ = Stage::reading;
    Instant deadline_;
    std::string answered_;
    std::size_t written_ = 0;
    bool stays_ = false;
    std::size_t thrown_away_ = 0;
};

}  // namespace preavis::http
