#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

#include "base/hash.h"
#include "base/json.h"

namespace preavis::bench {

/// One client of the service, as light as can be: a blocking socket, kept open for as long as the
/// service keeps it. Throws for any answer that is not a success.
class Client {
  public:
    Client(const std::string& url, std::string token)
        : port_(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)))),
          head_("Host: 127.0.0.1:" + std::to_string(port_) + "\r\nAuthorization: Bearer " +
                std::move(token) + "\r\n") {}
    ~Client() { hang_up(); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    std::string fetch(const std::string& path) {
        return answer("GET " + path + " HTTP/1.1\r\n" + head_ + "\r\n");
    }
    base::Json get(const std::string& path) { return base::Json::parse(fetch(path)); }
    /// With a key of its own, as a careful client sends one. The answer's body is read whole.
    std::string send(const std::string& path, const base::Json& body) {
        const std::string bytes = body.dump();
        return answer("POST " + path + " HTTP/1.1\r\n" + head_ +
                      "Content-Type: application/json\r\nIdempotency-Key: " + base::random_id() +
                      "\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n\r\n" + bytes);
    }
    base::Json post(const std::string& path, const base::Json& body) {
        return base::Json::parse(send(path, body));
    }

  private:
    void call_up() {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port_);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
            throw std::runtime_error("the service does not answer");
        }
    }
    void hang_up() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }

    /// The body of a success.
    std::string answer(const std::string& request) {
        if (socket_ < 0) call_up();
        if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) < 0) {
            throw std::runtime_error("the service hung up");
        }
        received_.clear();
        std::size_t end = std::string::npos;
        while ((end = received_.find("\r\n\r\n")) == std::string::npos) receive();
        const std::string head = received_.substr(0, end + 2);
        const std::size_t length = std::stoul(value(head, "\r\nContent-Length: "));
        while (received_.size() < end + 4 + length) receive();
        if (value(head, "\r\nConnection: ") == "close") hang_up();
        std::string body = received_.substr(end + 4, length);
        if (head[9] != '2') throw std::runtime_error(head.substr(0, 12) + " " + body);
        return body;
    }

    void receive() {
        char bytes[65536];
        const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count <= 0) throw std::runtime_error("the answer is cut short");
        received_.append(bytes, static_cast<std::size_t>(count));
    }

    static std::string value(const std::string& head, const std::string& name) {
        const std::size_t at = head.find(name);
        if (at == std::string::npos) return "";
        const std::size_t begin = at + name.size();
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }

    std::uint16_t port_;
    std::string head_;
    std::string received_;
    int socket_ = -1;
};

}  // namespace preavis::bench
