#include <algorithm>

#include "base/text.h"
#include "workflow/parts.h"

namespace preavis::workflow {
namespace {

using dossier::FactKind;
using Kind = Condition::Kind;
using Bound = Condition::Bound;

bool is_among(const std::string& name, const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_a_date(const dossier::FactType& type) {
    return type.kind == FactKind::date || type.kind == FactKind::instant;
}

bool is_a_number(const std::string& written) {
    return !written.empty() && written.find_first_not_of("0123456789") == std::string::npos;
}

class Linker {
  public:
    Linker(const Parts& parts, base::Problems& problems) : parts_(parts), problems_(problems) {}

    void check(const Condition& condition) {
        switch (condition.kind) {
            case Kind::passed:
            case Kind::running:
            case Kind::suspended:
            case Kind::started:
            case Kind::effective: check_deadline(condition); break;
            case Kind::named: check_named(condition); break;
            case Kind::all:
            case Kind::any:
            case Kind::negation:
                for (const Condition& part : condition.parts) check(part);
                break;
            case Kind::actor_is_decider:
                if (!parts_.definition.decided_by) {
                    report(condition, "personne ne décide dans cette procédure", "decided_by");
                }
                break;
            case Kind::actor_is: break;
            default: check_fact(condition);
        }
    }

    void replace_named(Condition& condition) {
        if (condition.kind == Kind::named) {
            const auto found = parts_.conditions.find(condition.other);
            if (found != parts_.conditions.end()) condition = found->second;
            return;
        }
        for (Condition& part : condition.parts) replace_named(part);
    }

  private:
    void report(const Condition& condition, const std::string& message, const std::string& hint) {
        problems_.push_back({condition.place, message, hint});
    }

    void report_unknown(const Condition& condition, const std::string& name,
                        const std::vector<std::string>& known, const std::string& what) {
        const std::string near = base::closest(name, known);
        report(condition, "« " + name + " » n'est pas " + what,
               near.empty() ? "" : "peut-être « " + near + " »");
    }

    void check_named(const Condition& condition) {
        if (parts_.conditions.contains(condition.other)) return;
        report_unknown(condition, condition.other, names_of(parts_.conditions),
                       "une condition nommée plus haut");
    }

    void check_deadline(const Condition& condition) {
        if (parts_.definition.deadline(condition.deadline) != nullptr) return;
        report_unknown(condition, condition.deadline, names_of(parts_.definition.deadlines),
                       "une échéance déclarée");
    }

    const dossier::FactType* type_of(const Condition& condition, const std::string& fact) {
        const auto* declaration = find(parts_.definition.facts, fact);
        if (declaration != nullptr) return &declaration->type;
        if (!fact.empty()) {
            report_unknown(condition, fact, names_of(parts_.definition.facts), "un fait déclaré");
        }
        return nullptr;
    }

    void check_fact(const Condition& condition) {
        const dossier::FactType* type = type_of(condition, condition.fact);
        if (type == nullptr) return;
        switch (condition.kind) {
            case Kind::fact_is:
            case Kind::fact_is_not: check_values(condition, *type); break;
            case Kind::fact_at_least: check_countable(condition, *type); break;
            case Kind::fact_contains: check_list(condition, *type); break;
            case Kind::fact_present: break;
            case Kind::fact_same_as: check_other(condition, *type, false); break;
            case Kind::fact_among: check_other(condition, *type, true); break;
            case Kind::fact_covers: check_covering(condition, *type); break;
            default: check_date(condition, *type);
        }
    }

    void check_values(const Condition& condition, const dossier::FactType& type) {
        for (const std::string& value : condition.values) {
            if (type.kind == FactKind::choice && !is_among(value, type.choices)) {
                report_unknown(condition, value, type.choices,
                               "une valeur de « " + condition.fact + " »");
            } else if (type.kind == FactKind::boolean && value != "true" && value != "false") {
                report(condition, "« " + condition.fact + " » est un booléen", "true ou false");
            } else if (type.kind == FactKind::integer && !is_a_number(value)) {
                report(condition, "« " + condition.fact + " » est un nombre entier", "");
            } else if (type.kind == FactKind::list || type.kind == FactKind::record ||
                       is_a_date(type)) {
                report(condition, "« " + condition.fact + " » ne se compare pas à une valeur",
                       "contains pour une liste, on_or_after pour une date");
            }
        }
    }

    void check_countable(const Condition& condition, const dossier::FactType& type) {
        if (type.kind == FactKind::integer || type.kind == FactKind::money ||
            type.kind == FactKind::list) {
            return;
        }
        report(condition, "« " + condition.fact + " » n'est ni un nombre ni une liste", "");
    }

    void check_list(const Condition& condition, const dossier::FactType& type) {
        if (type.kind != FactKind::list) {
            report(condition, "« " + condition.fact + " » n'est pas une liste", "is");
            return;
        }
        check_values(condition, type.item.front());
    }

    void check_same_kind(const Condition& condition, const dossier::FactType* type,
                         const dossier::FactType* other) {
        if (type == nullptr || other == nullptr || type->kind == other->kind) return;
        report(condition,
               "« " + condition.fact + " » et « " + condition.other + " » ne sont pas du même type",
               "");
    }

    /// The type of what a list holds, or of that field of its records; null if there is none.
    const dossier::FactType* held_by(const Condition& condition, const std::string& fact,
                                     const dossier::FactType& list, const std::string& field) {
        if (list.kind != FactKind::list) {
            report(condition, "« " + fact + " » n'est pas une liste", "");
            return nullptr;
        }
        if (field.empty()) return &list.item.front();
        const auto* declaration = find(list.item.front().fields, field);
        if (declaration != nullptr) return &declaration->type;
        report_unknown(condition, field, names_of(list.item.front().fields),
                       "un champ de « " + fact + " »");
        return nullptr;
    }

    void check_other(const Condition& condition, const dossier::FactType& type, bool in_a_list) {
        const dossier::FactType* other = type_of(condition, condition.other);
        if (other != nullptr && in_a_list) {
            other = held_by(condition, condition.other, *other, condition.field);
        }
        check_same_kind(condition, &type, other);
    }

    void check_covering(const Condition& condition, const dossier::FactType& type) {
        const auto* covering = held_by(condition, condition.fact, type, condition.field);
        const dossier::FactType* other = type_of(condition, condition.other);
        if (other != nullptr) other = held_by(condition, condition.other, *other, "");
        check_same_kind(condition, covering, other);
    }

    void check_date(const Condition& condition, const dossier::FactType& type) {
        if (!is_a_date(type)) {
            report(condition, "« " + condition.fact + " » n'est ni une date ni un instant", "");
        }
        if (condition.kind == Kind::reached) return;
        if (condition.bound == Bound::deadline || condition.bound == Bound::last_day) {
            check_deadline(condition);
        }
        if (condition.bound != Bound::fact) return;
        const dossier::FactType* other = type_of(condition, condition.other);
        if (other != nullptr && !is_a_date(*other)) {
            report(condition, "« " + condition.other + " » n'est ni une date ni un instant", "");
        }
    }

    const Parts& parts_;
    base::Problems& problems_;
};

}  // namespace

Condition read_linked_condition(const base::Node& node, const Parts& parts,
                                base::Problems& problems) {
    Condition condition = read_condition(node, problems);
    Linker linker(parts, problems);
    linker.check(condition);
    linker.replace_named(condition);
    return condition;
}

Condition read_when(base::Form& form, const Parts& parts, base::Problems& problems) {
    const base::Node* node = form.optional_node("when");
    return node == nullptr ? Condition{} : read_linked_condition(*node, parts, problems);
}

void refuse_unknown(base::Form& form, std::string_view key, const std::string& name,
                    const std::vector<std::string>& known, const std::string& what) {
    if (name.empty() || is_among(name, known)) return;
    const std::string near = base::closest(name, known);
    form.report(key, "« " + name + " » n'est pas " + what,
                near.empty() ? "" : "peut-être « " + near + " »");
}

void refuse_unfit_fact(base::Form& form, std::string_view key, const std::string& name,
                       const Parts& parts, const std::vector<FactKind>& kinds) {
    const auto* declaration = find(parts.definition.facts, name);
    if (declaration == nullptr) {
        refuse_unknown(form, key, name, names_of(parts.definition.facts), "un fait déclaré");
    } else if (!kinds.empty() &&
               std::find(kinds.begin(), kinds.end(), declaration->type.kind) == kinds.end()) {
        form.report(key, "« " + name + " » n'est ni une date ni un instant");
    }
}

}  // namespace preavis::workflow
