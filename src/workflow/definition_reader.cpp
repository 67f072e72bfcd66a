#include <set>

#include "base/yaml.h"
#include "workflow/parts.h"

namespace preavis::workflow {
namespace {

using dossier::FactKind;

class DefinitionReader {
  public:
    explicit DefinitionReader(base::Problems& problems) : problems_(problems) {}

    Definition read(const base::Node& root) {
        base::Form form(root, problems_);
        Definition& definition = parts_.definition;
        definition.place = root.place;
        definition.name = form.text("workflow");
        definition.version = static_cast<int>(form.integer("version", 1, greatest_version));
        definition.title = form.text("title");
        definition.source = form.optional_text("source").value_or("");
        definition.subject = form.choice("subject", {"menage", "structure", "organisations"});
        definition.facts = dossier::read_declarations(form.map("facts"), problems_);
        read_forms(form);
        read_states(form);
        read_decided_by(form);
        read_followed_by(form);
        read_deadline_names(form);
        read_conditions(form);
        read_deadlines(form);
        read_guards(form);
        for (const base::Node::Entry& entry : form.optional_map("links")) {
            parts_.definition.links.push_back(read_link(entry, parts_, problems_));
        }
        read_events(form);
        definition.invariants = read_invariants(form, parts_, problems_);
        definition.opens_with = form.texts("opens_with");
        form.finish();
        check_openings(form);
        check_raised(form);
        check_guards_used(form);
        return std::move(definition);
    }

  private:
    static constexpr std::int64_t greatest_version = 10000;

    void read_forms(base::Form& form) {
        for (const base::Node::Entry& entry : form.optional_map("forms")) {
            base::Form facts(entry.value, problems_);
            parts_.forms[entry.key] = facts.texts("facts");
            for (const std::string& fact : parts_.forms[entry.key]) {
                refuse_unfit_fact(facts, "facts", fact, parts_);
            }
            facts.finish();
        }
    }

    void read_states(base::Form& form) {
        for (const base::Node::Entry& entry : form.map("states")) {
            base::Form state(entry.value, problems_);
            if (entry.key == before_everything) {
                problems_.push_back(
                    {entry.place, "« nouveau » précède tous les états", "choisissez un autre nom"});
            }
            parts_.definition.states.push_back(
                {.name = entry.key,
                 .title = state.text("title"),
                 .source = state.optional_text("source").value_or(""),
                 .end = state.optional_boolean("end").value_or(false),
                 .place = entry.place});
            state.finish();
        }
    }

    void read_decided_by(base::Form& form) {
        const base::Node* node = form.optional_node("decided_by");
        if (node == nullptr) return;
        base::Form by(*node, problems_);
        parts_.definition.decided_by = DecidedBy{by.text("regime"), by.text("structure")};
        refuse_unfit_fact(by, "regime", parts_.definition.decided_by->regime, parts_);
        refuse_unfit_fact(by, "structure", parts_.definition.decided_by->structure, parts_);
        by.finish();
    }

    void read_followed_by(base::Form& form) {
        parts_.definition.followed_by = form.optional_texts("followed_by");
        for (const std::string& fact : parts_.definition.followed_by) {
            const auto* declaration = find(parts_.definition.facts, fact);
            const bool is_a_body = declaration != nullptr && declaration->type.of == "organisation";
            if (is_a_body) continue;
            form.report("followed_by", "« " + fact + " » ne nomme pas une organisation",
                        "{ type: reference, of: organisation }");
        }
    }

    /// Conditions may name deadlines, and deadlines conditions: the names come first.
    void read_deadline_names(base::Form& form) {
        for (const base::Node::Entry& entry : form.optional_map("deadlines")) {
            parts_.definition.deadlines.push_back({.name = entry.key, .place = entry.place});
        }
    }

    void read_conditions(base::Form& form) {
        for (const base::Node::Entry& entry : form.optional_map("conditions")) {
            parts_.conditions[entry.key] = read_linked_condition(entry.value, parts_, problems_);
        }
    }

    void read_deadlines(base::Form& form) {
        std::size_t index = 0;
        for (const base::Node::Entry& entry : form.optional_map("deadlines")) {
            read_deadline(entry.value, parts_.definition.deadlines[index++]);
        }
    }

    void read_deadline(const base::Node& node, DeadlineRule& rule) {
        base::Form form(node, problems_);
        rule.law = form.text("law");
        rule.kind =
            dossier::deadline_kind(form.choice("kind", {"obligation", "window", "notice", "right"}))
                .value_or(dossier::DeadlineKind::obligation);
        rule.from = form.optional_text("from").value_or("");
        rule.or_later = form.optional_text("or_later").value_or("");
        for (const char* key : {"from", "or_later"}) {
            const std::string& fact = key[0] == 'f' ? rule.from : rule.or_later;
            if (!fact.empty())
                refuse_unfit_fact(form, key, fact, parts_, {FactKind::date, FactKind::instant});
        }
        rule.who = form.text("who");
        rule.raises = form.optional_text("raises").value_or("");
        rule.remind = form.optional_text("remind").value_or("");
        rule.source = form.optional_text("source").value_or("");
        for (const base::Node& item : form.optional_list("instead")) {
            base::Form instead(item, problems_);
            instead.node("when");
            rule.instead.push_back({read_when(instead, parts_, problems_), instead.text("law")});
            instead.finish();
        }
        form.finish();
    }

    void read_guards(base::Form& form) {
        for (const base::Node::Entry& entry : form.optional_map("guards")) {
            base::Form guard(entry.value, problems_);
            Guard& read = parts_.guards[entry.key];
            read.key = entry.key;
            read.name = guard.optional_text("code").value_or(entry.key);
            read.when = read_when(guard, parts_, problems_);
            if (const base::Node* needs = guard.node("needs")) {
                read.needs = read_linked_condition(*needs, parts_, problems_);
            }
            read.message = guard.text("message");
            read.source = guard.optional_text("source").value_or("");
            read.place = entry.place;
            guard.finish();
        }
        for (const base::Node::Entry& entry : form.optional_map("checklists")) {
            read_checklist(form, entry);
        }
    }

    void read_checklist(base::Form& form, const base::Node::Entry& entry) {
        if (parts_.guards.contains(entry.key)) {
            problems_.push_back({entry.place, "« " + entry.key + " » est déjà une garde", ""});
        }
        std::vector<std::string>& members = parts_.checklists[entry.key];
        for (const base::Node& item : entry.value.items) {
            members.push_back(base::as_text(item).value_or(""));
            if (parts_.guards.contains(members.back())) continue;
            problems_.push_back({item.place, "« " + members.back() + " » n'est pas une garde", ""});
        }
        if (members.empty()) form.report("checklists", "« " + entry.key + " » est vide");
    }

    void read_events(base::Form& form) {
        std::set<std::pair<std::string, std::string>> taken;
        for (const base::Node::Entry& entry : form.map("events")) {
            parts_.events.push_back(entry.key);
            for (Transition& transition : read_event(entry, parts_, problems_)) {
                for (const std::string& state : transition.from) {
                    if (taken.emplace(transition.event, state).second) continue;
                    problems_.push_back({transition.place,
                                         "« " + transition.event + " » est défini deux fois pour " +
                                             "l'état « " + state + " »",
                                         "gardez une seule transition, avec des branches"});
                }
                parts_.definition.transitions.push_back(std::move(transition));
            }
        }
    }

    void check_openings(base::Form& form) {
        for (const std::string& event : parts_.definition.opens_with) {
            if (parts_.definition.transition(event, before_everything) != nullptr) continue;
            form.report("opens_with", "« " + event + " » ne part pas de « nouveau »");
        }
    }

    void check_raised(base::Form& form) {
        for (const DeadlineRule& rule : parts_.definition.deadlines) {
            if (rule.raises.empty()) continue;
            bool by_timer = false;
            for (const Transition& transition : parts_.definition.transitions) {
                for (const dossier::Role role : transition.by) {
                    by_timer |= transition.event == rule.raises && role == dossier::Role::systeme;
                }
            }
            if (by_timer) continue;
            form.report("deadlines", "« " + rule.name + " » lève « " + rule.raises +
                                         " », qui n'est pas un événement du rôle systeme");
        }
    }

    void check_guards_used(base::Form& form) {
        std::set<std::string> used;
        for (const auto& [name, members] : parts_.checklists) {
            used.insert(members.begin(), members.end());
        }
        for (const Transition& transition : parts_.definition.transitions) {
            for (const Guard& guard : transition.guards) used.insert(guard.key);
        }
        for (const base::Node::Entry& entry : form.optional_map("guards")) {
            if (used.contains(entry.key)) continue;
            problems_.push_back(
                {entry.place, "la garde « " + entry.key + " » ne sert à aucun événement", ""});
        }
    }

    base::Problems& problems_;
    Parts parts_;
};

}  // namespace

base::Reading<Definition> read_definition(std::string_view yaml, const std::string& file_name) {
    const auto reading = base::read_yaml(yaml, file_name);
    if (const auto* problems = std::get_if<base::Problems>(&reading)) return *problems;
    base::Problems problems;
    Definition definition = DefinitionReader(problems).read(std::get<base::Node>(reading));
    if (!problems.empty()) return problems;
    return definition;
}

}  // namespace preavis::workflow
