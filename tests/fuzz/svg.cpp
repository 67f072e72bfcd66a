#include "page/svg.h"

#include "fuzz/targets.h"
#include "fuzz/tree.h"

namespace preavis::fuzz {

int svg_one(const std::uint8_t* data, std::size_t size) {
    const auto reading = page::read_svg(as_text(data, size), "f");
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        expects(!problems->empty());
        for (const base::Problem& problem : *problems) expects(!problem.message.empty());
    }
    return 0;
}

}  // namespace preavis::fuzz
