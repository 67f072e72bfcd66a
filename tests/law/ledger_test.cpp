#include "law/ledger.h"

#include <gtest/gtest.h>

#include "law/support.h"

namespace preavis::law::test {
namespace {

using Kind = LedgerEntry::Kind;

const Territory& metropole() {
    static const Territory here = territory("metropole");
    return here;
}

/// « 2026-05-04 » is the start of that day.
Instant at(const std::string& iso) {
    const When read = when(iso, metropole());
    return read.instant.value_or(metropole().start_of_day(read.date));
}

TimeLimit limit(const std::string& duration, Counting counting = Counting::plain,
                Roll roll = Roll::none) {
    TimeLimit read = *parse_limit(duration);
    read.counting = counting;
    read.roll = roll;
    return read;
}

const TimeLimit notice = limit("P15D", Counting::notice);
const TimeLimit appeal = limit("P2M", Counting::clear, Roll::next);

LedgerEntry entry(Kind kind, const std::string& when, std::optional<TimeLimit> what = {}) {
    return {.kind = kind, .at = at(when), .limit = what};
}

LedgerEntry begun(const TimeLimit& what, const std::string& when) {
    return entry(Kind::start, when, what);
}

std::string end_of(const Ledger& ledger) {
    const auto account = fold(ledger, metropole());
    const auto* refusal = base::refusal_of(account);
    if (refusal != nullptr) return refusal->code;
    return metropole().iso(std::get<Account>(account).end.due);
}

Account account_of(const Ledger& ledger) {
    return std::get<Account>(fold(ledger, metropole()));
}

TEST(Ledgers, EndWhereACountByHandEnds) {
    struct Case {
        const char* rule;
        Ledger ledger;
        const char* due;
    };
    for (const Case& each : {
             Case{"without anything else, a ledger ends where its limit does",
                  {begun(notice, "2026-05-04")},
                  "2026-05-19T23:59:59+02:00"},
             Case{"neither the day of a suspension nor that of its end counts",
                  {begun(notice, "2026-03-01"), entry(Kind::suspend, "2026-03-03T09:00"),
                   entry(Kind::resume, "2026-03-10T17:00")},
                  "2026-03-24T23:59:59+01:00"},
             Case{"in hours, suspended at its last instant, it ends when it resumes",
                  {begun(limit("PT23H"), "2035-10-09T00:43"),
                   entry(Kind::suspend, "2035-10-09T23:43"),
                   entry(Kind::resume, "2035-10-10T01:09")},
                  "2035-10-10T01:09:00+02:00"},
             Case{"suspended and resumed within one day, that day does not count",
                  {begun(notice, "2026-05-04"), entry(Kind::suspend, "2026-05-08T09:00"),
                   entry(Kind::resume, "2026-05-08T17:00")},
                  "2026-05-20T23:59:59+02:00"},
             Case{
                 "two suspensions that touch one day take it out once",
                 {begun(notice, "2026-05-04"), entry(Kind::suspend, "2026-05-06T09:00"),
                  entry(Kind::resume, "2026-05-08T10:00"), entry(Kind::suspend, "2026-05-08T11:00"),
                  entry(Kind::resume, "2026-05-09T17:00")},
                 "2026-05-23T23:59:59+02:00"},
             Case{"the day of the start never counted: suspended and resumed then, nothing moves",
                  {begun(notice, "2026-05-04"), entry(Kind::suspend, "2026-05-04T09:00"),
                   entry(Kind::resume, "2026-05-04T17:00")},
                  "2026-05-19T23:59:59+02:00"},
             Case{"months run to their day-number, then the end moves by the days suspended",
                  {begun(limit("P1M"), "2026-01-31"), entry(Kind::suspend, "2026-02-27T09:00"),
                   entry(Kind::resume, "2026-03-02T09:00")},
                  "2026-03-04T23:59:59+01:00"},
             Case{"what rolls, rolls after the suspension",
                  {begun(appeal, "2026-05-04"), entry(Kind::suspend, "2026-06-01T09:00"),
                   entry(Kind::resume, "2026-06-06T09:00")},
                  "2026-07-13T23:59:59+02:00"},
             Case{"only its roll still carried it: it ends on the first open day after",
                  {begun(appeal, "2026-05-04"), entry(Kind::suspend, "2026-07-06T09:00"),
                   entry(Kind::resume, "2026-07-10T09:00")},
                  "2026-07-13T23:59:59+02:00"},
             Case{"hours move by the time suspended, over a change of clocks too",
                  {begun(limit("PT48H"), "2026-10-23T22:00"),
                   entry(Kind::suspend, "2026-10-24T10:00"),
                   entry(Kind::resume, "2026-10-25T10:00")},
                  "2026-10-26T22:00:00+01:00"},
             Case{"an extension is added to the original limit, not to its end",
                  {begun(limit("P1M"), "2026-01-31"),
                   entry(Kind::extend, "2026-02-10", limit("P1M"))},
                  "2026-03-31T23:59:59+02:00"},
             Case{"months first, then days",
                  {begun(limit("P3D"), "2026-01-28"),
                   entry(Kind::extend, "2026-01-29", limit("P1M"))},
                  "2026-03-03T23:59:59+01:00"},
             Case{"an interruption begins the whole limit anew",
                  {begun(appeal, "2026-05-04"), entry(Kind::suspend, "2026-06-01"),
                   entry(Kind::replace, "2026-08-10", appeal)},
                  "2026-10-12T23:59:59+02:00"},
         }) {
        EXPECT_EQ(end_of(each.ledger), each.due) << each.rule;
    }
}

TEST(Ledgers, RefuseByNameWhatCannotBe) {
    const LedgerEntry start = begun(notice, "2026-05-04");
    const auto with_count = [](int count) {
        TimeLimit odd = limit("P1D");
        odd.count = count;
        return odd;
    };
    TimeLimit backwards = limit("P8D");
    backwards.direction = Direction::backwards;
    struct Case {
        Ledger ledger;
        const char* code;
    };
    for (const Case& each : {
             Case{{}, "registre_sans_debut"},
             Case{{entry(Kind::resume, "2026-05-04")}, "registre_sans_debut"},
             Case{{start, start}, "delai_deja_commence"},
             Case{{entry(Kind::start, "2026-05-04")}, "limite_absente"},
             Case{{start, entry(Kind::extend, "2026-05-05")}, "limite_absente"},
             Case{{start, entry(Kind::extend, "2026-05-05", with_count(-3))}, "limite_negative"},
             Case{{start, entry(Kind::extend, "2026-05-05", with_count(0))}, "limite_negative"},
             Case{{start, entry(Kind::extend, "2026-05-05", with_count(36501))},
                  "limite_excessive"},
             Case{{start, entry(Kind::replace, "2026-05-05", with_count(999999999))},
                  "limite_excessive"},
             Case{{start, entry(Kind::extend, "2026-05-05", limit("PT24H"))}, "prolongation_unite"},
             Case{{begun(limit("PT24H"), "2026-05-04T10:00"),
                   entry(Kind::extend, "2026-05-04T11:00", limit("P1D"))},
                  "prolongation_unite"},
             Case{{start, entry(Kind::suspend, "2026-05-03")}, "ecriture_anterieure"},
             Case{{start, entry(Kind::suspend, "2026-05-08"), entry(Kind::resume, "2026-05-07")},
                  "ecriture_anterieure"},
             Case{{start, entry(Kind::stop, "2026-05-06"), entry(Kind::suspend, "2026-05-07")},
                  "ecriture_apres_arret"},
             Case{{start, entry(Kind::suspend, "2026-05-06"), entry(Kind::suspend, "2026-05-07")},
                  "deja_suspendu"},
             Case{{start, entry(Kind::resume, "2026-05-07")}, "reprise_sans_suspension"},
             Case{{start, entry(Kind::resume, "2026-06-07")}, "reprise_sans_suspension"},
             Case{{start, entry(Kind::suspend, "2026-05-20")}, "delai_deja_expire"},
             Case{{start, entry(Kind::extend, "2026-05-20", limit("P8D"))}, "delai_deja_expire"},
             Case{{start, entry(Kind::replace, "2026-05-20", notice)}, "delai_deja_expire"},
             Case{{begun(backwards, "2026-05-20"), entry(Kind::suspend, "2026-05-20")},
                  "delai_deja_expire"},
             Case{{begun(limit("P1200M"), "2026-05-04")}, "hors_calendrier"},
             Case{{begun(limit("P1D"), "2060-12-30"),
                   entry(Kind::extend, "2060-12-31", limit("P36500D"))},
                  "hors_calendrier"},
         }) {
        EXPECT_EQ(end_of(each.ledger), each.code);
    }
}

TEST(Ledgers, CountedBackwardsAreNotSuspended) {
    TimeLimit backwards = limit("P8D");
    backwards.direction = Direction::backwards;
    Ledger ledger = {begun(backwards, "2026-05-20"), entry(Kind::suspend, "2026-05-20")};
    ledger.front().at = ledger.back().at = at("2026-05-20");
    // Its end lies before its start, so that it is over whenever somebody would suspend it.
    EXPECT_EQ(end_of(ledger), "delai_deja_expire");
}

TEST(Ledgers, AcceptTheLastInstantAndRefuseTheNext) {
    const Ledger ledger = {begun(notice, "2026-05-04")};
    const auto suspended_at = [&](const std::string& iso) {
        return refusal_code(
            recorded(ledger, entry(Kind::suspend, iso), metropole(), at("2026-06-01")));
    };
    EXPECT_EQ(suspended_at("2026-05-19T23:59:59"), "compté");
    EXPECT_EQ(suspended_at("2026-05-20T00:00:00"), "delai_deja_expire");
}

TEST(Ledgers, RefuseTheFuture) {
    const Ledger ledger = {begun(notice, "2026-05-04")};
    const auto suspended = [&](const std::string& now) {
        return refusal_code(
            recorded(ledger, entry(Kind::suspend, "2026-05-08T10:00"), metropole(), at(now)));
    };
    EXPECT_EQ(suspended("2026-05-08T10:00"), "compté");
    EXPECT_EQ(suspended("2026-05-08T09:59:59"), "ecriture_future");
}

TEST(Ledgers, MayStartAhead) {
    const auto ledger = recorded({}, begun(notice, "2027-01-01"), metropole(), at("2026-05-04"));
    EXPECT_EQ(refusal_code(ledger), "compté");
}

TEST(Ledgers, NeverShortenASuspendedNotice) {
    const Date start = day("2026-02-20");
    for (int from = 0; from <= 15; ++from) {
        for (int length = 0; length < 40; ++length) {
            Ledger ledger = {begun(notice, start.iso())};
            const Date suspended = start.plus_days(from), resumed = suspended.plus_days(length);
            ledger.push_back(entry(Kind::suspend, suspended.iso() + "T12:00"));
            ledger.push_back(entry(Kind::resume, resumed.iso() + "T13:00"));
            int whole_days = 0;
            const Date last = *account_of(ledger).end.last_day;
            for (Date each = start.plus_days(1); each <= last; each = each.plus_days(1)) {
                whole_days += each < suspended || each > resumed ? 1 : 0;
            }
            EXPECT_EQ(whole_days, 15) << from << " then " << length;
        }
    }
}

TEST(Ledgers, SayWhatIsUsedAndWhatIsLeft) {
    struct Case {
        const char* rule;
        Ledger ledger;
        const char* now;
        std::int64_t used, left;
    };
    const Ledger running = {begun(notice, "2026-05-04")};
    Ledger suspended = running;
    suspended.push_back(entry(Kind::suspend, "2026-05-10T12:00"));
    Ledger resumed = suspended;
    resumed.push_back(entry(Kind::resume, "2026-05-20T12:00"));
    const Ledger hours = {begun(limit("PT48H"), "2026-05-04T10:00"),
                          entry(Kind::suspend, "2026-05-04T11:00"),
                          entry(Kind::resume, "2026-05-06T11:00")};
    for (const Case& each : {
             Case{"nothing on the day of the start", running, "2026-05-04T18:00", 0, 15},
             Case{"nothing before the first day is over", running, "2026-05-05T23:59", 0, 15},
             Case{"one day once it is over", running, "2026-05-06", 1, 14},
             Case{"all days after the last", running, "2026-06-06", 15, 0},
             Case{"while suspended, nothing runs", suspended, "2026-05-30", 5, 10},
             Case{"the day of its end does not count", resumed, "2026-05-21", 5, 10},
             Case{"then it runs on", resumed, "2026-05-22", 6, 9},
             Case{"hours to the second", hours, "2026-05-06T11:00:30", 3630, 48 * 3600 - 3630},
         }) {
        const Balance found = balance(account_of(each.ledger), metropole(), at(each.now));
        EXPECT_EQ(found.used, each.used) << each.rule;
        EXPECT_EQ(found.left, each.left) << each.rule;
    }
}

std::vector<std::string> sentences(const Ledger& ledger, const std::string& code) {
    std::vector<std::string> found;
    for (const Explanation& step : due_date(account_of(ledger), metropole()).because) {
        if (step.code == code) found.push_back(step.text);
    }
    return found;
}

TEST(Ledgers, ExplainEachSuspension) {
    Ledger ledger = {begun(notice, "2026-03-01"), entry(Kind::suspend, "2026-03-03T09:00")};
    ledger.back().reason = "ordonnance du juge";
    EXPECT_EQ(sentences(ledger, "still_suspended"),
              std::vector<std::string>{
                  "Le délai est suspendu depuis le mardi 3 mars 2026 (ordonnance du juge) : il ne "
                  "court plus. Quand il reprendra, il restera 14 jours."});
    EXPECT_TRUE(sentences(ledger, "day_ends").empty());
    ledger.push_back(entry(Kind::resume, "2026-03-10T09:00"));
    EXPECT_EQ(
        sentences(ledger, "suspended_days"),
        std::vector<std::string>{
            "Le délai est suspendu du mardi 3 mars 2026 au mardi 10 mars 2026, ces deux jours "
            "compris (ordonnance du juge) : il ne court pas pendant 8 jours et arrive au "
            "mardi 24 mars 2026."});
    EXPECT_EQ(sentences(ledger, "day_ends").size(), 1u);
}

TEST(Ledgers, ExplainHoursExtensionsAndInterruptions) {
    const Ledger hours = {begun(limit("PT48H"), "2026-05-04T10:00"),
                          entry(Kind::suspend, "2026-05-04T11:00"),
                          entry(Kind::resume, "2026-05-06T11:05:30")};
    EXPECT_EQ(
        sentences(hours, "suspended_hours"),
        std::vector<std::string>{
            "Le délai est suspendu du lundi 4 mai 2026 à 11 h 00 au mercredi 6 mai 2026 à 11 "
            "h 05 : il ne court pas pendant 48 h 05 min 30 s et arrive au vendredi 8 mai 2026 "
            "à 10 h 05."});
    const Ledger extended = {begun(limit("P8D"), "2026-05-04"),
                             entry(Kind::extend, "2026-05-06", limit("P3D"))};
    EXPECT_EQ(sentences(extended, "extended"),
              std::vector<std::string>{"Le délai est prolongé de 3 jours le mercredi 6 mai 2026 : "
                                       "il arrive au vendredi 15 mai 2026."});
    const Ledger interrupted = {begun(appeal, "2026-05-04"),
                                entry(Kind::replace, "2026-06-01", appeal)};
    EXPECT_EQ(sentences(interrupted, "interrupted"),
              std::vector<std::string>{
                  "Le délai est interrompu le lundi 1er juin 2026 : ce qui avait couru ne compte "
                  "plus, et il recommence en entier, pour 2 mois."});
}

TEST(Ledgers, NameTheirEntriesBothWays) {
    for (const Kind kind :
         {Kind::start, Kind::suspend, Kind::resume, Kind::extend, Kind::replace, Kind::stop}) {
        EXPECT_EQ(ledger_entry_kind(name_of(kind)), kind);
    }
    EXPECT_FALSE(ledger_entry_kind("pause"));
}

}  // namespace
}  // namespace preavis::law::test
