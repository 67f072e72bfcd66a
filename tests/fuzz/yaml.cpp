#include "base/yaml.h"

#include "fuzz/targets.h"
#include "fuzz/tree.h"

namespace preavis::fuzz {

int yaml_one(const std::uint8_t* data, std::size_t size) {
    constexpr int depth = 32;
    const auto reading = base::read_yaml(as_text(data, size), "f", depth);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        expect_useful(*problems);
    } else {
        expect_sound(std::get<base::Node>(reading), depth);
    }
    return 0;
}

}  // namespace preavis::fuzz
