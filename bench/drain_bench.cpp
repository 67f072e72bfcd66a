// How quickly a burst of due deadlines is noted, and what people feel of it meanwhile.
//
//     bench_drain [--deadlines N] [--rungs] [--kills K] [--keep FILE]
//
// Makes a store whose N deadlines (1 000 000 unless told) are all over, in a folder of its own
// below $TMPDIR, removed at the end. Then measures one clerk who reads a dossier and applies an
// event, again and again: first alone, then while every deadline of the store passes. Prints the
// rate, the time to the first passing, and the 95th percentiles of the clerk at rest and meanwhile.
//   --rungs      the ladders are still to be climbed as well, after a week without the service
//   --kills K    no clerk: a process does the work, and is killed K times on its way; what it
//                leaves is finished and counted: none lost, none doubled, in order, chain intact
//   --keep FILE  only makes the store, there

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
#include "service/reminders.h"
#include "store/sqlite.h"

namespace {

using namespace preavis;
using Steady = std::chrono::steady_clock;

constexpr std::size_t usual_size = 1'000'000;
constexpr std::size_t batch = 2000;
constexpr std::size_t ladders_at_once = 500;
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
    std::size_t climbed = 0;
    double seconds = 0;
    double first_ms = 0;
};

/// Turn by turn, as the lane of the timers does.
Drain drain(const service::Office& office, law::Instant now) {
    Drain result;
    const auto begun = Steady::now();
    for (std::size_t done = 1; done > 0;) {
        const std::size_t noted = service::note_passings(office, now, batch).count;
        if (result.noted == 0) result.first_ms = ms_since(begun);
        const std::size_t climbed = service::raise_rungs(office, now, ladders_at_once);
        result.noted += noted;
        result.climbed += climbed;
        done = noted + climbed;
    }
    result.seconds = ms_since(begun) / 1000;
    return result;
}

struct Wanted {
    std::size_t deadlines = usual_size;
    std::size_t kills = 0;
    service::test::Rungs rungs = service::test::Rungs::none;
    std::filesystem::path keep;
};

bool measure(const service::Office& office, const service::test::Crowd& crowd) {
    const law::Instant now = office.clock.now();
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
    std::cout << "drained: " << drained.noted << " passings and the ladders of " << drained.climbed
              << " deadlines in " << drained.seconds
              << " s = " << static_cast<double>(drained.noted) / drained.seconds
              << " passings a second; first batch after " << drained.first_ms << " ms\n";
    return drained.noted == crowd.deadlines;
}

/// Killed on its way, then finished; whether all is there, once, in order.
bool kill_and_count(const std::filesystem::path& file, const service::Office& like,
                    const service::test::Crowd& crowd, std::size_t kills) {
    const law::Instant now = like.clock.now();
    for (std::size_t round = 0; round < kills; ++round) {
        const std::size_t share = crowd.deadlines / batch / (kills + 2);
        const auto begun = Steady::now();
        if (!service::test::drain_and_kill(file, like, now, {batch, share + round % 2})) {
            return false;
        }
        std::cout << "killed after " << ms_since(begun) / 1000 << " s\n";
    }
    const auto store = store::open_sqlite({.path = file});
    drain(service::test::office_over(*store, like), now);
    const auto found = service::test::count_drained(*store);
    std::cout << found.noted << " passings for " << crowd.deadlines << " deadlines, "
              << found.doubled << " doubled, " << found.out_of_order << " out of order; "
              << found.raised << " events for " << crowd.raising << "; " << found.rungs
              << " rungs, " << found.rungs_doubled << " doubled, " << found.rungs_out_of_order
              << " out of order; chain " << (found.intact ? "intact" : "BROKEN") << '\n';
    return found.noted == crowd.deadlines && found.raised == crowd.raising && found.intact &&
           found.doubled + found.out_of_order + found.rungs_doubled + found.rungs_out_of_order == 0;
}

bool run(const Wanted& wanted, const std::filesystem::path& file) {
    auto reading = service::read_library(PREAVIS_ROOT);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        std::cerr << base::to_string(*problems);
        return false;
    }
    const auto library = std::get<service::Library>(std::move(reading));
    const page::Fonts fonts;
    const auto clock = clock::system_clock();
    const auto identity = identity::local_identity();
    const auto office_of = [&](dossier::Store& store) {
        return service::Office{
            library, fonts, store, *clock, *clock, *identity, [](const page::Pages&) {
                return std::string("%PDF");
            }};
    };
    const auto begun = Steady::now();
    const auto crowd =
        service::test::make_crowd(file, wanted.deadlines, clock->now(), wanted.rungs);
    std::cout << "made: " << crowd.deadlines << " deadlines in " << ms_since(begun) / 1000
              << " s\n";
    if (!wanted.keep.empty()) return true;
    if (wanted.kills > 0) {
        const auto desk = store::open_sqlite({.path = file.string() + ".desk", .create = true});
        return kill_and_count(file, office_of(*desk), crowd, wanted.kills);
    }
    const auto store = store::open_sqlite({.path = file});
    return measure(office_of(*store), crowd);
}

/// Nothing for what is not an option.
std::optional<Wanted> read_options(const std::vector<std::string>& words) {
    Wanted wanted;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool told = i + 1 < words.size();
        if (words[i] == "--rungs")
            wanted.rungs = service::test::Rungs::to_come;
        else if (words[i] == "--deadlines" && told)
            wanted.deadlines = std::stoull(words[++i]);
        else if (words[i] == "--kills" && told)
            wanted.kills = std::stoull(words[++i]);
        else if (words[i] == "--keep" && told)
            wanted.keep = words[++i];
        else
            return std::nullopt;
    }
    return wanted;
}

}  // namespace

int main(int argc, char** argv) {
    const auto wanted = read_options({argv + 1, argv + argc});
    if (!wanted) {
        std::cerr << "bench_drain [--deadlines N] [--rungs] [--kills K] [--keep FILE]\n";
        return 2;
    }
    if (!wanted->keep.empty()) return run(*wanted, wanted->keep) ? 0 : 1;
    const auto folder = std::filesystem::temp_directory_path() / ("preavis-" + base::random_id());
    std::filesystem::create_directories(folder);
    const bool good = run(*wanted, folder / "drain.sqlite");
    std::filesystem::remove_all(folder);
    return good ? 0 : 1;
}
