#include "store/writer.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "store/vault.h"

namespace preavis::store {
namespace {

/// Pages of the write-ahead log after which they are copied home, between two transactions.
constexpr int checkpoint_pages = 16000;
/// The same while the loops write much: short pauses, so that nobody who comes waits long.
constexpr int checkpoint_pages_behind = 400;
/// Works of the loops that share a transaction at most, and the rows after which none is added:
/// what they wrote has to reach the disk before people are served.
constexpr std::size_t most_behind = 150;
constexpr std::int64_t most_rows_behind = 600;
/// How often a full disk is looked at again, and what must fit before it counts as not full.
constexpr auto between_looks = std::chrono::milliseconds(500);
constexpr int room_bytes = 64 * 1024;

void step(Connection& db, std::string_view sql) {
    Query(db, sql).run();
}

int note_log_pages(void* pages, sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

}  // namespace

void Writer::Bell::ring() {
    {
        const std::lock_guard lock(mutex_);
        rung_ = true;
    }
    changed_.notify_one();
}

void Writer::Bell::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return rung_; });
}

Writer::Writer(std::unique_ptr<Connection> db) : db_(std::move(db)), reserve_(db_->path()) {
    reserve_.take();
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

void Writer::write(const Work& work, Need need) {
    Task task(work, need, false);
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(&task);
    }
    work_waits_.notify_one();
    task.answered->wait();
    if (task.thrown) std::rethrow_exception(task.thrown);
}

void Writer::write_behind(const std::vector<Work>& works) {
    std::deque<Task> tasks;
    for (const Work& work : works) tasks.emplace_back(work, Need::ordinary, true);
    {
        const std::lock_guard lock(mutex_);
        for (Task& task : tasks) behind_.push_back(&task);
    }
    work_waits_.notify_one();
    for (const Task& task : tasks) task.answered->wait();
    for (const Task& task : tasks) {
        if (task.thrown) std::rethrow_exception(task.thrown);
    }
}

void Writer::stop(const EngineFailure& reason) {
    const std::lock_guard lock(mutex_);
    if (trouble_ && trouble_->lasting()) return;
    trouble_ = EngineFailure(reason.code(),
                             std::string("les écritures sont arrêtées jusqu'au redémarrage, la "
                                         "lecture reste possible : ") +
                                 reason.what(),
                             true);
}

std::optional<EngineFailure> Writer::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

void Writer::run() {
    for (Batch batch = next_batch(); !batch.empty(); batch = next_batch()) {
        serve(batch);
        answer(batch);
        checkpoint_if_long();
    }
}

void Writer::serve(Batch& batch) {
    look_for_room();
    const auto reason = trouble();
    if (!reason) return commit(batch);
    refuse(batch, *reason);
    if (!reason->lasting()) commit_vital(batch);
}

// The reserve shows that the disk has room; the rows that are undone again, that the file may grow.
bool Writer::finds_room() {
    if (!reserve_.take()) return false;
    try {
        step(*db_, "BEGIN IMMEDIATE");
        Query(*db_, "INSERT INTO settings (name, value) VALUES ('place', ?)",
              std::string(room_bytes, 'x'))
            .run();
        step(*db_, "ROLLBACK");
        return true;
    } catch (const EngineFailure& failure) {
        roll_back_after(failure);
        return false;
    }
}

void Writer::look_for_room() {
    const auto reason = trouble();
    const auto now = std::chrono::steady_clock::now();
    if (!reason || reason->lasting() || now < looked_at_ + between_looks) return;
    looked_at_ = now;
    if (!finds_room()) return;
    const std::lock_guard lock(mutex_);
    trouble_.reset();
}

Writer::Batch Writer::next_batch() {
    std::unique_lock lock(mutex_);
    work_waits_.wait(lock, [this] { return ending_ || !waiting_.empty() || !behind_.empty(); });
    // The lanes take turns where both wait, so that neither starves.
    people_came_last_ = !waiting_.empty() && (behind_.empty() || !people_came_last_);
    if (people_came_last_) return std::exchange(waiting_, {});
    const auto end =
        behind_.begin() + static_cast<std::ptrdiff_t>(std::min(behind_.size(), most_behind));
    Batch batch(behind_.begin(), end);
    behind_.erase(behind_.begin(), end);
    return batch;
}

bool Writer::gives_way(const Task& task, std::int64_t rows) {
    if (!task.behind) return false;
    if (rows >= most_rows_behind) return true;
    const std::lock_guard lock(mutex_);
    return !waiting_.empty();
}

void Writer::put_back(Batch& batch, std::size_t applied) {
    const std::lock_guard lock(mutex_);
    const auto first = batch.begin() + static_cast<std::ptrdiff_t>(applied);
    behind_.insert(behind_.begin(), first, batch.end());
    batch.erase(first, batch.end());
}

void Writer::apply_all(Batch& batch) {
    const std::int64_t before = sqlite3_total_changes64(db_->handle());
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const std::int64_t rows = sqlite3_total_changes64(db_->handle()) - before;
        if (i > 0 && gives_way(*batch[i], rows)) return put_back(batch, i);
        apply(*batch[i]);
    }
}

void Writer::transact(Batch& batch) {
    step(*db_, "BEGIN IMMEDIATE");
    apply_all(batch);
    db_->vault().keyring().keep_new();
    step(*db_, "COMMIT");
}

void Writer::commit(Batch& batch) {
    try {
        transact(batch);
    } catch (const EngineFailure& failure) {
        roll_back_after(failure);
        refuse(batch, failure);
        if (failure.code() == base::FailureCode::storage_full) commit_vital(batch);
    } catch (const std::exception& surprise) {
        const EngineFailure failure(base::FailureCode::storage, surprise.what(), true);
        roll_back_after(failure);
        refuse(batch, failure);
    }
}

void Writer::commit_vital(const Batch& batch) {
    Batch vital;
    std::copy_if(batch.begin(), batch.end(), std::back_inserter(vital),
                 [](const Task* task) { return task->need == Need::vital; });
    if (vital.empty() || !db_) return;
    for (Task* task : vital) task->thrown = nullptr;
    try {
        transact(vital);
    } catch (const EngineFailure& failure) {
        roll_back_after(failure);
        refuse(vital, failure);
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

// A caller that was told leaves at once, and its task with it: the bell must not go before it has
// finished ringing.
void Writer::answer(const Batch& batch) {
    for (Task* task : batch) {
        const auto bell = task->answered;
        bell->ring();
    }
}

// SQLite has rolled back by itself after some failures; closing the connection does it otherwise.
void Writer::roll_back_after(const EngineFailure& failure) {
    try {
        if (sqlite3_get_autocommit(db_->handle()) == 0) step(*db_, "ROLLBACK");
        if (!failure.lasting()) return note_if_full(failure);
    } catch (const std::exception&) {
    }
    stop(failure);
    db_.reset();
}

void Writer::note_if_full(const EngineFailure& failure) {
    if (failure.code() != base::FailureCode::storage_full) return;
    reserve_.give_up();
    const std::lock_guard lock(mutex_);
    if (!trouble_) trouble_ = failure;
}

// A log that cannot be copied now is copied later: what is committed is safe in it.
void Writer::checkpoint_if_long() {
    const int enough = people_came_last_ ? checkpoint_pages : checkpoint_pages_behind;
    if (!db_ || log_pages_ < enough) return;
    const int code = sqlite3_wal_checkpoint_v2(db_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                               nullptr, nullptr);
    log_pages_ = 0;
    if (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_FULL) return;
    try {
        db_->fail(code);
    } catch (const EngineFailure& failure) {
        stop(failure);
    }
}

}  // namespace preavis::store
