#include "http/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <sstream>
#include <stdexcept>

namespace preavis::http {
namespace {

constexpr int patience_s = 10;

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return text;
}

Answer parse(const std::string& wire) {
    Answer answer;
    answer.wire = wire;
    const std::size_t end = wire.find("\r\n\r\n");
    if (end == wire.npos || wire.rfind("HTTP/1.1 ", 0) != 0) return answer;
    answer.status = std::stoi(wire.substr(9, 3));
    answer.body = wire.substr(end + 4);
    std::istringstream lines(wire.substr(0, end));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        const std::size_t colon = line.find(": ");
        std::string& value = answer.headers[lower(line.substr(0, colon))];
        value += (value.empty() ? "" : ", ") + line.substr(colon + 2);
    }
    return answer;
}

/// True for an answer after which the server waits for the next request.
bool is_whole(const std::string& wire) {
    const Answer answer = parse(wire);
    if (answer.status == 0 || answer.header("connection") != "keep-alive") return false;
    return answer.body.size() >= std::stoul(answer.header("content-length"));
}

}  // namespace

std::string Answer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = patience_s, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        throw std::runtime_error("no server listens");
    }
}

RawClient::~RawClient() {
    ::close(socket_);
}

void RawClient::send(const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;  // the server closed: its answer tells why
        sent += static_cast<std::size_t>(count);
    }
}

void RawClient::finish_sending() {
    ::shutdown(socket_, SHUT_WR);
}

Answer RawClient::receive() {
    std::string wire;
    char buffer[65536];
    while (!is_whole(wire)) {
        const auto count = ::recv(socket_, buffer, sizeof buffer, 0);
        if (count <= 0) break;
        wire.append(buffer, static_cast<std::size_t>(count));
    }
    return parse(wire);
}

Answer exchange(std::uint16_t port, const std::string& bytes) {
    RawClient client(port);
    client.send(bytes);
    return client.receive();
}

}  // namespace preavis::http
