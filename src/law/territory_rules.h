#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/expects.h"
#include "law/calendar.h"
#include "law/wording.h"
#include "law/zone.h"

namespace preavis::law {

/// What `Territory` looks up, worked out once when the calendars are read.
struct Territory::Rules {
    struct Closure {
        std::string because;
        std::string condition;
    };

    std::string id;
    std::string name;
    Zone zone;
    std::shared_ptr<const Wording> wording;
    int first_year = 0;
    int last_year = 0;
    Date first_day;
    Date last_day;
    std::vector<Holiday> holidays;      ///< of all years, in order
    std::vector<Closure> closures;      ///< the first is « open »
    std::vector<std::uint16_t> by_day;  ///< from first_day to last_day: index of its closure

    std::size_t closure(Date date) const {
        expects(date >= first_day && date <= last_day);
        return by_day[static_cast<std::size_t>(date.day_number() - first_day.day_number())];
    }
};

}  // namespace preavis::law
