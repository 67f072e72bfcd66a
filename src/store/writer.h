#pragma once

#include <condition_variable>
#include <deque>
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
/// commit), each in its own savepoint: it keeps or undoes only its own rows. The keys that they drew
/// are on the disk before what they sealed.
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

    /// The same for many works, behind what people wait for: they share transactions of bounded
    /// size, and one ends as soon as somebody else waits.
    void write_behind(const std::vector<Work>& works);

    /// Refuses all further writing with this failure.
    void stop(const base::Failure& reason);

  private:
    /// Lives with its caller, who waits for `done`.
    struct Task {
        Task(const Work& asked, bool behind_people) : work(asked), behind(behind_people) {}

        const Work& work;
        std::exception_ptr thrown = nullptr;
        bool behind;
        bool done = false;
        std::condition_variable answered = {};
    };
    using Batch = std::vector<Task*>;

    void run();
    Batch next_batch();
    /// Puts the works that gave way back at the head of their lane, and out of the batch.
    void commit(Batch& batch);
    void apply_all(Batch& batch);
    /// True for a work of the loops if its transaction holds enough rows, or if people wait.
    bool gives_way(const Task& task, std::int64_t rows);
    void put_back(Batch& batch, std::size_t applied);
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
    Batch waiting_;             ///< people
    std::deque<Task*> behind_;  ///< the loops
    bool people_came_last_ = false;
    bool ending_ = false;
    std::optional<base::Failure> stopped_;
    std::thread thread_;
};

}  // namespace preavis::store
