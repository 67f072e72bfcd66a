#include "base/json.h"

#include "fuzz/targets.h"
#include "fuzz/tree.h"

namespace preavis::fuzz {

int json_one(const std::uint8_t* data, std::size_t size) {
    const base::JsonLimits limits;
    const auto reading = base::read_json(as_text(data, size), "f", limits);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        expect_useful(*problems);
        return 0;
    }
    const base::Node& node = std::get<base::Node>(reading);
    expect_sound(node, limits.depth);
    const std::string written = base::to_json(node).dump();
    const auto again = base::read_json(written, "f", limits);
    expects(std::holds_alternative<base::Node>(again));
    expects(base::to_json(std::get<base::Node>(again)).dump() == written);
    return 0;
}

}  // namespace preavis::fuzz
