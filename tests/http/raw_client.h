#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace preavis::http {

/// An answer as it came over the wire.
struct Answer {
    int status = 0;                              ///< 0: the connection closed without one
    std::map<std::string, std::string> headers;  ///< names in lower case; repeated ones joined
    std::string body;
    std::string wire;  ///< every byte until the server closed, or until its answer was whole

    std::string header(const std::string& name) const;
};

/// A connection to the server under test that sends exactly the bytes it is told.
class RawClient {
  public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(const std::string& bytes);
    /// Says that nothing more will be sent.
    void finish_sending();
    /// Reads one whole answer, or until the server closes (or 10 s) if it says that it will.
    Answer receive();

  private:
    int socket_;
};

/// Sends the bytes and reads to the end.
Answer exchange(std::uint16_t port, const std::string& bytes);

}  // namespace preavis::http
