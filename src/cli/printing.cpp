#include "cli/printing.h"

#include "base/json.h"

namespace preavis::cli {

base::Reading<Printing> read_printing(const CommandLine& line, const service::Library& library) {
    const std::string& name = line.operands[1];
    const document::Template* document = library.templates.find(name);
    const auto territory = library.calendars.find(line.value("--territory").value_or("metropole"));
    base::Problems problems;
    if (document == nullptr) {
        problems.push_back(command_line_problem("document inconnu : « " + name + " »"));
    }
    if (!territory) problems.push_back(command_line_problem("territoire inconnu"));
    if (!problems.empty()) return problems;
    // Only the easy text is translated.
    const std::string language = line.value("--lang").value_or("fr");
    const std::string usual = language == "fr" ? "standard" : "falc";
    return Printing{document,
                    {document->name, line.value("--variant").value_or(usual), language},
                    line.has("--bilingual"),
                    *territory};
}

base::Reading<dossier::Facts> read_facts_text(std::string_view text, const std::string& file_name,
                                              const Printing& printing) {
    const auto reading = base::read_json(text, file_name);
    if (const auto* broken = std::get_if<base::Problems>(&reading)) return *broken;
    base::Problems problems;
    auto facts = dossier::read_facts(std::get<base::Node>(reading), printing.document->facts,
                                     printing.territory, true, problems);
    if (!problems.empty()) return problems;
    return facts;
}

}  // namespace preavis::cli
