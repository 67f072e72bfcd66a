#include "service/loops.h"

#include <chrono>

#include "service/papers.h"
#include "service/procedures.h"

namespace preavis::service {
namespace {

constexpr std::size_t batch = 200;
constexpr std::int64_t remembered_hours = 72;

std::int64_t steady_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

std::size_t fire_due_deadlines(const Office& office, law::Instant now) {
    Procedures procedures(office);
    std::size_t fired = 0;
    for (;;) {
        const auto due = office.store.dossiers_due(now, batch);
        std::size_t done = 0;
        for (const std::string& id : due) done += procedures.raise_due_deadlines(id, now) ? 1 : 0;
        fired += done;
        if (due.size() < batch || done == 0) return fired;
    }
}

Loops::Loops(const Office& office, std::function<void(const std::string&)> report)
    : office_(office), report_(std::move(report)), last_turn_ms_(steady_ms()) {
    thread_ = std::thread([this] { turn(); });
}

Loops::~Loops() {
    stop();
}

bool Loops::alive() const {
    return steady_ms() - last_turn_ms_.load() < 60'000;
}

void Loops::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Loops::turn() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        try {
            const law::Instant now = office_.clock.now();
            fire_due_deadlines(office_, now);
            Papers(office_).issue_all();
            office_.store.forget_answers_before(now.plus_seconds(-remembered_hours * 3600));
            last_turn_ms_ = steady_ms();
        } catch (const std::exception& error) {
            report_(error.what());
        }
        lock.lock();
        wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; });
    }
}

}  // namespace preavis::service
