#include "store/readers.h"

#include <sqlite3.h>

namespace preavis::store {

Readers::Readers(const std::filesystem::path& path, std::size_t count, Vault& vault) {
    for (std::size_t i = 0; i < count; ++i) {
        free_.push_back(std::make_unique<Connection>(path, Connection::Use::read));
        free_.back()->use(vault);
    }
}

std::unique_ptr<Connection> Readers::take() {
    std::unique_lock lock(mutex_);
    one_is_free_.wait(lock, [this] { return !free_.empty(); });
    std::unique_ptr<Connection> db = std::move(free_.back());
    free_.pop_back();
    return db;
}

void Readers::give_back(std::unique_ptr<Connection> db) {
    {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(db));
    }
    one_is_free_.notify_one();
}

Readers::Loan::Loan(Readers& from) : readers(from), db(from.take()) {
    try {
        Query(*db, "BEGIN").run();
    } catch (...) {
        readers.give_back(std::move(db));
        throw;
    }
}

// Nothing was written: a transaction that does not end well has nothing to lose.
Readers::Loan::~Loan() {
    sqlite3_stmt* end = db->statement("ROLLBACK");
    sqlite3_step(end);
    sqlite3_reset(end);
    readers.give_back(std::move(db));
}

}  // namespace preavis::store
