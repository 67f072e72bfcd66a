#include <benchmark/benchmark.h>

#include <filesystem>

#include "law/catalogue.h"
#include "law/ledger.h"

namespace preavis::law {
namespace {

const Calendars& calendars() {
    static const Calendars read = std::get<Calendars>(
        Calendars::read(std::filesystem::path(PREAVIS_ROOT) / "data/calendars"));
    return read;
}

const TimeLimit appeal{Unit::months, 2, Counting::clear, Roll::next};

/// A start that moves on through sixty years, so that no answer repeats.
Date next_start(std::int32_t& step) {
    step = (step + 37) % 21900;
    return Date::from_day_number(7305 + step);
}

void reckon_due_dates(benchmark::State& state) {
    const Territory where = calendars().find("metropole").value();
    std::int32_t step = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(reckon(appeal, {next_start(step), std::nullopt}, where));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(reckon_due_dates);

void reckon_hours(benchmark::State& state) {
    const Territory where = calendars().find("metropole").value();
    const TimeLimit limit{Unit::hours, 48};
    std::int32_t step = 0;
    for (auto _ : state) {
        const Date day = next_start(step);
        const Instant start{std::int64_t{day.day_number()} * 86400000};
        benchmark::DoNotOptimize(reckon(limit, {day, start}, where));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(reckon_hours);

/// A notice suspended twice, extended once: five lines read for one due date.
void fold_ledgers(benchmark::State& state) {
    using Kind = LedgerEntry::Kind;
    const Territory where = calendars().find("metropole").value();
    constexpr std::int64_t day_ms = 86'400'000;
    Ledger ledger = {{.kind = Kind::start, .limit = TimeLimit{Unit::days, 15, Counting::notice}},
                     {.kind = Kind::suspend},
                     {.kind = Kind::resume},
                     {.kind = Kind::extend, .limit = TimeLimit{Unit::days, 5}},
                     {.kind = Kind::suspend},
                     {.kind = Kind::resume}};
    std::int32_t step = 0;
    for (auto _ : state) {
        Instant at{next_start(step).day_number() * day_ms};
        for (LedgerEntry& entry : ledger) {
            entry.at = at;
            at.ms += 2 * day_ms;
        }
        benchmark::DoNotOptimize(fold(ledger, where));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(fold_ledgers);

void count_with_explanation(benchmark::State& state) {
    const Territory where = calendars().find("metropole").value();
    std::int32_t step = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(count(appeal, {next_start(step), std::nullopt}, where));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(count_with_explanation);

void read_calendars(benchmark::State& state) {
    const auto folder = std::filesystem::path(PREAVIS_ROOT) / "data/calendars";
    for (auto _ : state) benchmark::DoNotOptimize(Calendars::read(folder));
}
BENCHMARK(read_calendars)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace preavis::law
