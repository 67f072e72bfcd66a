#include <algorithm>
#include <map>
#include <optional>

#include "workflow/check_rules.h"
#include "workflow/paths.h"

namespace preavis::workflow {
namespace {

using dossier::FactKind;
using Kind = Condition::Kind;

constexpr int most_steps = 50'000;  ///< beyond, nothing is said against the guard
constexpr const char* absent = "";
constexpr const char* there = "*";

/// Searches for facts, deadlines and actors with which guards hold: a fact has one of its choices,
/// a number or a length as far as it is counted, is there or not; what compares dates, deadlines or
/// actors may be so or not, each by itself.
class Search {
  public:
    Search(const Definition& definition, const Transition& transition)
        : definition_(definition), transition_(transition) {}

    /// With this guard applying and satisfied, and every other that applies satisfied.
    bool finds(const Guard& applying) {
        guards_ = {{&applying, true}};
        for (const Guard& guard : transition_.guards) {
            if (&guard != &applying) guards_.push_back({&guard, false});
        }
        chosen_.clear();
        steps_ = 0;
        return solve();
    }

  private:
    struct Wanted {
        const Guard* guard;
        bool applies;
    };

    bool solve() {
        if (++steps_ > most_steps) return true;
        for (const Wanted& wanted : guards_) {
            open_.clear();
            const auto met = is_met(wanted);
            if (met && !*met) return false;
            if (met) continue;
            const std::string name = open_;
            const std::vector<std::string> values = domains_.at(name);
            for (const std::string& value : values) {
                chosen_[name] = value;
                if (solve()) return true;
            }
            chosen_.erase(name);
            return false;
        }
        return true;
    }

    std::optional<bool> is_met(const Wanted& wanted) {
        const auto applies = truth(wanted.guard->when);
        if (wanted.applies && applies && !*applies) return false;
        if (applies && !*applies) return true;
        const auto needs = truth(wanted.guard->needs);
        if (!wanted.applies && needs && *needs) return true;
        if (!applies || !needs) return std::nullopt;
        return needs;
    }

    /// Nothing while what it reads is open; `open_` then names something to choose.
    std::optional<bool> truth(const Condition& condition) {
        switch (condition.kind) {
            case Kind::all: return truth_of_parts(condition, false);
            case Kind::any: return truth_of_parts(condition, true);
            case Kind::negation: {
                const auto part = truth(condition.parts.front());
                return part ? std::optional(!*part) : std::nullopt;
            }
            case Kind::fact_is:
            case Kind::fact_is_not:
            case Kind::fact_present:
            case Kind::fact_at_least: return truth_of_fact(condition);
            default: return truth_of_comparison(condition);
        }
    }

    std::optional<bool> truth_of_parts(const Condition& condition, bool decides) {
        bool open = false;
        for (const Condition& part : condition.parts) {
            const auto known = truth(part);
            if (known && *known == decides) return decides;
            open = open || !known;
        }
        return open ? std::nullopt : std::optional(!decides);
    }

    std::optional<bool> truth_of_fact(const Condition& condition) {
        const std::string* value = choice("fact " + condition.fact, values_of(condition.fact));
        if (value == nullptr) return std::nullopt;
        const auto& wanted = condition.values;
        const bool is_one = std::find(wanted.begin(), wanted.end(), *value) != wanted.end();
        switch (condition.kind) {
            case Kind::fact_is: return is_one || (*value == there && !wanted.empty());
            case Kind::fact_is_not: return !is_one;
            case Kind::fact_present: return (*value != absent) == condition.present;
            default: return *value != absent && std::stoll(*value) >= condition.at_least;
        }
    }

    /// A comparison of a fact that is not there does not hold.
    std::optional<bool> truth_of_comparison(const Condition& condition) {
        for (const std::string& fact :
             {condition.fact, looks_at_two_facts(condition) ? condition.other : std::string()}) {
            if (fact.empty()) continue;
            const std::string* value = choice("fact " + fact, values_of(fact));
            if (value == nullptr) return std::nullopt;
            if (*value == absent) return false;
        }
        const std::string* value = choice(name_of(condition), {"true", "false"});
        return value == nullptr ? std::nullopt : std::optional(*value == "true");
    }

    const std::string* choice(const std::string& name, std::vector<std::string> values) {
        const auto found = chosen_.find(name);
        if (found != chosen_.end()) return &found->second;
        domains_[name] = std::move(values);
        open_ = name;
        return nullptr;
    }

    /// What the fact may be when the event happens; what the event requires is there.
    std::vector<std::string> values_of(const std::string& fact) const {
        std::vector<std::string> values;
        const auto* declared = find(definition_.facts, fact);
        const FactKind kind = declared == nullptr ? FactKind::text : declared->type.kind;
        if (kind == FactKind::choice) {
            values = declared->type.choices;
        } else if (kind == FactKind::boolean) {
            values = {"true", "false"};
        } else if (kind == FactKind::integer || kind == FactKind::list) {
            for (const std::int64_t number : counted_of(fact)) {
                values.push_back(std::to_string(number));
            }
        } else {
            values = {there};
        }
        const auto& requires_facts = transition_.requires_facts;
        const bool required =
            std::find(requires_facts.begin(), requires_facts.end(), fact) != requires_facts.end();
        if (!required) values.emplace_back(absent);
        return values;
    }

    /// The numbers around those that guards ask for, within the declared bounds.
    std::set<std::int64_t> counted_of(const std::string& fact) const {
        const dossier::FactType& type = find(definition_.facts, fact)->type;
        std::set<std::int64_t> numbers = {0, 1, type.least, type.least + 1};
        for (const Guard& guard : transition_.guards) {
            add_counted(guard.when, fact, numbers);
            add_counted(guard.needs, fact, numbers);
        }
        if (type.most > 0) std::erase_if(numbers, [&](auto number) { return number > type.most; });
        std::erase_if(numbers, [&](auto number) { return number < type.least; });
        return numbers;
    }

    static void add_counted(const Condition& condition, const std::string& fact,
                            std::set<std::int64_t>& numbers) {
        if (condition.fact == fact) numbers.insert({condition.at_least, condition.at_least - 1});
        for (const Condition& part : condition.parts) add_counted(part, fact, numbers);
    }

    static std::string name_of(const Condition& condition) {
        std::string name = std::to_string(static_cast<int>(condition.kind)) + " " + condition.fact +
                           " " + condition.deadline + " " + condition.other + " " +
                           condition.field + " " + condition.law + " " +
                           std::to_string(static_cast<int>(condition.bound));
        for (const std::string& value : condition.values) name += " " + value;
        return name;
    }

    const Definition& definition_;
    const Transition& transition_;
    std::vector<Wanted> guards_;
    std::map<std::string, std::string> chosen_;
    std::map<std::string, std::vector<std::string>> domains_;
    std::string open_;
    int steps_ = 0;
};

}  // namespace

base::Problems check_satisfiable(const Definition& definition) {
    base::Problems problems;
    for (const Transition& transition : definition.transitions) {
        Search search(definition, transition);
        for (const Guard& guard : transition.guards) {
            if (search.finds(guard)) continue;
            problems.push_back({guard.place,
                                "la garde « " + guard.key + " » de « " + transition.event +
                                    " » n'est jamais satisfaite quand elle s'applique",
                                "ses conditions, ou celles d'une autre garde, s'excluent"});
        }
    }
    return problems;
}

}  // namespace preavis::workflow
