// How quickly a burst of due deadlines is noted, and what people feel of it meanwhile.
//
//     bench_drain [DEADLINES]        (1 000 000 unless told)
//
// Fills a store through its port, then measures one clerk who reads a dossier and applies an event,
// again and again: first alone, then while every deadline of the store passes. Prints the rate, the
// time to the first passing, and the 95th percentiles of the clerk at rest and meanwhile. The store
// lies in the working directory, on its disk, and is removed at the end.

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <thread>

#include "base/hash.h"
#include "clock/clock.h"
#include "identity/local.h"
#include "service/crowd.h"
#include "service/passings.h"
#include "service/procedures.h"
#include "store/sqlite.h"

namespace {

using namespace preavis;
using Steady = std::chrono::steady_clock;

constexpr std::size_t usual_size = 1'000'000;
constexpr std::size_t batch = 2000;
constexpr std::size_t acts_at_rest = 400;
constexpr auto between_acts = std::chrono::milliseconds(20);

double ms_since(Steady::time_point begun) {
    return std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

base::Node node_of(const base::Json& json) {
    return std::get<base::Node>(base::read_json(json.dump(), "bench"));
}

/// The time between two acts of somebody, cut short at the end of the work.
class Pause {
  public:
    /// False once the work is over.
    bool wait() {
        std::unique_lock lock(mutex_);
        return !ends_.wait_for(lock, between_acts, [this] { return over_; });
    }
    void end() {
        const std::lock_guard lock(mutex_);
        over_ = true;
        ends_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable ends_;
    bool over_ = false;
};

/// Somebody at work: each act reads a dossier, then shows a place to a newly arrived ménage.
class Clerk {
  public:
    Clerk(const service::Office& office, std::size_t dossiers) : office_(office) {
        for (std::size_t i = 0; i < dossiers; ++i) add_dossier(i);
    }

    void act() {
        const std::string& id = dossiers_[next_++ % dossiers_.size()];
        service::Procedures procedures(office_);
        auto begun = Steady::now();
        procedures.read(id, who_);
        reads.push_back(ms_since(begun));
        begun = Steady::now();
        const law::Territory territory = office_.library.territory("75");
        const base::Json body = {{"event", "reediter"},
                                 {"facts", {{"motif_reedition", "nouvelle_version"}}},
                                 {"at", territory.iso(office_.clock.now())}};
        procedures.apply(id, node_of(body), {.actor = who_});
        writes.push_back(ms_since(begun));
    }

    std::vector<double> reads;
    std::vector<double> writes;

  private:
    void add_dossier(std::size_t number) {
        dossier::Change change;
        dossier::Dossier& dossier = change.dossier.emplace();
        dossier.id = base::random_id();
        dossier.number = "2027-" + std::to_string(number);
        dossier.workflow = "kit_accueil";
        dossier.workflow_version = 1;
        dossier.state = "remis";
        dossier.territory = "metropole";
        dossier.departement = "75";
        dossier.parties.menage = base::random_id();
        dossier.parties.organisation = "siao";
        dossier.opened_at = dossier.last_event_at = {office_.clock.now().ms - 86'400'000};
        office_.store.commit(change);
        dossiers_.push_back(dossier.id);
    }

    const service::Office& office_;
    dossier::Actor who_{.compte = "clerc",
                        .role = dossier::Role::siao_responsable,
                        .organisation = "siao",
                        .organisation_kind = "siao",
                        .departement = "75"};
    std::vector<std::string> dossiers_;
    std::size_t next_ = 0;
};

void print(const char* what, const Clerk& clerk) {
    std::cout << what << ": read p50 " << percentile(clerk.reads, 0.5) << " p95 "
              << percentile(clerk.reads, 0.95) << " p99 " << percentile(clerk.reads, 0.99)
              << " ms; event p50 " << percentile(clerk.writes, 0.5) << " p95 "
              << percentile(clerk.writes, 0.95) << " p99 " << percentile(clerk.writes, 0.99)
              << " ms (" << clerk.writes.size() << " acts)\n";
}

struct Drain {
    std::size_t noted = 0;
    double seconds = 0;
    double first_ms = 0;
};

Drain drain(const service::Office& office, law::Instant now) {
    Drain result;
    const auto begun = Steady::now();
    for (std::size_t done = 1; done > 0; result.noted += done) {
        done = service::note_passings(office, now, batch);
        if (result.noted == 0) result.first_ms = ms_since(begun);
    }
    result.seconds = ms_since(begun) / 1000;
    return result;
}

int measure(const service::Office& office, std::size_t size) {
    const law::Instant now = office.clock.now();
    auto begun = Steady::now();
    const auto crowd = service::test::fill_with_due(office.store, size, now);
    std::cout << "filled: " << crowd.deadlines << " deadlines in " << ms_since(begun) / 1000
              << " s\n";
    Clerk clerk(office, 50);
    Pause pause;
    for (std::size_t i = 0; i < acts_at_rest && pause.wait(); ++i) clerk.act();
    print("at rest", clerk);
    clerk.reads.clear();
    clerk.writes.clear();
    std::thread at_work([&] {
        while (pause.wait()) clerk.act();
    });
    const Drain drained = drain(office, now);
    pause.end();
    at_work.join();
    print("meanwhile", clerk);
    std::cout << "drained: " << drained.noted << " in " << drained.seconds
              << " s = " << static_cast<double>(drained.noted) / drained.seconds
              << " a second; first batch after " << drained.first_ms << " ms\n";
    return drained.noted == crowd.deadlines ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t size = argc > 1 ? std::stoull(argv[1]) : usual_size;
    auto reading = service::read_library(PREAVIS_ROOT);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        std::cerr << base::to_string(*problems);
        return 2;
    }
    const auto library = std::get<service::Library>(std::move(reading));
    const page::Fonts fonts;
    const auto folder = std::filesystem::current_path() / ("bench-" + base::random_id());
    std::filesystem::create_directories(folder);
    int status = 0;
    {
        const auto store = store::open_sqlite({.path = folder / "drain.sqlite", .create = true});
        const auto clock = clock::system_clock();
        const auto identity = identity::local_identity();
        const service::Office office{
            library, fonts, *store, *clock, *clock, *identity, [](const page::Pages&) {
                return std::string("%PDF");
            }};
        status = measure(office, size);
    }
    std::filesystem::remove_all(folder);
    return status;
}
