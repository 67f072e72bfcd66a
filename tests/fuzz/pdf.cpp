#include "base/expects.h"
#include "fuzz/targets.h"
#include "pdf/lint.h"

namespace preavis::fuzz {

int pdf_one(const std::uint8_t* data, std::size_t size) {
    for (const base::Problem& problem : pdf::lint(as_text(data, size))) {
        expects(!problem.message.empty());
    }
    return 0;
}

}  // namespace preavis::fuzz
