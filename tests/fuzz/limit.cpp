#include "base/expects.h"
#include "fuzz/law_data.h"
#include "fuzz/targets.h"

namespace preavis::fuzz {

int limit_one(const std::uint8_t* data, std::size_t size) {
    const auto limit = law::parse_limit(as_text(data, size));
    if (!limit) return 0;
    expects(law::parse_limit(law::iso_duration(*limit)) == limit);
    expects(!law::in_french(*limit).empty());
    const law::Date day = law::Date::of(2026, 5, 4).value();
    const law::When start = {day, metropole().start_of_day(day)};
    const auto due = law::count(*limit, start, metropole());
    const auto reckoned = law::reckon(*limit, start, metropole());
    expects(due.index() == reckoned.index());
    if (const auto* found = std::get_if<law::DueDate>(&due)) {
        expects(found->due > *start.instant);
        expects(found->due == std::get<law::Reckoning>(reckoned).due);
    }
    return 0;
}

}  // namespace preavis::fuzz
