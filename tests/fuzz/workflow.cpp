#include "fuzz/law_data.h"
#include "fuzz/targets.h"
#include "fuzz/tree.h"
#include "workflow/definition.h"

namespace preavis::fuzz {

int workflow_one(const std::uint8_t* data, std::size_t size) {
    const auto reading = workflow::read_definition(as_text(data, size), "f");
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        expect_useful(*problems);
        return 0;
    }
    const auto& definition = std::get<workflow::Definition>(reading);
    const base::Problems problems =
        workflow::check(definition, laws(), {"recepisse_remise", "kit_accueil"});
    if (!problems.empty()) expect_useful(problems);
    return 0;
}

}  // namespace preavis::fuzz
