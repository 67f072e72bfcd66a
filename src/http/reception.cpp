#include "http/reception.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/PollSet.h>
#include <Poco/Timespan.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>

#include "base/failure.h"
#include "http/errors.h"

namespace preavis::http {
namespace {

using Poco::Net::PollSet;
using Poco::Net::StreamSocket;
using Monotonic = std::chrono::steady_clock;

constexpr int turn_microseconds = 20'000;  // a worker's answer waits at most so long
constexpr std::size_t bytes_at_once = 65536;
constexpr int backlog = 256;
constexpr auto farewell = std::chrono::seconds(2);
constexpr std::size_t farewell_bytes = 4U << 20;
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

std::vector<std::string> accepted_hosts(const ReceptionSettings& settings, std::uint16_t port) {
    std::vector<std::string> hosts = settings.host_names;
    for (const char* name : {"127.0.0.1", "localhost", "[::1]"}) {
        hosts.push_back(name + std::string(":") + std::to_string(port));
        if (port == 80) hosts.emplace_back(name);
    }
    return hosts;
}

Poco::Net::SocketAddress loopback(const ReceptionSettings& settings) {
    const Poco::Net::IPAddress address = [&] {
        try {
            return Poco::Net::IPAddress(settings.address);
        } catch (const Poco::Exception&) {
            throw base::Failure(base::FailureCode::configuration,
                                "« " + settings.address + " » n'est pas une adresse IP");
        }
    }();
    if (!address.isLoopback()) {
        throw base::Failure(base::FailureCode::configuration,
                            "le service n'écoute que sur la machine elle-même (127.0.0.1), pas sur "
                            "« " +
                                settings.address + " » : placez nginx devant lui");
    }
    return {address, settings.port};
}

}  // namespace

/// One client, from its first byte to its last.
struct Reception::Connection {
    enum class Stage { reading, answering, writing, leaving };

    Connection(StreamSocket accepted, const std::vector<std::string>& hosts,
               const RequestLimits& limits, Monotonic::time_point until)
        : socket(std::move(accepted)), reader(hosts, limits), deadline(until) {}

    /// Writes what the socket takes without waiting, and says when that was all. False if the
    /// client is gone.
    bool write_some() {
        try {
            while (written < answer.size()) {
                const auto left = static_cast<int>(answer.size() - written);
                const int count = socket.sendBytes(answer.data() + written, left, MSG_NOSIGNAL);
                if (count < 0) return true;
                written += static_cast<std::size_t>(count);
            }
            socket.shutdownSend();
            return true;
        } catch (const Poco::Exception& refused) {
            return refused.code() == EAGAIN;
        }
    }
    bool all_written() const { return written == answer.size(); }

    StreamSocket socket;
    RequestReader reader;
    Stage stage = Stage::reading;
    Monotonic::time_point deadline;
    std::string answer;
    std::size_t written = 0;
    std::size_t read_after = 0;
};

/// What the waiting thread alone knows: the open connections and what each waits for.
class Reception::Waiting {
  public:
    explicit Waiting(Reception& reception) : reception_(reception) {
        polled_.add(reception_.listener_, PollSet::POLL_READ);
    }

    void turn() {
        for (const auto& [socket, mode] : polled_.poll(Poco::Timespan(0, turn_microseconds))) {
            if (socket == reception_.listener_) {
                accept_all();
            } else if (const auto found = open_.find(socket); found != open_.end()) {
                serve(found->second);
            }
        }
        take_answered();
        close_expired();
    }

  private:
    void accept_all() {
        while (reception_.listener_.poll(Poco::Timespan(0, 0), Poco::Net::Socket::SELECT_READ)) {
            if (open_.size() >= reception_.settings_.connections) close_nearest_to_its_end();
            try {
                StreamSocket socket = reception_.listener_.acceptConnection();
                socket.setBlocking(false);
                socket.setNoDelay(true);
                const auto until =
                    Monotonic::now() + std::chrono::seconds(reception_.settings_.request_seconds);
                open_.emplace(socket,
                              std::make_shared<Connection>(socket, reception_.hosts_,
                                                           reception_.settings_.limits, until));
                polled_.add(socket, PollSet::POLL_READ);
            } catch (const Poco::Exception&) {
                return;  // the client left before we looked, or no descriptor is free
            }
        }
    }

    void serve(Shared connection) {
        try {
            switch (connection->stage) {
                case Connection::Stage::reading: read(connection); break;
                case Connection::Stage::writing: write(connection); break;
                case Connection::Stage::leaving: drain(connection); break;
                case Connection::Stage::answering: break;
            }
        } catch (const Poco::Exception&) {
            close(connection);
        }
    }

    /// Nothing if the client closed its side; "" if nothing is there now.
    std::optional<std::string> receive(Connection& connection) {
        const int count =
            connection.socket.receiveBytes(buffer_.data(), static_cast<int>(buffer_.size()));
        if (count == 0) return std::nullopt;
        if (count < 0) return "";
        return buffer_.substr(0, static_cast<std::size_t>(count));
    }

    void read(const Shared& connection) {
        const auto bytes = receive(*connection);
        if (!bytes) return close(connection);
        if (connection->reader.take(*bytes) == RequestReader::State::more) {
            if (connection->reader.awaits_continue()) {
                connection->reader.continued();
                connection->socket.sendBytes(continue_line.data(),
                                             static_cast<int>(continue_line.size()), MSG_NOSIGNAL);
            }
            return;
        }
        polled_.remove(connection->socket);
        connection->stage = Connection::Stage::answering;
        reception_.hand_over(connection);
    }

    void write(const Shared& connection) {
        if (!connection->write_some()) return close(connection);
        if (connection->all_written()) say_goodbye(connection);
    }

    /// Our side is closed; the client may still be sending: reads on a little, so that the answer
    /// is not lost to a reset.
    void say_goodbye(const Shared& connection) {
        connection->stage = Connection::Stage::leaving;
        connection->deadline = Monotonic::now() + farewell;
        polled_.update(connection->socket, PollSet::POLL_READ);
    }

    void drain(const Shared& connection) {
        const auto bytes = receive(*connection);
        if (!bytes) return close(connection);
        connection->read_after += bytes->size();
        if (connection->read_after > farewell_bytes) close(connection);
    }

    void take_answered() {
        std::deque<Shared> answered;
        {
            const std::lock_guard lock(reception_.mutex_);
            answered.swap(reception_.to_deliver_);
        }
        for (const Shared& connection : answered) {
            connection->stage = Connection::Stage::writing;
            connection->deadline =
                Monotonic::now() + std::chrono::seconds(reception_.settings_.answer_seconds);
            polled_.add(connection->socket, PollSet::POLL_WRITE);
            serve(connection);
        }
    }

    void close_expired() {
        const auto now = Monotonic::now();
        std::vector<Shared> late;
        for (const auto& [socket, connection] : open_) {
            const bool ours = connection->stage == Connection::Stage::answering;
            if (!ours && connection->deadline < now) late.push_back(connection);
        }
        for (const Shared& connection : late) close(connection);
    }

    /// Makes room: who was answered already goes first, then who has been sending longest.
    void close_nearest_to_its_end() {
        Shared nearest;
        for (const auto& [socket, connection] : open_) {
            if (connection->stage == Connection::Stage::answering) continue;
            if (!nearest || connection->deadline < nearest->deadline) nearest = connection;
        }
        if (nearest) close(nearest);
    }

    void close(const Shared& connection) {
        polled_.remove(connection->socket);
        open_.erase(connection->socket);
        connection->socket.close();
    }

    Reception& reception_;
    PollSet polled_;
    std::map<Poco::Net::Socket, Shared> open_;
    std::string buffer_ = std::string(bytes_at_once, '\0');
};

Reception::Reception(const ReceptionSettings& settings, Answerer answer)
    : settings_(settings), answer_(std::move(answer)) {
    const Poco::Net::SocketAddress address = loopback(settings);
    try {
        listener_.bind(address, true, false);
        listener_.listen(backlog);
    } catch (const Poco::Exception& refused) {
        throw base::Failure(base::FailureCode::network,
                            "le port " + std::to_string(settings.port) +
                                " ne peut pas être ouvert : " + refused.displayText());
    }
    port_ = listener_.address().port();
    hosts_ = accepted_hosts(settings_, port_);
}

Reception::~Reception() {
    stop();
}

void Reception::start() {
    threads_.emplace_back([this] { wait_for_bytes(); });
    for (std::size_t i = 0; i < settings_.workers; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

void Reception::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_there_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

void Reception::wait_for_bytes() {
    Waiting waiting(*this);
    while (!stopping_) waiting.turn();
}

void Reception::hand_over(const Shared& connection) {
    {
        const std::lock_guard lock(mutex_);
        to_answer_.push_back(connection);
    }
    work_there_.notify_one();
}

void Reception::give_back(const Shared& connection) {
    const std::lock_guard lock(mutex_);
    to_deliver_.push_back(connection);
}

void Reception::work() {
    for (;;) {
        Shared connection;
        {
            std::unique_lock lock(mutex_);
            work_there_.wait(lock, [this] { return stopping_ || !to_answer_.empty(); });
            if (stopping_) return;
            connection = to_answer_.front();
            to_answer_.pop_front();
        }
        connection->answer = answer_bytes(connection->reader);
        connection->write_some();
        give_back(connection);
    }
}

std::string Reception::answer_bytes(const RequestReader& reader) const {
    if (reader.state() == RequestReader::State::refused) {
        return to_bytes(problem(reader.status(), "requete_refusee", reader.reason()), true);
    }
    Request request = reader.request();
    request.from_loopback = true;
    for (const char* trace : {"x-forwarded-for", "x-real-ip", "forwarded", "via"}) {
        if (request.headers.contains(trace)) request.from_loopback = false;
    }
    return to_bytes(answer_(request), request.method != "HEAD");
}

}  // namespace preavis::http
