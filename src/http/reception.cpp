#include "http/reception.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>
#include <sys/resource.h>

#include <chrono>

#include "base/failure.h"

namespace preavis::http {
namespace {

constexpr std::uint64_t the_listener = 1;  // guests have the names after it
constexpr int backlog = 256;
constexpr auto between_sweeps = std::chrono::milliseconds(200);
constexpr int rank_of_workers = 5;

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

/// Who waits for nothing goes before who still sends; then the first to end its time.
bool goes_before(const Connection& one, const Connection& other) {
    if (one.is_idle() != other.is_idle()) return one.is_idle();
    return one.deadline() < other.deadline();
}

}  // namespace

Reception::Reception(const ReceptionSettings& settings, Answerer answer)
    : settings_(settings), answer_(std::move(answer)), last_name_(the_listener) {
    const Poco::Net::SocketAddress address = loopback(settings);
    try {
        listener_.bind(address, true, false);
        listener_.listen(backlog);
        listener_.setBlocking(false);
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
    readiness_.watch(listener_.impl()->sockfd(), the_listener, Readiness::For::reading);
    threads_.emplace_back([this] { sweep(); });
    for (std::size_t i = 0; i < settings_.workers; ++i) {
        threads_.emplace_back([this] { work(); });
    }
}

void Reception::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    readiness_.end();
    ending_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    guests_.clear();
}

// All events wait for the one thread that writes: it goes before those that answer. On Linux the
// rank is of this thread alone; where it cannot be set, nothing is lost but time.
void Reception::work() {
    ::setpriority(PRIO_PROCESS, 0, rank_of_workers);
    while (const auto name = readiness_.next()) {
        if (*name == the_listener) {
            accept();
        } else {
            serve(*name);
        }
    }
}

void Reception::accept() {
    make_room();
    try {
        Poco::Net::StreamSocket socket = listener_.acceptConnection();
        socket.setBlocking(false);
        socket.setNoDelay(true);
        const int descriptor = socket.impl()->sockfd();
        auto connection = std::make_shared<Connection>(std::move(socket), hosts_, settings_.limits,
                                                       settings_.patience, answer_);
        const std::lock_guard lock(mutex_);
        const std::uint64_t name = ++last_name_;
        if (readiness_.watch(descriptor, name, Readiness::For::reading)) {
            guests_.emplace(name, Guest{std::move(connection)});
        }
    } catch (const Poco::Exception&) {
        return;  // the client left, or no descriptor is free: the next sweep listens again
    }
    listen_again();
}

void Reception::listen_again() {
    readiness_.again(listener_.impl()->sockfd(), the_listener, Readiness::For::reading);
}

void Reception::serve(std::uint64_t name) {
    const auto connection = hold(name);
    if (connection) wait_for(name, connection->go_on());
}

std::shared_ptr<Connection> Reception::hold(std::uint64_t name) {
    const std::lock_guard lock(mutex_);
    const auto guest = guests_.find(name);
    if (guest == guests_.end()) return nullptr;
    guest->second.is_held = true;
    return guest->second.connection;
}

// Under the lock to its end: a descriptor that were closed meanwhile could be another guest's.
void Reception::wait_for(std::uint64_t name, Connection::Next next) {
    const std::lock_guard lock(mutex_);
    const auto guest = guests_.find(name);
    if (next == Connection::Next::close) return close(guest);
    guest->second.is_held = false;
    readiness_.again(
        guest->second.connection->descriptor(), name,
        next == Connection::Next::read ? Readiness::For::reading : Readiness::For::writing);
}

void Reception::close(Guests::iterator guest) {
    guest->second.connection->close();
    guests_.erase(guest);
}

void Reception::make_room() {
    const std::lock_guard lock(mutex_);
    if (guests_.size() < settings_.connections) return;
    auto first = guests_.end();
    for (auto guest = guests_.begin(); guest != guests_.end(); ++guest) {
        if (guest->second.is_held) continue;
        if (first == guests_.end() ||
            goes_before(*guest->second.connection, *first->second.connection))
            first = guest;
    }
    if (first != guests_.end()) close(first);
}

void Reception::sweep() {
    std::unique_lock lock(mutex_);
    while (!ending_.wait_for(lock, between_sweeps, [this] { return stopping_; })) {
        close_expired();
        listen_again();
    }
}

void Reception::close_expired() {
    const auto now = std::chrono::steady_clock::now();
    for (auto guest = guests_.begin(); guest != guests_.end();) {
        const auto here = guest++;
        const bool late = !here->second.is_held && here->second.connection->deadline() < now;
        if (late) close(here);
    }
}

}  // namespace preavis::http
