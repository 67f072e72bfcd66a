#include "document/reach.h"

#include <algorithm>
#include <map>
#include <set>

namespace preavis::document {
namespace {

using dossier::FactDeclaration;
using dossier::FactKind;

const std::string absent = "";
const std::string present = "present";  // of a fact that is neither a choice nor a boolean

/// What each fact may still be, at some place of a text.
using World = std::map<std::string, std::set<std::string>>;

std::set<std::string> values_of(const FactDeclaration& fact) {
    std::set<std::string> values;
    const dossier::FactType& type = fact.type;
    if (type.kind == FactKind::choice) {
        values.insert(type.choices.begin(), type.choices.end());
    } else if (type.kind == FactKind::boolean) {
        values = {"true", "false"};
    } else {
        values = {present};
    }
    const bool may_be_empty = type.kind == FactKind::list && type.least == 0;
    if (!fact.required || may_be_empty) values.insert(absent);
    return values;
}

bool keeps(const Condition& condition, const std::string& value) {
    const auto& values = condition.values;
    const bool named = std::find(values.begin(), values.end(), value) != values.end();
    switch (condition.kind) {
        case Condition::Kind::is: return named;
        case Condition::Kind::is_not: return !named;
        case Condition::Kind::present: return value != absent && value != "false";
        case Condition::Kind::absent: return value == absent || value == "false";
        default: return true;
    }
}

/// The world where the condition holds too; nothing if there is none.
std::optional<World> narrowed(World world, const Condition& condition) {
    if (condition.kind == Condition::Kind::any) {
        const bool possible =
            std::any_of(condition.parts.begin(), condition.parts.end(),
                        [&](const Condition& part) { return narrowed(world, part).has_value(); });
        return possible ? std::optional(std::move(world)) : std::nullopt;
    }
    for (const Condition& part : condition.parts) {
        auto narrower = narrowed(std::move(world), part);
        if (!narrower) return std::nullopt;
        world = *std::move(narrower);
    }
    const auto fact = world.find(condition.fact);
    if (fact == world.end()) return world;
    std::erase_if(fact->second, [&](const std::string& value) { return !keeps(condition, value); });
    if (fact->second.empty()) return std::nullopt;
    return world;
}

/// Of a condition as texts write them.
Condition opposite(Condition condition) {
    using Kind = Condition::Kind;
    switch (condition.kind) {
        case Kind::is: condition.kind = Kind::is_not; break;
        case Kind::is_not: condition.kind = Kind::is; break;
        case Kind::present: condition.kind = Kind::absent; break;
        case Kind::absent: condition.kind = Kind::present; break;
        default: break;
    }
    return condition;
}

class ReachChecker {
  public:
    ReachChecker(const Template& of, base::Problems& problems) : of_(of), problems_(problems) {}

    void check(const Elements& elements, const World& world) {
        for (const Element& element : elements) {
            if (const auto* clause = std::get_if<ClauseElement>(&element.what)) {
                check_clause(*clause, element.place, world);
            } else if (const auto* choice = std::get_if<ChoiceElement>(&element.what)) {
                enter(choice->inside, choice->when, world, "ce passage", element.place);
                enter(choice->otherwise, opposite(choice->when), world, "le [sinon] de ce passage",
                      element.place);
            } else if (const auto* repeat = std::get_if<RepeatElement>(&element.what)) {
                check_repeat(*repeat, world);
            } else if (const auto* box = std::get_if<BoxElement>(&element.what)) {
                check(box->inside, world);
            }
        }
    }

  private:
    void check_clause(const ClauseElement& clause, const base::Place& place, const World& world) {
        const Clause* declared = of_.clause(clause.name);
        if (declared == nullptr) return;
        enter(clause.inside, declared->when, world, "la clause « " + clause.name + " »", place);
    }

    /// The names of an item's fields are no facts of the document there.
    void check_repeat(const RepeatElement& repeat, World world) {
        const FactDeclaration* list = find(of_.facts, repeat.fact);
        if (list == nullptr || list->type.item.empty()) return;
        for (const FactDeclaration& field : list->type.item.front().fields) world.erase(field.name);
        check(repeat.inside, world);
    }

    void enter(const Elements& inside, const Condition& when, const World& world,
               const std::string& what, const base::Place& place) {
        if (inside.empty()) return;
        if (const auto narrower = narrowed(world, when)) return check(inside, *narrower);
        problems_.push_back({place, what + " ne s'écrit jamais",
                             "sa condition et celles autour s'excluent, ou tiennent toujours"});
    }

    const Template& of_;
    base::Problems& problems_;
};

}  // namespace

void check_reach(const Text& text, const Template& of, base::Problems& problems) {
    World world;
    for (const FactDeclaration& fact : of.facts) world[fact.name] = values_of(fact);
    ReachChecker(of, problems).check(text.elements, world);
}

}  // namespace preavis::document
