// What a durable act costs: bare SQLite against the store, from one thread and from sixteen.
//
//     store_bench [--benchmark_filter=...]
//
// The bare side writes, in one durable transaction each, an event of as many bytes as the act makes
// the store keep, into one table without index: the least that any program on SQLite must do. The
// last lines of the report give the acts per second of each side and their ratio to the bare one.
// `verify_journal` says how long the chain of a million entries takes.

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <mutex>

#include "base/hash.h"
#include "store/sqlite.h"

namespace {

using namespace preavis;

constexpr law::Instant now{1777881600000};

/// A folder on the disk of the working directory, removed at the end.
class Folder {
  public:
    Folder() { std::filesystem::create_directories(path_); }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path file(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_ = std::filesystem::current_path() / ("bench-" + base::random_id());
};

/// What one event of a procedure writes: the dossier with two deadlines, a line of the journal, a
/// document ordered with its job, the answer to the key.
dossier::Change act() {
    const std::string id = base::random_id();
    dossier::Change change;
    dossier::Dossier& d = change.dossier.emplace();
    d.id = id;
    d.number = "2026-" + id;
    d.workflow = "arret_prise_en_charge";
    d.workflow_version = 1;
    d.state = "notifie";
    d.territory = "metropole";
    d.departement = "75";
    d.parties = {id, {base::random_id()}, base::random_id(), base::random_id(), "siao"};
    d.facts = {{"motif", {std::string("refus_proposition")}},
               {"date_remise", {*law::Date::of(2026, 5, 4)}}};
    d.opened_at = d.last_event_at = now;
    for (int i = 0; i < 2; ++i) {
        dossier::Deadline& deadline = d.deadlines.emplace_back();
        deadline.id = base::random_id();
        deadline.name = "preavis";
        deadline.title = "Préavis avant l'effet";
        deadline.due = now.plus_seconds(86400);
        deadline.because = {{"day_excluded", "Le jour de la remise ne compte pas.", "CPC 641"}};
    }
    dossier::JournalEntry& entry = change.journal.emplace_back();
    entry.dossier = id;
    entry.kind = "evenement";
    entry.event = "servir";
    entry.payload_json = R"({"date_remise":"2026-05-04","canal":"remise_en_main_propre"})";
    dossier::Piece& piece = change.pieces.emplace_back();
    piece.id = base::random_id();
    piece.dossier = id;
    piece.facts_json = std::string(1500, 'x');
    change.jobs.push_back({"emettre:" + piece.id, "emettre", piece.id, now, 0});
    change.answer =
        dossier::RememberedAnswer{id, base::sha256_hex(id), 200, std::string(600, 'x'), now};
    return change;
}

/// About what the act above makes the store keep.
constexpr std::size_t act_bytes = 4200;

class BareSqlite {
  public:
    explicit BareSqlite(const std::filesystem::path& file) {
        sqlite3_open(file.c_str(), &db_);
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE events (id INTEGER PRIMARY KEY, body BLOB)");
        sqlite3_prepare_v2(db_, "INSERT INTO events (body) VALUES (?)", -1, &insert_, nullptr);
    }
    ~BareSqlite() {
        sqlite3_finalize(insert_);
        sqlite3_close(db_);
    }
    BareSqlite(const BareSqlite&) = delete;
    BareSqlite& operator=(const BareSqlite&) = delete;

    bool write(const std::string& body) {
        sqlite3_bind_blob(insert_, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
        const bool done = sqlite3_step(insert_) == SQLITE_DONE;
        sqlite3_reset(insert_);
        return done;
    }

  private:
    void run(const char* sql) { sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); }

    sqlite3* db_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

void bare_sqlite(benchmark::State& state) {
    const Folder folder;
    BareSqlite bare(folder.file("bare.db"));
    const std::string body = base::random_bytes(act_bytes);
    for (auto _ : state) {
        if (!bare.write(body)) state.SkipWithError("not written");
    }
    state.SetItemsProcessed(state.iterations());
}

/// The store that the threads of one benchmark share.
struct Shared {
    Folder folder;
    std::unique_ptr<dossier::Store> store =
        store::open_sqlite({.path = folder.file("store.db"), .create = true});
};
std::unique_ptr<Shared> shared;

void open_shared(const benchmark::State&) {
    shared = std::make_unique<Shared>();
}

void close_shared(const benchmark::State&) {
    shared.reset();
}

void store_commit(benchmark::State& state) {
    for (auto _ : state) {
        if (shared->store->commit(act()) != dossier::Committed::done) {
            state.SkipWithError("not committed");
        }
    }
    state.SetItemsProcessed(state.iterations());
}

void open_with_journal(const benchmark::State& state) {
    open_shared(state);
    dossier::JournalEntry entry;
    entry.kind = "evenement";
    entry.event = "servir";
    entry.payload_json = std::string(300, 'x');
    const std::vector<dossier::JournalEntry> block(10000, entry);
    for (std::int64_t i = 0; i < state.range(0) / 10000; ++i) {
        shared->store->commit({.journal = block});
    }
}

void verify_journal(benchmark::State& state) {
    for (auto _ : state) {
        if (shared->store->verify_journal(1).entries != state.range(0)) {
            state.SkipWithError("entries are missing");
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(bare_sqlite)->UseRealTime();
BENCHMARK(store_commit)->Setup(open_shared)->Teardown(close_shared)->Threads(1)->UseRealTime();
BENCHMARK(store_commit)->Setup(open_shared)->Teardown(close_shared)->Threads(16)->UseRealTime();
BENCHMARK(verify_journal)
    ->Setup(open_with_journal)
    ->Teardown(close_shared)
    ->Arg(1000000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// The usual report, then each commit rate beside the bare one.
class WithRatios : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(const std::vector<Run>& runs) override {
        ConsoleReporter::ReportRuns(runs);
        for (const Run& run : runs) {
            const auto rate = run.counters.find("items_per_second");
            const bool writes = run.benchmark_name().find("verify") == std::string::npos;
            if (writes && rate != run.counters.end()) {
                rates_.emplace_back(run.benchmark_name(), rate->second);
            }
        }
    }
    void Finalize() override {
        ConsoleReporter::Finalize();
        for (const auto& [name, rate] : rates_) {
            std::cout << name << ": " << static_cast<std::int64_t>(rate) << " per second, "
                      << rate / rates_.front().second << " times the first\n";
        }
    }

  private:
    std::vector<std::pair<std::string, double>> rates_;
};

}  // namespace

int main(int count, char** arguments) {
    benchmark::Initialize(&count, arguments);
    WithRatios reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    return 0;
}
