#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace preavis::service {

/// One loop in a thread of its own: it turns each second, or at once while work is left.
class Lane {
  public:
    /// `turn` answers whether work is left. `report` is told what went wrong (one line); the lane
    /// goes on.
    Lane(std::string name, std::function<bool()> turn,
         std::function<void(const std::string&)> report);
    ~Lane();
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    const std::string& name() const { return name_; }
    /// False if no turn has come to its end for a minute.
    bool alive() const;
    /// Ends after the turn that is under way.
    void stop();

  private:
    void run();
    bool turn_once();

    std::string name_;
    std::function<bool()> turn_;
    std::function<void(const std::string&)> report_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::atomic<std::int64_t> last_turn_ms_;
    std::thread thread_;
};

}  // namespace preavis::service
