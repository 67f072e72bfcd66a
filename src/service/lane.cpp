#include "service/lane.h"

#include <chrono>
#include <exception>
#include <utility>

#include "base/log_line.h"

namespace preavis::service {
namespace {

constexpr std::int64_t stuck_ms = 60'000;
constexpr auto pause = std::chrono::seconds(1);

std::int64_t steady_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

Lane::Lane(std::string name, std::function<bool()> turn,
           std::function<void(const std::string&)> report)
    : name_(std::move(name)),
      turn_(std::move(turn)),
      report_(std::move(report)),
      last_turn_ms_(steady_ms()),
      thread_([this] { run(); }) {}

Lane::~Lane() {
    stop();
}

bool Lane::alive() const {
    return steady_ms() - last_turn_ms_.load() < stuck_ms;
}

void Lane::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool Lane::turn_once() {
    try {
        const bool more = turn_();
        last_turn_ms_ = steady_ms();
        return more;
    } catch (const std::exception& error) {
        report_(name_ + " : " + base::log_line(error.what()));
        return false;
    }
}

void Lane::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const bool more = turn_once();
        lock.lock();
        if (!more) wake_.wait_for(lock, pause, [this] { return stopping_; });
    }
}

}  // namespace preavis::service
