#include "dossier/decider.h"

#include <algorithm>

#include "base/file.h"
#include "base/form.h"
#include "base/yaml.h"

namespace preavis::dossier {
namespace {

bool fits(const std::vector<std::string>& any_of, const std::string& value) {
    return any_of.empty() || std::find(any_of.begin(), any_of.end(), value) != any_of.end();
}

}  // namespace

base::Reading<Deciders> Deciders::read(const std::filesystem::path& file) {
    const auto reading = base::read_yaml(base::read_file(file), file.string());
    if (const auto* problems = std::get_if<base::Problems>(&reading)) return *problems;
    base::Problems problems;
    Deciders deciders;
    base::Form form(std::get<base::Node>(reading), problems);
    for (const base::Node& node : form.list("lines")) {
        base::Form line(node, problems);
        deciders.lines_.push_back({.regimes = line.optional_texts("regimes"),
                                   .structures = line.optional_texts("structures"),
                                   .decider = line.optional_text("decider").value_or(""),
                                   .reason = line.text("reason"),
                                   .source = line.text("source")});
        line.finish();
    }
    form.finish();
    if (!problems.empty()) return problems;
    return deciders;
}

base::Answer<std::string> Deciders::decider(const std::string& regime,
                                            const std::string& structure_kind) const {
    for (const Line& line : lines_) {
        if (!fits(line.regimes, regime) || !fits(line.structures, structure_kind)) continue;
        if (!line.decider.empty()) return line.decider;
        return base::Refusal{"contrat_de_logement", line.reason, line.source};
    }
    return base::Refusal{"decideur_inconnu",
                         "Aucune ligne de la table des décideurs ne correspond au régime « " +
                             regime + " » dans une structure « " + structure_kind + " ».",
                         "model.md"};
}

}  // namespace preavis::dossier
