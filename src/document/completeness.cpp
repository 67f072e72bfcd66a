#include <algorithm>

#include "document/falc.h"
#include "document/usage.h"

namespace preavis::document {

base::Problems check_completeness(const Template& of) {
    base::Problems problems;
    for (const Text& easy : of.texts) {
        const Text* standard = of.text("standard", easy.language);
        if (easy.style != Style::easy || standard == nullptr) continue;
        const Usage there = usage_of(standard->elements, of);
        const Usage here = usage_of(easy.elements, of);
        for (const std::string& fact : there.facts) {
            const bool left_out = std::find(of.standard_only.begin(), of.standard_only.end(),
                                            fact) != of.standard_only.end();
            if (here.facts.contains(fact) || left_out) continue;
            problems.push_back({{easy.file, 0, 0},
                                "F29 : « " + fact + " » est dans le texte standard, pas ici",
                                ""});
        }
        for (const std::string& clause : there.clauses) {
            if (here.clauses.contains(clause)) continue;
            problems.push_back(
                {{easy.file, 0, 0}, "F29 : la clause « " + clause + " » manque ici", ""});
        }
    }
    return problems;
}

}  // namespace preavis::document
