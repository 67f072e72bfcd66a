#pragma once

#include <chrono>
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
#include "store/reserve.h"

namespace preavis::store {

/// What becomes of the rows that a piece of work wrote.
enum class Outcome { keep, undo };
using Work = std::function<Outcome(Connection&)>;

/// Whether a work is done with the room that is kept aside when there is no other.
enum class Need { ordinary, vital };

/// The one thread that writes, with the one connection that commits and checkpoints.
/// Works that wait at the same time share a transaction and so one wait for the disk (group
/// commit), each in its own savepoint: it keeps or undoes only its own rows. The keys that they
/// drew are on the disk before what they sealed.
///
/// Without room the reserve is given up, ordinary works are refused and vital ones go on; once the
/// reserve can be taken again, all do. After a lasting failure every work is refused: reading
/// still works, writing needs a restart.
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
    void write(const Work& work, Need need = Need::ordinary);

    /// The same for many works, behind what people wait for: they share transactions of bounded
    /// size, and one ends as soon as somebody else waits.
    void write_behind(const std::vector<Work>& works);

    /// Refuses all further writing with this failure.
    void stop(const EngineFailure& reason);
    /// Why ordinary works are refused now; nothing if they are not.
    std::optional<EngineFailure> trouble() const;

  private:
    /// Rings once, for one who waits. (A standard semaphore yields the processor while it waits.)
    class Bell {
      public:
        void ring();
        void wait();

      private:
        std::mutex mutex_;
        std::condition_variable changed_;
        bool rung_ = false;
    };
    /// Lives with its caller, who waits until it is `answered`.
    struct Task {
        Task(const Work& asked, Need needed, bool behind_people)
            : work(asked), need(needed), behind(behind_people) {}

        const Work& work;
        std::exception_ptr thrown = nullptr;
        Need need;
        bool behind;
        std::shared_ptr<Bell> answered = std::make_shared<Bell>();
    };
    using Batch = std::vector<Task*>;

    void run();
    Batch next_batch();
    /// Carries out what may be, refuses the rest.
    void serve(Batch& batch);
    /// Puts the works that gave way back at the head of their lane, and out of the batch.
    void commit(Batch& batch);
    /// Commits again what is vital of a batch that found no room, now that the reserve is free.
    void commit_vital(const Batch& batch);
    void transact(Batch& batch);
    void apply_all(Batch& batch);
    /// True for a work of the loops if its transaction holds enough rows, or if people wait.
    bool gives_way(const Task& task, std::int64_t rows);
    void put_back(Batch& batch, std::size_t applied);
    void apply(Task& task);
    void refuse(const Batch& batch, const base::Failure& reason);
    void answer(const Batch& batch);
    void roll_back_after(const EngineFailure& failure);
    void note_if_full(const EngineFailure& failure);
    void checkpoint_if_long();
    void look_for_room();
    bool finds_room();

    std::unique_ptr<Connection> db_;
    Reserve reserve_;
    std::chrono::steady_clock::time_point looked_at_;
    int log_pages_ = 0;
    mutable std::mutex mutex_;
    std::condition_variable work_waits_;
    Batch waiting_;             ///< people
    std::deque<Task*> behind_;  ///< the loops
    bool people_came_last_ = false;
    bool ending_ = false;
    std::optional<EngineFailure> trouble_;
    std::thread thread_;
};

}  // namespace preavis::store
