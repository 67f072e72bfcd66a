#include "document/wording.h"

#include <cstdlib>

#include "base/text.h"

namespace preavis::document {
namespace {

const std::string unbreakable = "\u00A0";

}  // namespace

std::string hour_in_french(const law::LocalTime& time) {
    std::string text = std::to_string(time.hour) + (time.hour < 2 ? " heure" : " heures");
    if (time.minute == 0) return text;
    return text + (time.minute < 10 ? " 0" : " ") + std::to_string(time.minute);
}

std::string in_french(law::Instant instant, const law::Territory& territory) {
    const law::LocalTime local = territory.local(instant);
    return law::in_french(local.date) + " à " + hour_in_french(local);
}

std::string integer_in_french(std::int64_t number) {
    std::string digits = std::to_string(std::abs(number));
    for (std::size_t end = digits.size(); end > 3; end -= 3) digits.insert(end - 3, unbreakable);
    return (number < 0 ? "-" : "") + digits;
}

std::string euros_in_french(std::int64_t cents) {
    const std::int64_t rest = std::abs(cents % 100);
    const std::string sign = cents < 0 && cents > -100 ? "-" : "";
    return sign + integer_in_french(cents / 100) + (rest < 10 ? ",0" : ",") + std::to_string(rest) +
           unbreakable + "€";
}

std::string telephone_in_french(std::string_view number) {
    std::string digits;
    for (const char c : number) {
        if (c >= '0' && c <= '9') digits += c;
    }
    const bool abroad = base::starts_with(base::trimmed(number), "+");
    if (abroad && digits.size() == 11 && base::starts_with(digits, "33")) {
        digits = "0" + digits.substr(2);
    } else if (abroad || digits.size() != 10 || digits.front() != '0') {
        return std::string(number);
    }
    std::string pairs = digits.substr(0, 2);
    for (std::size_t i = 2; i < digits.size(); i += 2) pairs += unbreakable + digits.substr(i, 2);
    return pairs;
}

std::string grouped_by_eights(std::string_view digits) {
    if (digits.find_first_not_of("0123456789abcdef") != digits.npos) return std::string(digits);
    std::string groups;
    for (std::size_t at = 0; at < digits.size(); at += 8) {
        groups += (at == 0 ? "" : " ") + std::string(digits.substr(at, 8));
    }
    return groups;
}

std::string with_french_spaces(std::string_view words) {
    std::string text(words);
    for (const char* mark : {":", ";", "?", "!", "»"}) {
        text = base::replaced(std::move(text), std::string(" ") + mark, unbreakable + mark);
    }
    return base::replaced(std::move(text), "« ", "«" + unbreakable);
}

}  // namespace preavis::document
