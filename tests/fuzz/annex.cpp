#include "pdf/annex.h"

#include "base/expects.h"
#include "fuzz/targets.h"

namespace preavis::fuzz {

int annexe_one(const std::uint8_t* data, std::size_t size) {
    const auto answer = pdf::look_at_annex(std::string(as_text(data, size)));
    if (const auto* refusal = base::refusal_of(answer)) {
        expects(!refusal->code.empty() && !refusal->message.empty());
        return 0;
    }
    const std::int64_t pages = std::get<dossier::AnnexLook>(answer).pages;
    expects(pages > 0 && pages <= pdf::most_annex_pages);
    return 0;
}

}  // namespace preavis::fuzz
