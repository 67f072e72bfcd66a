#include "document/template.h"

#include "document/compose.h"
#include "fuzz/law_data.h"
#include "fuzz/targets.h"
#include "fuzz/tree.h"

namespace preavis::fuzz {

/// The input is document.yaml, a line « ==== », and fr.md.
int template_one(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view border = "\n====\n";
    const std::string_view text = as_text(data, size);
    const std::size_t at = text.find(border);
    const std::string_view yaml = text.substr(0, at);
    const std::string words =
        at == std::string_view::npos ? "" : std::string(text.substr(at + border.size()));
    const auto reading = document::read_template(yaml, "document.yaml", {{"fr.md", words}});
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        expects(!problems->empty());
        for (const base::Problem& problem : *problems) expects(!problem.message.empty());
        return 0;
    }
    const auto& read = std::get<document::Template>(reading);
    const auto composed = document::compose(read, {}, {}, metropole());
    if (const auto* refusal = base::refusal_of(composed)) expects(!refusal->code.empty());
    return 0;
}

}  // namespace preavis::fuzz
