#include "base/text.h"
#include "workflow/condition.h"

namespace preavis::workflow {
namespace {

using Kind = Condition::Kind;

std::string values_in_french(const std::vector<std::string>& values) {
    return (values.size() == 1 ? "la valeur " : "l'un de : ") + base::joined(values, ", ");
}

std::string bound_in_french(const Condition& condition, const Situation& situation) {
    const auto day = bound_day(condition, situation);
    if (!day) return "une date qui se compare à une autre, encore inconnue";
    const std::string written = law::in_french_without_weekday(*day);
    switch (condition.kind) {
        case Kind::fact_after: return "une date postérieure au " + written;
        case Kind::fact_on_or_after: return "le " + written + " ou plus tard";
        default: break;
    }
    return "le " + written + " ou plus tôt, et pas dans le futur";
}

std::string needed_in_french(const Condition& condition, const Situation& situation,
                             const dossier::FactDeclaration* declaration) {
    switch (condition.kind) {
        case Kind::fact_is: return values_in_french(condition.values);
        case Kind::fact_is_not:
            return "une autre valeur que " + base::joined(condition.values, ", ");
        case Kind::fact_present:
            if (!condition.present) return "ne doit pas être renseigné";
            return declaration == nullptr ? "une valeur"
                                          : dossier::expected_in_french(declaration->type);
        case Kind::fact_at_least: return "au moins " + std::to_string(condition.at_least);
        case Kind::fact_contains:
            return "une liste qui contient : " + base::joined(condition.values, ", ");
        case Kind::fact_same_as: return "la même valeur que « " + condition.other + " »";
        case Kind::fact_among: return "une valeur de « " + condition.other + " »";
        case Kind::fact_covers: return "une ligne pour chacune des « " + condition.other + " »";
        case Kind::reached: return "une date qui est arrivée";
        default: return bound_in_french(condition, situation);
    }
}

bool is_about_a_fact(Kind kind) {
    return kind == Kind::fact_is || kind == Kind::fact_is_not || kind == Kind::fact_present ||
           kind == Kind::fact_at_least || kind == Kind::fact_contains ||
           kind == Kind::fact_on_or_after || kind == Kind::fact_on_or_before ||
           kind == Kind::fact_after || kind == Kind::fact_same_as || kind == Kind::fact_among ||
           kind == Kind::fact_covers || kind == Kind::reached;
}

}  // namespace

std::vector<base::MissingFact> missing(const Condition& condition, const Situation& situation,
                                       const std::string& source,
                                       const dossier::Declarations& declarations) {
    if (holds(condition, situation)) return {};
    if (is_about_a_fact(condition.kind)) {
        const auto* declaration = find(declarations, condition.fact);
        return {{condition.fact, needed_in_french(condition, situation, declaration), source}};
    }
    std::vector<base::MissingFact> facts;
    if (condition.kind != Kind::all && condition.kind != Kind::any) return facts;
    for (const Condition& part : condition.parts) {
        for (base::MissingFact& fact : missing(part, situation, source, declarations)) {
            facts.push_back(std::move(fact));
        }
    }
    return facts;
}

}  // namespace preavis::workflow
