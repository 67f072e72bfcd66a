#include "http/connection.h"

#include <Poco/Exception.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "http/errors.h"

namespace preavis::http {
namespace {

constexpr std::size_t bytes_at_once = 65536;
constexpr std::size_t farewell_bytes = 4U << 20;
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

/// The bytes of a thread that just came; they are taken before it goes on to another client.
std::array<char, bytes_at_once>& buffer() {
    thread_local std::array<char, bytes_at_once> bytes;
    return bytes;
}

bool is_from_here(const Request& request) {
    for (const char* trace : {"x-forwarded-for", "x-real-ip", "forwarded", "via"}) {
        if (request.headers.contains(trace)) return false;
    }
    return true;
}

}  // namespace

Connection::Connection(Poco::Net::StreamSocket socket, const std::vector<std::string>& hosts,
                       const RequestLimits& limits, const Patience& patience,
                       const Answerer& answer)
    : socket_(std::move(socket)),
      hosts_(hosts),
      limits_(limits),
      patience_(patience),
      answer_(answer) {
    reader_.emplace(hosts_, limits_);
    set(Stage::reading, patience_.request);
}

void Connection::set(Stage stage, std::chrono::seconds longest) {
    stage_ = stage;
    deadline_ = std::chrono::steady_clock::now() + longest;
}

Connection::Next Connection::go_on() {
    try {
        switch (stage_) {
            case Stage::idle: set(Stage::reading, patience_.request); return read();
            case Stage::reading: return read();
            case Stage::writing: return write();
            case Stage::leaving: return leave();
        }
    } catch (const Poco::Exception&) {
        // the client is gone
    }
    return Next::close;
}

std::optional<std::string_view> Connection::receive() {
    auto& bytes = buffer();
    const int count = socket_.receiveBytes(bytes.data(), static_cast<int>(bytes.size()));
    if (count == 0) return std::nullopt;
    return std::string_view(bytes.data(), count < 0 ? 0 : static_cast<std::size_t>(count));
}

Connection::Next Connection::read() {
    const auto bytes = receive();
    if (!bytes) return Next::close;
    if (reader_->take(*bytes) == RequestReader::State::more) {
        if (reader_->awaits_continue()) {
            reader_->continued();
            socket_.sendBytes(continue_line.data(), static_cast<int>(continue_line.size()),
                              MSG_NOSIGNAL);
        }
        return Next::read;
    }
    answered_ = answer_bytes();
    written_ = 0;
    reader_.reset();
    set(Stage::writing, patience_.answer);
    return write();
}

std::string Connection::answer_bytes() {
    if (reader_->state() == RequestReader::State::refused) {
        stays_ = false;
        return to_bytes(problem(reader_->status(), "requete_refusee", reader_->reason()), true,
                        Afterwards::close);
    }
    Request request = reader_->request();
    request.from_loopback = is_from_here(request);
    const Response response = answer_(request);
    stays_ = reader_->may_stay() && !sends_already();
    return to_bytes(response, request.method != "HEAD",
                    stays_ ? Afterwards::stay : Afterwards::close);
}

bool Connection::sends_already() {
    char byte = 0;
    return ::recv(descriptor(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
}

Connection::Next Connection::write() {
    while (written_ < answered_.size()) {
        const ssize_t count = ::send(descriptor(), answered_.data() + written_,
                                     answered_.size() - written_, MSG_NOSIGNAL);
        if (count < 0) return errno == EAGAIN ? Next::write : Next::close;
        written_ += static_cast<std::size_t>(count);
    }
    answered_ = {};
    if (stays_) return wait_for_the_next();
    socket_.shutdownSend();
    set(Stage::leaving, patience_.farewell);
    return Next::read;
}

Connection::Next Connection::wait_for_the_next() {
    reader_.emplace(hosts_, limits_);
    set(Stage::idle, patience_.idle);
    return Next::read;
}

// Our side is closed; the client may still be sending: reads on a little, so that the answer is
// not lost to a reset.
Connection::Next Connection::leave() {
    const auto bytes = receive();
    if (!bytes) return Next::close;
    thrown_away_ += bytes->size();
    return thrown_away_ > farewell_bytes ? Next::close : Next::read;
}

}  // namespace preavis::http
