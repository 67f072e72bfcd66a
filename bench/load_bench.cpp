// What sixteen people get from the whole service, against bare SQLite alone.
//
//     bench_load URL ACCOUNTS.json STORE [--clients N] [--seconds S] [--turns T]
//
// The measure is bare SQLite: one thread, one durable transaction per event, of as many bytes as an
// event makes the store keep (counted in the store itself, afterwards). Against it, turn by turn so
// that both meet the same machine: N clients over HTTP, each applying events that order no document
// with a key of its own and waiting for each answer; then a mix with readings, openings and lists.
// The service is somebody else's to start, as `bench/run load` does. Prints medians over the turns,
// the 95th percentile of the answers, and the share of the bare rate that the service reaches.

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "base/hash.h"
#include "base/json.h"
#include "law/instant.h"
#include "load_client.h"

namespace {

using namespace preavis;
using bench::Client;
using Steady = std::chrono::steady_clock;

constexpr std::size_t usual_clients = 16;
constexpr double usual_seconds = 5;
constexpr int usual_turns = 3;
constexpr std::size_t dossiers_each = 2;
constexpr std::size_t rounds_of_the_mix = 10;

struct Wanted {
    std::string url, accounts, store;
    std::size_t clients = usual_clients;
    double seconds = usual_seconds;
    int turns = usual_turns;
};

double seconds_since(Steady::time_point begun) {
    return std::chrono::duration<double>(Steady::now() - begun).count();
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

std::string now_iso() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return law::utc_iso({std::chrono::duration_cast<std::chrono::milliseconds>(since).count()});
}

/// One durable transaction per event, in one thread: the least that any program on SQLite must do.
double bare_rate(const std::filesystem::path& folder, std::size_t bytes, double seconds) {
    const std::filesystem::path file = folder / ("bare-" + base::random_id());
    sqlite3* db = nullptr;
    sqlite3_stmt* insert = nullptr;
    sqlite3_open(file.c_str(), &db);
    sqlite3_exec(db,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                 "CREATE TABLE events (id INTEGER PRIMARY KEY, body BLOB)",
                 nullptr, nullptr, nullptr);
    sqlite3_prepare_v2(db, "INSERT INTO events (body) VALUES (?)", -1, &insert, nullptr);
    const std::string body = base::random_bytes(bytes);
    const auto begun = Steady::now();
    std::size_t written = 0;
    while (seconds_since(begun) < seconds) {
        sqlite3_bind_blob(insert, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error("bare SQLite refused");
        sqlite3_reset(insert);
        ++written;
    }
    const double spent = seconds_since(begun);
    sqlite3_finalize(insert);
    sqlite3_close(db);
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
    return static_cast<double>(written) / spent;
}

/// Bytes that one event makes the store keep: its line of the journal, the answer to its key, and
/// the rows of the dossier that it writes again.
std::size_t bytes_per_event(const std::string& store) {
    sqlite3* db = nullptr;
    sqlite3_open_v2(store.c_str(), &db, SQLITE_OPEN_READONLY, nullptr);
    std::size_t bytes = 0;
    for (const auto& [table, from] : std::vector<std::pair<std::string, std::string>>{
             {"journal",
              "journal WHERE event = 'presenter_lieux' ORDER BY sequence DESC LIMIT 500"},
             {"answers", "answers ORDER BY rowid DESC LIMIT 500"},
             {"dossiers", "dossiers ORDER BY opened_at DESC LIMIT 30"},
             {"deadlines",
              "deadlines WHERE dossier IN (SELECT id FROM dossiers ORDER BY opened_at "
              "DESC LIMIT 1)"}}) {
        std::string columns;
        const auto add = [](void* sum, int, char** values, char**) {
            auto& text = *static_cast<std::string*>(sum);
            text += (text.empty() ? "length(CAST(" : " + length(CAST(") + std::string(values[0]) +
                    " AS BLOB))";
            return 0;
        };
        sqlite3_exec(db, ("SELECT name FROM pragma_table_info('" + table + "')").c_str(), add,
                     &columns, nullptr);
        const std::string each = "ifnull(" + columns + ", 0) AS size FROM " + from;
        const std::string sum = table == "deadlines" ? "sum(size)" : "avg(size)";
        const auto keep = [](void* total, int, char** values, char**) {
            if (values[0] != nullptr) *static_cast<std::size_t*>(total) += std::stoul(values[0]);
            return 0;
        };
        sqlite3_exec(db, ("SELECT " + sum + " FROM (SELECT " + each + ")").c_str(), keep, &bytes,
                     nullptr);
    }
    sqlite3_close(db);
    return bytes;
}

/// What the load is made of: a stay in a hotel, and dossiers whose place may be shown again.
class Scene {
  public:
    Scene(const Wanted& wanted, const std::string& token) : wanted_(wanted), token_(token) {
        Client client(wanted.url, token);
        std::vector<std::string> hotels;
        const base::Json structures = client.get("/api/v1/structures?limit=100");
        for (const auto& one : structures["items"]) {
            if (one["genre"] == "hotel") hotels.push_back(one["id"]);
        }
        const base::Json stays = client.get("/api/v1/sejours?limit=100");
        for (const auto& stay : stays["items"]) {
            if (std::find(hotels.begin(), hotels.end(), stay["structure"]) == hotels.end())
                continue;
            parties_ = {{"menage", stay["menage"]},
                        {"structure", stay["structure"]},
                        {"sejour", stay["id"]}};
            break;
        }
        now_ = now_iso();
        quiet_ = handed_over(client);
        for (std::size_t i = 0; i < wanted.clients * dossiers_each; ++i) {
            dossiers_.push_back(handed_over(client));
        }
    }

    const std::string& token() const { return token_; }
    const std::string& url() const { return wanted_.url; }
    const std::string& dossier(std::size_t client, std::size_t turn) const {
        return dossiers_[client * dossiers_each + turn % dossiers_each];
    }
    /// A dossier that nobody writes to, so that its history stays as long as it is.
    const std::string& quiet() const { return quiet_; }
    base::Json opening() const {
        return {{"workflow", "kit_accueil"},
                {"parties", parties_},
                {"facts", {{"type_accueil", "hotel_initial"}, {"date_arrivee", now_}}}};
    }
    base::Json showing() const {
        return {{"event", "presenter_lieux"},
                {"facts", {{"presente_par", "le gérant"}, {"date_presentation", now_}}}};
    }

  private:
    /// A dossier in which showing the place changes no state, so that it may be done for ever.
    std::string handed_over(Client& client) const {
        const std::string id = client.post("/api/v1/dossiers", opening())["id"];
        client.post("/api/v1/dossiers/" + id + "/events",
                    {{"event", "remettre"},
                     {"facts",
                      {{"remis_par", "mandataire_siao"},
                       {"nom_remettant", "Camille Exemple"},
                       {"date_remise_kit", now_},
                       {"pieces_remises", {"note_information"}}}}});
        return id;
    }

    Wanted wanted_;
    std::string token_;
    base::Json parties_;
    std::string now_;
    std::string quiet_;
    std::vector<std::string> dossiers_;
};

struct Run {
    double rate = 0;    ///< answers per second
    double writes = 0;  ///< of which acknowledged events
    std::vector<double> ms;
};

/// One client until the time is over: `mixed` alternates events with what people do besides.
void act(const Scene& scene, std::size_t number, bool mixed, Steady::time_point until, Run& run) {
    Client client(scene.url(), scene.token());
    const base::Json event = scene.showing();
    for (std::size_t turn = 0; Steady::now() < until; ++turn) {
        const std::string path = "/api/v1/dossiers/" + scene.dossier(number, turn);
        const auto begun = Steady::now();
        const std::size_t kind = mixed ? turn % rounds_of_the_mix : 0;
        if (kind == 9) {
            client.fetch("/api/v1/deadlines?status=open&limit=20");
        } else if (kind == 8) {
            client.fetch("/api/v1/dossiers/" + scene.quiet() + "/history");
        } else if (kind >= 5) {
            client.fetch(path);
        } else {
            client.send(path + "/events", event);
            ++run.writes;
        }
        run.ms.push_back(seconds_since(begun) * 1000);
    }
}

Run together(const Scene& scene, const Wanted& wanted, bool mixed) {
    std::vector<Run> runs(wanted.clients);
    std::vector<std::thread> threads;
    const auto begun = Steady::now();
    const auto until = begun + std::chrono::milliseconds(static_cast<int>(wanted.seconds * 1000));
    for (std::size_t i = 0; i < wanted.clients; ++i) {
        threads.emplace_back(
            [&scene, &run = runs[i], i, mixed, until] { act(scene, i, mixed, until, run); });
    }
    for (std::thread& thread : threads) thread.join();
    const double spent = seconds_since(begun);
    Run all;
    for (const Run& run : runs) {
        all.writes += run.writes / spent;
        all.ms.insert(all.ms.end(), run.ms.begin(), run.ms.end());
    }
    all.rate = static_cast<double>(all.ms.size()) / spent;
    return all;
}

void tell(const std::string& what, const std::vector<Run>& runs, double bare) {
    std::vector<double> rates, writes, ms;
    for (const Run& run : runs) {
        rates.push_back(run.rate);
        writes.push_back(run.writes);
        ms.insert(ms.end(), run.ms.begin(), run.ms.end());
    }
    const double events = percentile(writes, 0.5);
    std::cout << what << " : " << static_cast<int>(percentile(rates, 0.5)) << " réponses/s, dont "
              << static_cast<int>(events) << " événements/s acquittés, soit "
              << static_cast<int>(100 * events / bare) << " % de SQLite nu ; médiane "
              << percentile(ms, 0.5) << " ms, 95e centile " << percentile(ms, 0.95) << " ms\n";
}

int measure(const Wanted& wanted) {
    base::Json accounts;
    std::ifstream(wanted.accounts) >> accounts;
    const auto agent = std::find_if(accounts.begin(), accounts.end(), [](const auto& account) {
        return account["role"] == "siao_agent";
    });
    const Scene scene(wanted, (*agent)["api_token"]);
    together(scene, wanted, false);  // what it keeps is counted; the machine is warm
    const std::size_t bytes = bytes_per_event(wanted.store);
    const auto folder = std::filesystem::absolute(wanted.store).parent_path();
    std::vector<double> bare;
    std::vector<Run> events, mixed;
    for (int turn = 0; turn < wanted.turns; ++turn) {
        bare.push_back(bare_rate(folder, bytes, wanted.seconds / 2));
        events.push_back(together(scene, wanted, false));
        mixed.push_back(together(scene, wanted, true));
    }
    const double middle = percentile(bare, 0.5);
    std::cout << "SQLite nu, un fil, " << bytes
              << " octets par événement : " << static_cast<int>(middle) << " événements/s\n";
    tell(std::to_string(wanted.clients) + " clients, événements", events, middle);
    tell(std::to_string(wanted.clients) + " clients, mélange", mixed, middle);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) return 2;
    Wanted wanted{.url = arguments[1], .accounts = arguments[2], .store = arguments[3]};
    for (int i = 4; i + 1 < count; i += 2) {
        const std::string name = arguments[i];
        if (name == "--clients") wanted.clients = std::stoul(arguments[i + 1]);
        if (name == "--seconds") wanted.seconds = std::stod(arguments[i + 1]);
        if (name == "--turns") wanted.turns = std::stoi(arguments[i + 1]);
    }
    try {
        return measure(wanted);
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << "\n";
        return 1;
    }
}
