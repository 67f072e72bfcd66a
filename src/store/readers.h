#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/connection.h"

namespace preavis::store {

/// A few connections that only read. Each reading sees one instant of the store, whatever is
/// written meanwhile.
class Readers {
  public:
    Readers(const std::filesystem::path& path, std::size_t count, Vault& vault);

    /// Runs `reading` with a connection, waiting for one if all are busy. Throws Failure.
    template <class Reading>
    auto read(const Reading& reading) {
        const Loan loan(*this);
        return reading(*loan.db);
    }

  private:
    /// One connection inside a transaction, given back at the end.
    struct Loan {
        explicit Loan(Readers& from);
        ~Loan();
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;

        Readers& readers;
        std::unique_ptr<Connection> db;
    };

    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> db);

    std::mutex mutex_;
    std::condition_variable one_is_free_;
    std::vector<std::unique_ptr<Connection>> free_;
};

}  // namespace preavis::store
