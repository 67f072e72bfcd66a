#include "base/expects.h"
#include "base/text.h"
#include "fuzz/law_data.h"
#include "fuzz/targets.h"

namespace preavis::fuzz {

int when_one(const std::uint8_t* data, std::size_t size) {
    const auto answer = law::parse_when(as_text(data, size), metropole());
    if (const auto* refusal = base::refusal_of(answer)) {
        expects(!refusal->code.empty() && !refusal->message.empty());
        return 0;
    }
    const auto& when = std::get<law::When>(answer);
    expects(law::Date::parse(when.date.iso()) == when.date);
    if (!when.instant) return 0;
    expects(metropole().date(*when.instant) == when.date);
    expects(law::parse_utc(law::utc_iso(*when.instant)) == when.instant);
    const auto again = law::parse_when(law::utc_iso(*when.instant), metropole());
    expects(std::get<law::When>(again).instant == when.instant);
    return 0;
}

}  // namespace preavis::fuzz
