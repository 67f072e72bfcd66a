#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "store/connection.h"

namespace preavis::store {

/// What becomes of the rows that a piece of work wrote.
enum class Outcome { keep, undo };
using Work = std::function<Outcome(Connection&)>;

/// The one thread that writes, with the one connection that commits and checkpoints.
/// Works that wait at the same time share a transaction and so one wait for the disk (group
/// commit), each in its own savepoint: it keeps or undoes only its own rows.
class Writer {
  public:
    /// Takes over the connection.
    explicit Writer(std::unique_ptr<Connection> db);
    /// Finishes what waits, then closes.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Returns once the disk has what `work` kept. Throws what `work` threw, or Failure if the
    /// transaction did not reach the disk: then nothing of it is there.
    /// After a lasting failure every call throws: reading still works, writing needs a restart.
    void write(const Work& work);

    /// Refuses all further writing with this failure.
    void stop(const base::Failure& reason);

  private:
    /// Lives with its caller, who waits for `done`.
    struct Task {
        const Work& work;
        std::exception_ptr thrown = nullptr;
        bool done = false;
        std::condition_variable answered = {};
    };
    using Batch = std::vector<Task*>;

    void run();
    Batch next_batch();
    void commit(const Batch& batch);
    void apply(Task& task);
    void refuse(const Batch& batch, const base::Failure& reason);
    void answer(const Batch& batch);
    void roll_back_after(const EngineFailure& failure);
    void checkpoint_if_long();
    std::optional<base::Failure> stopped();

    std::unique_ptr<Connection> db_;
    int log_pages_ = 0;
    std::mutex mutex_;
    std::condition_variable work_waits_;
    Batch waiting_;
    bool ending_ = false;
    std::optional<base::Failure> stopped_;
    std::thread thread_;
};

}  // namespace preavis::store
