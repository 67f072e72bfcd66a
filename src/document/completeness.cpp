#include <algorithm>

#include "document/falc.h"
#include "document/usage.h"

namespace preavis::document {
namespace {

bool is_left_out(const Template& of, const std::string& fact) {
    return std::find(of.standard_only.begin(), of.standard_only.end(), fact) !=
           of.standard_only.end();
}

/// A date, an amount, a name that the standard text prints is printed, not only looked at. A choice
/// may be told by the sentences that it chooses.
void check_values(const Template& of, const Text& easy, const Usage& there, const Usage& here,
                  base::Problems& problems) {
    for (const std::string& fact : there.written) {
        const dossier::FactDeclaration* declared = find(of.facts, fact);
        const bool to_print =
            declared != nullptr && declared->type.kind != dossier::FactKind::choice;
        const bool known = here.written.contains(fact) || !here.facts.contains(fact);
        if (!to_print || known || is_left_out(of, fact)) continue;
        problems.push_back({{easy.file, 0, 0},
                            "F29 : la valeur de « " + fact + " » n'est pas écrite ici",
                            "elle l'est dans le texte standard"});
    }
}

}  // namespace

base::Problems check_completeness(const Template& of) {
    base::Problems problems;
    for (const Text& easy : of.texts) {
        const Text* standard = of.text("standard", easy.language);
        if (easy.style != Style::easy || standard == nullptr) continue;
        const Usage there = usage_of(standard->elements, of);
        const Usage here = usage_of(easy.elements, of);
        for (const std::string& fact : there.facts) {
            if (here.facts.contains(fact) || is_left_out(of, fact)) continue;
            problems.push_back({{easy.file, 0, 0},
                                "F29 : « " + fact + " » est dans le texte standard, pas ici",
                                ""});
        }
        check_values(of, easy, there, here, problems);
        for (const std::string& clause : there.clauses) {
            if (here.clauses.contains(clause)) continue;
            problems.push_back(
                {{easy.file, 0, 0}, "F29 : la clause « " + clause + " » manque ici", ""});
        }
    }
    return problems;
}

}  // namespace preavis::document
