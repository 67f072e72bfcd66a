#include "document/usage.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace preavis::document {
namespace {

using dossier::Declarations;
using dossier::FactDeclaration;
using dossier::FactKind;

/// Facts that compose() itself looks at, when a template declares them.
const std::set<std::string> known_to_composer = {"reference", "date_document", "emetteur_nom"};

/// What `[pour chaque ...]` shows inside: the item's fields, or the item under the name `element`.
Declarations declarations_inside(const Declarations& outside, const FactDeclaration& list) {
    Declarations inside = outside;
    const dossier::FactType& item = list.type.item.front();
    const Declarations fields = item.kind == FactKind::record
                                    ? item.fields
                                    : Declarations{{"element", item, true, "", "", ""}};
    for (const FactDeclaration& field : fields) {
        std::erase_if(inside, [&](const auto& fact) { return fact.name == field.name; });
        inside.push_back(field);
    }
    return inside;
}

bool suits(Format format, FactKind kind) {
    switch (format) {
        case Format::short_date: return kind == FactKind::date || kind == FactKind::instant;
        case Format::day:
        case Format::hour: return kind == FactKind::instant;
        case Format::telephone:
        case Format::mail:
        case Format::digest:
        case Format::web: return kind == FactKind::text;
        case Format::usual: break;
    }
    return kind != FactKind::boolean && kind != FactKind::list && kind != FactKind::record &&
           kind != FactKind::reference;
}

class TextChecker {
  public:
    TextChecker(const Template& of, base::Problems& problems) : of_(of), problems_(problems) {}

    void check(const Elements& elements, const Declarations& facts, const std::string& clause) {
        for (const Element& element : elements) {
            std::visit([&](const auto& what) { check_one(what, element.place, facts, clause); },
                       element.what);
        }
    }

    const std::set<std::string>& clauses() const { return clauses_; }

  private:
    using Place = base::Place;

    void check_line(const Line& line, const Declarations& facts) {
        for (const Fragment& slot : line) {
            if (!slot.fact.empty()) check_slot(slot, facts);
        }
    }

    void check_slot(const Fragment& slot, const Declarations& facts) {
        const FactDeclaration* fact = declared(slot.fact, facts, slot.place);
        if (fact == nullptr) return;
        if (!suits(slot.format, fact->type.kind)) {
            report(slot.place,
                   "« " + slot.fact + " » ne s'écrit pas ainsi : c'est " +
                       expected_in_french(fact->type),
                   hint_for(fact->type.kind));
        }
        if (fact->type.kind == FactKind::choice) check_wording(*fact, slot.place);
    }

    static std::string hint_for(FactKind kind) {
        if (kind == FactKind::boolean) return "écrire [si fait] ... [sinon] ... [fin]";
        if (kind == FactKind::list) return "écrire [pour chaque liste] ... [fin]";
        return "";
    }

    /// Every choice that is written has its words in `wording`.
    void check_wording(const FactDeclaration& fact, const Place& place) {
        for (const std::string& choice : fact.type.choices) {
            const auto of_fact = of_.wordings.find(fact_with_wording(fact.name));
            const bool worded = of_fact != of_.wordings.end() && of_fact->second.contains(choice);
            if (worded) continue;
            report(place, "« " + fact.name + " » : la valeur « " + choice + " » n'a pas de mots",
                   "les donner dans « wording »");
        }
    }

    std::string fact_with_wording(const std::string& name) const {
        return name == "element" ? repeated_ : name;
    }

    void check_one(const TitleElement& title, const Place&, const Declarations& facts,
                   const std::string&) {
        check_line(title.text, facts);
    }
    void check_one(const TextElement& text, const Place&, const Declarations& facts,
                   const std::string&) {
        check_line(text.text, facts);
    }
    void check_one(const ItemElement& item, const Place&, const Declarations& facts,
                   const std::string&) {
        check_line(item.text, facts);
    }
    void check_one(const TableElement&, const Place&, const Declarations&, const std::string&) {}
    void check_one(const RowElement& row, const Place&, const Declarations& facts,
                   const std::string&) {
        for (const Line& cell : row.cells) check_line(cell, facts);
    }
    void check_one(const BoxElement& box, const Place&, const Declarations& facts,
                   const std::string& clause) {
        check(box.inside, facts, clause);
    }

    void check_one(const ClauseElement& clause, const Place& place, const Declarations& facts,
                   const std::string& outer) {
        clauses_.insert(clause.name);
        if (of_.clause(clause.name) == nullptr) {
            std::vector<std::string> names;
            for (const Clause& known : of_.clauses) names.push_back(known.name);
            const std::string near = base::closest(clause.name, names);
            report(place, "la clause « " + clause.name + " » n'est pas déclarée",
                   near.empty() ? "" : "peut-être « " + near + " »");
        }
        if (!outer.empty()) {
            report(place, "la clause « " + clause.name + " » est dans la clause « " + outer + " »",
                   "une clause n'en contient pas d'autre");
        }
        check(clause.inside, facts, clause.name);
    }

    void check_one(const ChoiceElement& choice, const Place&, const Declarations& facts,
                   const std::string& clause) {
        check_condition(choice.when, facts, problems_);
        check(choice.inside, facts, clause);
        check(choice.otherwise, facts, clause);
    }

    void check_one(const RepeatElement& repeat, const Place& place, const Declarations& facts,
                   const std::string& clause) {
        const FactDeclaration* list = declared(repeat.fact, facts, place);
        if (list == nullptr) return;
        if (list->type.kind != FactKind::list) {
            report(place, "« " + repeat.fact + " » n'est pas une liste", "");
            return;
        }
        const std::string outer = std::exchange(repeated_, repeat.fact);
        check(repeat.inside, declarations_inside(facts, *list), clause);
        repeated_ = outer;
    }

    void check_one(const AddressElement& address, const Place& place, const Declarations& facts,
                   const std::string&) {
        const FactDeclaration* lines = declared(address.fact, facts, place);
        if (lines == nullptr) return;
        if (lines->type.kind != FactKind::list || lines->type.item.front().kind != FactKind::text) {
            report(place, "« " + address.fact + " » n'est pas une liste de lignes", "");
        }
    }

    void check_one(const SignatureElement& signature, const Place&, const Declarations& facts,
                   const std::string&) {
        for (const Line* line : {&signature.quality, &signature.name, &signature.mention}) {
            check_line(*line, facts);
        }
    }

    const FactDeclaration* declared(const std::string& name, const Declarations& facts,
                                    const Place& place) {
        const FactDeclaration* fact = find(facts, name);
        if (fact != nullptr) return fact;
        std::vector<std::string> names;
        for (const FactDeclaration& known : facts) names.push_back(known.name);
        const std::string near = base::closest(name, names);
        report(place, "le fait « " + name + " » n'est pas déclaré",
               near.empty() ? "" : "peut-être « " + near + " »");
        return nullptr;
    }

    void report(const Place& place, const std::string& message, const std::string& hint) {
        problems_.push_back({place, message, hint});
    }

    const Template& of_;
    base::Problems& problems_;
    std::set<std::string> clauses_;
    std::string repeated_;
};

class UsageCollector {
  public:
    explicit UsageCollector(const Template& of) : of_(of) {}

    void collect(const Elements& elements) {
        for (const Element& element : elements) {
            std::visit([&](const auto& what) { collect_one(what); }, element.what);
        }
    }

    Usage usage;

  private:
    void collect_one(const TitleElement& title) { write(title.text); }
    void collect_one(const TextElement& text) { write(text.text); }
    void collect_one(const ItemElement& item) { write(item.text); }
    void collect_one(const TableElement&) {}
    void collect_one(const RowElement& row) {
        for (const Line& cell : row.cells) write(cell);
    }
    void collect_one(const BoxElement& box) { collect(box.inside); }
    void collect_one(const ClauseElement& clause) {
        usage.clauses.insert(clause.name);
        if (const Clause* declared = of_.clause(clause.name)) add(declared->when);
        collect(clause.inside);
    }
    void collect_one(const ChoiceElement& choice) {
        add(choice.when);
        collect(choice.inside);
        collect(choice.otherwise);
    }
    void collect_one(const RepeatElement& repeat) {
        usage.facts.insert(repeat.fact);
        const std::string outer = std::exchange(repeated_, repeat.fact);
        collect(repeat.inside);
        repeated_ = outer;
    }
    void collect_one(const AddressElement& address) { usage.facts.insert(address.fact); }
    void collect_one(const SignatureElement& signature) {
        for (const Line* line : {&signature.quality, &signature.name, &signature.mention}) {
            write(*line);
        }
    }
    void write(const Line& line) {
        for (const Fragment& slot : line) {
            if (slot.fact.empty()) continue;
            usage.facts.insert(slot.fact);
            usage.written.insert(slot.fact == "element" ? repeated_ : slot.fact);
        }
    }
    void add(const Condition& condition) {
        for (std::string& fact : facts_of(condition)) usage.facts.insert(std::move(fact));
    }

    const Template& of_;
    std::string repeated_;  ///< the list whose items are written
};

}  // namespace

Usage usage_of(const Elements& elements, const Template& of) {
    UsageCollector collector(of);
    collector.collect(elements);
    std::erase_if(collector.usage.facts,
                  [&](const std::string& name) { return find(of.facts, name) == nullptr; });
    return std::move(collector.usage);
}

void check_text(const Text& text, const Template& of, base::Problems& problems) {
    TextChecker checker(of, problems);
    checker.check(text.elements, of.facts, "");
    for (const Clause& clause : of.clauses) {
        if (checker.clauses().contains(clause.name)) continue;
        problems.push_back(
            {{text.file, 0, 0},
             "la clause « " + clause.name + " » n'est pas écrite",
             "ajouter [clause " + clause.name + "] ... [fin] (" + clause.source + ")"});
    }
}

void check_declarations(const Template& of, base::Problems& problems) {
    std::set<std::string> used = known_to_composer;
    for (const Text& text : of.texts) used.merge(usage_of(text.elements, of).facts);
    for (const Clause& clause : of.clauses) check_condition(clause.when, of.facts, problems);
    if (of.draft_when) {
        check_condition(*of.draft_when, of.facts, problems);
        for (std::string& name : facts_of(*of.draft_when)) used.insert(std::move(name));
    }
    for (const dossier::FactDeclaration& fact : of.facts) {
        if (used.contains(fact.name)) continue;
        problems.push_back(
            {{of.file, 0, 0}, "le fait « " + fact.name + " » est déclaré et ne sert à rien", ""});
    }
    for (const std::string& name : of.standard_only) {
        if (find(of.facts, name) != nullptr) continue;
        problems.push_back(
            {{of.file, 0, 0}, "« standard_only » nomme un fait inconnu : « " + name + " »", ""});
    }
}

}  // namespace preavis::document
