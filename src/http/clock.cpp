#include "http/clock.h"

#include "base/form.h"
#include "http/errors.h"
#include "http/exchange.h"

namespace preavis::http {
namespace {

constexpr std::int64_t longest_count = 100'000;
constexpr std::int64_t longest_seconds = std::int64_t{3653} * 86'400;
constexpr int longest_months = 120;

/// What a duration says, unit by unit.
struct Duration {
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t seconds = 0;
};

/// Adds one part (« 48H »); false if the unit does not stand there.
bool add(Duration& duration, std::int64_t count, char unit, bool time) {
    switch (unit) {
        case 'Y': duration.months += 12 * count; return !time;
        case 'M': (time ? duration.seconds : duration.months) += time ? 60 * count : count; break;
        case 'W': duration.days += 7 * count; return !time;
        case 'D': duration.days += count; return !time;
        case 'H': duration.seconds += 3600 * count; return time;
        case 'S': duration.seconds += count; return time;
        default: return false;
    }
    return true;
}

std::optional<Duration> parse(std::string_view text) {
    if (!text.starts_with('P')) return std::nullopt;
    Duration duration;
    bool time = false;
    bool any = false;
    std::int64_t count = -1;
    for (const char c : text.substr(1)) {
        if (c >= '0' && c <= '9') {
            count = (count < 0 ? 0 : count * 10) + (c - '0');
            if (count > longest_count) return std::nullopt;
        } else if (c == 'T' && !time && count < 0) {
            time = true;
            any = false;  // nothing after the T is not a duration
        } else {
            if (count < 0 || !add(duration, count, c, time)) return std::nullopt;
            any = true;
            count = -1;
        }
    }
    if (!any || count >= 0) return std::nullopt;
    return duration;
}

law::Instant on_the_wall(const law::Territory& territory, law::LocalTime local,
                         law::Instant otherwise) {
    const auto instant = territory.instant(local);
    const auto* found = std::get_if<law::Instant>(&instant);
    return found != nullptr ? *found : otherwise;
}

/// The instant that a body asks for; reports what is wrong with it.
std::optional<law::Instant> target_of(const base::Node& body, law::Instant now,
                                      const law::Territory& territory, base::Problems& problems) {
    base::Form form(body, problems);
    const auto by = form.optional_text("advance");
    const auto to = form.optional_text("now");
    form.finish();
    if (by.has_value() == to.has_value()) {
        form.report("advance", "donnez soit « advance », soit « now »",
                    "{ \"advance\": \"PT48H\" }");
        return std::nullopt;
    }
    if (by) {
        const auto target = advanced(now, *by, territory);
        if (!target) form.report("advance", "cette durée n'est pas lisible", "PT48H, P15D, P2M");
        return target;
    }
    const auto when = law::parse_when(*to, territory);
    if (const auto* refusal = base::refusal_of(when)) {
        form.report("now", refusal->message);
        return std::nullopt;
    }
    const auto& read = std::get<law::When>(when);
    return read.instant.value_or(territory.start_of_day(read.date));
}

Response move(const Call& call) {
    if (!call.services.move_test_clock) {
        return problem(404, "introuvable", "Ce service ne tourne pas avec une horloge d'essai.");
    }
    return write(call, "", [&](const base::Node& body, const auto&) {
        return move_test_clock(call.services, call.actor(), body);
    });
}

}  // namespace

std::optional<law::Instant> advanced(law::Instant now, std::string_view duration,
                                     const law::Territory& territory) {
    const auto parsed = parse(duration);
    if (!parsed || parsed->months > longest_months || parsed->seconds > longest_seconds) {
        return std::nullopt;
    }
    if (parsed->days * 86'400 > longest_seconds) return std::nullopt;
    if (parsed->months + parsed->days + parsed->seconds == 0) return std::nullopt;
    law::Instant target = now;
    if (parsed->months + parsed->days > 0) {
        law::LocalTime local = territory.local(now);
        local.date = law::plus_months(local.date, static_cast<int>(parsed->months))
                         .plus_days(static_cast<std::int32_t>(parsed->days));
        if (!territory.covers(local.date)) return std::nullopt;
        const std::int64_t plain_days = local.date.day_number() - territory.date(now).day_number();
        target = on_the_wall(territory, local, now.plus_seconds(plain_days * 86'400));
    }
    return target.plus_seconds(parsed->seconds);
}

service::Outcome move_test_clock(const Services& services, const dossier::Actor& actor,
                                 const base::Node& body) {
    const law::Territory territory = services.office.library.territory(actor.departement);
    base::Problems problems;
    const auto target = target_of(body, services.office.clock.now(), territory, problems);
    if (!problems.empty() || !target) return problems;
    const auto answer = services.move_test_clock(*target);
    if (const auto* refusal = base::refusal_of(answer)) return *refusal;
    return service::Reply{200, {{"now", territory.iso(std::get<law::Instant>(answer))}}};
}

std::vector<Route> clock_routes() {
    return {{.method = "POST",
             .pattern = "/api/v1/test-clock",
             .door = Door::api,
             .act = access::Act::move_test_clock,
             .handler = move,
             .operation = "avancerHorloge",
             .summary = "Avance l'horloge d'essai (seulement avec --test-clock)",
             .takes = "Horloge",
             .gives = "Heure"}};
}

}  // namespace preavis::http
