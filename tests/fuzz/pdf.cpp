#include "base/expects.h"
#include "fuzz/targets.h"
#include "pdf/lint.h"
#include "pdf/seals.h"

namespace preavis::fuzz {

int pdf_one(const std::uint8_t* data, std::size_t size) {
    for (const base::Problem& problem : pdf::lint(as_text(data, size))) {
        expects(!problem.message.empty());
    }
    const std::string pdf(as_text(data, size));
    const auto seals = pdf::seals_of(pdf);
    if (const auto* problems = std::get_if<base::Problems>(&seals)) expects(!problems->empty());
    return 0;
}

}  // namespace preavis::fuzz
