#include <gtest/gtest.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <random>

#include "law/hand_count.h"
#include "law/support.h"

namespace preavis::law::test {
namespace {

using Kind = LedgerEntry::Kind;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::uint64_t seed = 20261122;

/// How many ledgers: 20 000, or as many as PREAVIS_LEDGERS asks for (scripts/campaign ledger).
int ledgers_asked_for() {
    const char* asked = std::getenv("PREAVIS_LEDGERS");
    int ledgers = 20'000;
    if (asked != nullptr) std::from_chars(asked, asked + std::strlen(asked), ledgers);
    return std::max(1, ledgers);
}

/// Draws the lives of time limits: suspensions, extensions, interruptions, sensible or not.
class Drawer {
  public:
    explicit Drawer(std::uint64_t number) : random_(seed + number) {}

    const Territory& place() {
        static const std::vector<Territory> places = {
            territory("metropole"), territory("alsace-moselle"), territory("mayotte")};
        return places[below(places.size())];
    }

    LedgerEntry start() {
        in_hours_ = below(3) == 0;
        const std::int64_t day = 10957 + static_cast<std::int64_t>(below(18000));  // from 2000
        now_ = {day * 24 * 60 * minute_ms};
        pass(24 * 60);
        return {.kind = Kind::start, .at = now_, .limit = limit()};
    }

    LedgerEntry next() {
        if (below(20) != 0) pass(in_hours_ ? 30 * 60 : 9 * 24 * 60);
        static const std::vector<Kind> kinds = {Kind::suspend, Kind::suspend, Kind::suspend,
                                                Kind::resume,  Kind::resume,  Kind::resume,
                                                Kind::extend,  Kind::replace, Kind::stop};
        LedgerEntry entry{.kind = kinds[below(kinds.size())], .at = now_};
        if (below(40) == 0) entry.at.ms -= 10 * 24 * 60 * minute_ms;
        if (entry.kind == Kind::replace) entry.limit = limit();
        if (entry.kind == Kind::extend) entry.limit = extension();
        return entry;
    }

    std::uint64_t below(std::uint64_t end) { return random_() % end; }

  private:
    void pass(std::uint64_t minutes) {
        now_.ms += static_cast<std::int64_t>(below(minutes)) * minute_ms;
    }

    int up_to(std::uint64_t most) { return static_cast<int>(1 + below(most)); }

    TimeLimit limit() {
        if (in_hours_) return {Unit::hours, up_to(96)};
        const bool months = below(3) == 0;
        TimeLimit limit{months ? Unit::months : Unit::days, up_to(months ? 6 : 40)};
        limit.counting = static_cast<Counting>(below(3));
        const bool rolls = limit.counting != Counting::notice && below(2) == 0;
        limit.roll = rolls ? Roll::next : Roll::none;
        return limit;
    }

    TimeLimit extension() {
        if (in_hours_) return {Unit::hours, up_to(48)};
        return {below(4) == 0 ? Unit::months : Unit::days, up_to(3)};
    }

    std::mt19937_64 random_;
    bool in_hours_ = false;
    Instant now_;
};

const Oracle& oracle(const std::string& id) {
    static const std::map<std::string, Oracle> all = {{"metropole", Oracle("metropole")},
                                                      {"alsace-moselle", Oracle("alsace-moselle")},
                                                      {"mayotte", Oracle("mayotte")}};
    return all.at(id);
}

/// How often something happened, so that the drawing is seen to reach everything.
struct Tally {
    std::map<std::string, int> refused;
    int resumed_in_days = 0;
    int resumed_in_hours = 0;
};

/// Lives one ledger through and compares each step with the hand count; false at a difference.
bool agrees(std::uint64_t number, Tally& tally) {
    Drawer drawer(number);
    const Territory& place = drawer.place();
    const HandCount by_hand(oracle(place.id()), place);
    Ledger ledger = {drawer.start()};
    for (std::uint64_t steps = 2 + drawer.below(7); steps > 0; --steps) {
        const LedgerEntry entry = drawer.next();
        const auto answer = recorded(ledger, entry, place, entry.at);
        const auto* refusal = base::refusal_of(answer);
        const std::string code = refusal == nullptr ? "" : refusal->code;
        EXPECT_EQ(code, by_hand.refusal(ledger, entry)) << "ledger " << number;
        ++tally.refused[code];
        if (refusal == nullptr) ledger = std::get<Ledger>(answer);
        const auto folded = fold(ledger, place);
        const auto& account = std::get<Account>(folded);
        const bool suspended = account.state == Account::State::suspended;
        EXPECT_EQ(suspended, !by_hand.is_stopped(ledger) && by_hand.is_suspended(ledger));
        EXPECT_EQ(place.iso(account.end.due), place.iso(by_hand.end(ledger)))
            << "ledger " << number;
        const bool resumed = refusal == nullptr && entry.kind == Kind::resume;
        if (resumed)
            ++(account.limit.unit == Unit::hours ? tally.resumed_in_hours : tally.resumed_in_days);
        if (testing::Test::HasFailure()) return false;
    }
    return true;
}

TEST(Ledgers, DrawnAtRandomEndWhereAHandCountEnds) {
    Tally tally;
    const int asked = ledgers_asked_for();
    for (int number = 0; number < asked; ++number) {
        ASSERT_TRUE(agrees(static_cast<std::uint64_t>(number), tally));
    }
    if (asked < 20'000) return;
    for (const char* code : {"", "ecriture_apres_arret", "ecriture_anterieure", "delai_deja_expire",
                             "deja_suspendu", "reprise_sans_suspension"}) {
        EXPECT_GT(tally.refused[code], 100) << code;
    }
    EXPECT_GT(tally.resumed_in_days, 1000);
    EXPECT_GT(tally.resumed_in_hours, 1000);
}

}  // namespace
}  // namespace preavis::law::test
