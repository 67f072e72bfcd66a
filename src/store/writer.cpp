#include "store/writer.h"

#include <sqlite3.h>

#include <utility>

namespace preavis::store {
namespace {

/// Pages of the write-ahead log after which they are copied home, between two transactions.
constexpr int checkpoint_pages = 4000;

void step(Connection& db, std::string_view sql) {
    Query(db, sql).run();
}

int note_log_pages(void* pages, sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> db) : db_(std::move(db)) {
    sqlite3_wal_hook(db_->handle(), note_log_pages, &log_pages_);
    thread_ = std::thread([this] { run(); });
}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    work_waits_.notify_one();
    thread_.join();
}

void Writer::write(const Work& work) {
    Task task{.work = work};
    {
        std::unique_lock lock(mutex_);
        waiting_.push_back(&task);
        work_waits_.notify_one();
        task.answered.wait(lock, [&task] { return task.done; });
    }
    if (task.thrown) std::rethrow_exception(task.thrown);
}

void Writer::stop(const base::Failure& reason) {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    stopped_ = base::Failure(reason.code(),
                             std::string("les écritures sont arrêtées jusqu'au redémarrage, la "
                                         "lecture reste possible : ") +
                                 reason.what());
}

std::optional<base::Failure> Writer::stopped() {
    const std::lock_guard lock(mutex_);
    return stopped_;
}

void Writer::run() {
    for (Batch batch = next_batch(); !batch.empty(); batch = next_batch()) {
        if (const auto reason = stopped())
            refuse(batch, *reason);
        else
            commit(batch);
        answer(batch);
        checkpoint_if_long();
    }
}

Writer::Batch Writer::next_batch() {
    std::unique_lock lock(mutex_);
    work_waits_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    return std::exchange(waiting_, {});
}

void Writer::commit(const Batch& batch) {
    try {
        step(*db_, "BEGIN IMMEDIATE");
        for (Task* task : batch) apply(*task);
        step(*db_, "COMMIT");
    } catch (const EngineFailure& failure) {
        roll_back_after(failure);
        refuse(batch, failure);
    } catch (const std::exception& surprise) {
        const EngineFailure failure(base::FailureCode::storage, surprise.what(), true);
        roll_back_after(failure);
        refuse(batch, failure);
    }
}

void Writer::apply(Task& task) {
    step(*db_, "SAVEPOINT work");
    Outcome outcome = Outcome::undo;
    try {
        outcome = task.work(*db_);
    } catch (const EngineFailure&) {
        throw;
    } catch (...) {
        task.thrown = std::current_exception();
    }
    if (outcome == Outcome::undo) step(*db_, "ROLLBACK TO work");
    step(*db_, "RELEASE work");
}

void Writer::refuse(const Batch& batch, const base::Failure& reason) {
    for (Task* task : batch) task->thrown = std::make_exception_ptr(reason);
}

// Told under the lock: a caller cannot leave, and take its task along, before that.
void Writer::answer(const Batch& batch) {
    const std::lock_guard lock(mutex_);
    for (Task* task : batch) {
        task->done = true;
        task->answered.notify_one();
    }
}

// SQLite has rolled back by itself after some failures; closing the connection does it otherwise.
void Writer::roll_back_after(const EngineFailure& failure) {
    try {
        if (sqlite3_get_autocommit(db_->handle()) == 0) step(*db_, "ROLLBACK");
        if (!failure.lasting()) return;
    } catch (const std::exception&) {
    }
    stop(failure);
    db_.reset();
}

// A log that cannot be copied now is copied later: what is committed is safe in it.
void Writer::checkpoint_if_long() {
    if (!db_ || log_pages_ < checkpoint_pages) return;
    const int code = sqlite3_wal_checkpoint_v2(db_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                               nullptr, nullptr);
    log_pages_ = 0;
    if (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_FULL) return;
    try {
        db_->fail(code);
    } catch (const base::Failure& failure) {
        stop(failure);
    }
}

}  // namespace preavis::store
