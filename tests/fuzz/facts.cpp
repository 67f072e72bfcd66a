#include "base/yaml.h"
#include "dossier/declaration.h"
#include "fuzz/law_data.h"
#include "fuzz/targets.h"
#include "fuzz/tree.h"

namespace preavis::fuzz {
namespace {

/// One fact of each kind.
constexpr std::string_view declared =
    "texte: { type: text, most: 20, optional: true }\n"
    "long: { type: long_text, optional: true }\n"
    "nombre: { type: integer, least: -5, most: 5, optional: true }\n"
    "somme: { type: money, optional: true }\n"
    "vrai: { type: boolean, optional: true }\n"
    "date: { type: date, optional: true }\n"
    "heure: { type: instant, optional: true }\n"
    "motif: { type: choice, choices: [violence, absence], optional: true }\n"
    "menage: { type: reference, of: menage, optional: true }\n"
    "liste:\n"
    "  type: list\n"
    "  least: 1\n"
    "  most: 3\n"
    "  optional: true\n"
    "  item: { type: record, fields: { date: { type: date }, nom: { type: text } } }\n";

const dossier::Declarations& declarations() {
    static const dossier::Declarations read = [] {
        base::Problems problems;
        const auto tree = base::read_yaml(declared, "f");
        auto all = dossier::read_declarations(std::get<base::Node>(tree).entries, problems);
        expects(problems.empty());
        return all;
    }();
    return read;
}

}  // namespace

int facts_one(const std::uint8_t* data, std::size_t size) {
    const auto reading = base::read_json(as_text(data, size), "f");
    const auto* object = std::get_if<base::Node>(&reading);
    if (object == nullptr) return 0;
    base::Problems problems;
    const auto facts = dossier::read_facts(*object, declarations(), metropole(), true, problems);
    if (!problems.empty()) {
        expect_useful(problems);
        return 0;
    }
    for (const auto& [name, value] : facts) {
        const auto* declaration = find(declarations(), name);
        expects(declaration != nullptr && misfit(value, declaration->type).empty());
    }
    const auto written = base::read_json(dossier::to_json(facts).dump(), "f");
    const auto again = dossier::read_facts(std::get<base::Node>(written), declarations(),
                                           metropole(), true, problems);
    expects(problems.empty() && again == facts);
    return 0;
}

}  // namespace preavis::fuzz
