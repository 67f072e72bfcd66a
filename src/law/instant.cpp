#include "law/instant.h"

#include <cstdlib>

namespace preavis::law {
namespace {

constexpr std::int64_t ms_per_minute = 60 * 1000;
constexpr std::int64_t ms_per_day = 24 * 60 * ms_per_minute;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

std::string two_digits(int value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The number written in two digits, or -1.
int two_digits_at(std::string_view text, std::size_t at) {
    if (at + 2 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1])) return -1;
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

}  // namespace

Instant instant_of(const LocalTime& local, int offset_minutes) {
    const std::int64_t days = local.date.day_number();
    const std::int64_t seconds = (local.hour * 60 + local.minute) * 60 + local.second;
    return {days * ms_per_day + seconds * 1000 - offset_minutes * ms_per_minute};
}

LocalTime local_of(Instant instant, int offset_minutes) {
    const std::int64_t ms = instant.ms + offset_minutes * ms_per_minute;
    const std::int64_t days = floor_divide(ms, ms_per_day);
    const int seconds = static_cast<int>((ms - days * ms_per_day) / 1000);
    return {Date::from_day_number(static_cast<std::int32_t>(days)), seconds / 3600,
            seconds / 60 % 60, seconds % 60};
}

std::string offset_iso(int offset_minutes) {
    const int size = std::abs(offset_minutes);
    return (offset_minutes < 0 ? "-" : "+") + two_digits(size / 60) + ":" + two_digits(size % 60);
}

std::optional<int> parse_offset(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return std::nullopt;
    }
    const int hours = two_digits_at(text, 1), minutes = two_digits_at(text, 4);
    const int size = hours * 60 + minutes;
    if (hours < 0 || minutes < 0 || minutes > 59 || size > 14 * 60) return std::nullopt;
    return text[0] == '-' ? -size : size;
}

std::string clock_iso(const LocalTime& local) {
    return two_digits(local.hour) + ":" + two_digits(local.minute) + ":" + two_digits(local.second);
}

std::optional<LocalTime> parse_clock(Date date, std::string_view text) {
    if ((text.size() != 5 && text.size() != 8) || text[2] != ':') return std::nullopt;
    if (text.size() == 8 && text[5] != ':') return std::nullopt;
    const int hour = two_digits_at(text, 0), minute = two_digits_at(text, 3);
    const int second = text.size() == 8 ? two_digits_at(text, 6) : 0;
    const bool exists =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    if (!exists) return std::nullopt;
    return LocalTime{date, hour, minute, second};
}

std::string utc_iso(Instant instant) {
    const LocalTime utc = local_of(instant, 0);
    const std::string ms = std::to_string(1000 + instant.ms - instant_of(utc, 0).ms);
    return utc.date.iso() + "T" + clock_iso(utc) + "." + ms.substr(1) + "Z";
}

std::optional<Instant> parse_utc(std::string_view iso) {
    if (iso.size() != 24 || iso[10] != 'T' || iso[19] != '.' || iso[23] != 'Z') {
        return std::nullopt;
    }
    const auto date = Date::parse(iso.substr(0, 10));
    if (!date) return std::nullopt;
    const auto clock = parse_clock(*date, iso.substr(11, 8));
    const int tens = two_digits_at(iso, 20);
    if (!clock || tens < 0 || !is_digit(iso[22])) return std::nullopt;
    return Instant{instant_of(*clock, 0).ms + tens * 10 + (iso[22] - '0')};
}

}  // namespace preavis::law
