#include <algorithm>

#include "base/text.h"
#include "workflow/parts.h"

namespace preavis::workflow {
namespace {

using dossier::FactKind;

/// Reads one transition of an event; everything it may refer to is already known.
class EventReader {
  public:
    EventReader(const std::string& event, const Parts& parts, base::Problems& problems)
        : event_(event), parts_(parts), problems_(problems) {}

    Transition read(const base::Node& node) {
        base::Form form(node, problems_);
        Transition transition;
        transition.event = event_;
        transition.place = node.place;
        transition.title = form.text("title");
        transition.source = form.optional_text("source").value_or("");
        read_roles(form, transition);
        read_path(form, transition);
        transition.requires_facts = read_fact_names(form, "requires", parts_);
        transition.optional_facts = read_fact_names(form, "optional", parts_);
        transition.clears = read_fact_names(form, "clears", parts_);
        read_collections(form, transition);
        read_established(form, transition);
        read_guards(form, transition);
        transition.start = read_acts(form, "start");
        transition.meet = read_acts(form, "meet");
        transition.stop = read_acts(form, "stop");
        read_changes(form, transition);
        for (const base::Node& order : form.optional_list("documents")) {
            read_document(order, transition);
        }
        for (const base::Node& link : form.optional_list("links")) read_link_act(link, transition);
        form.finish();
        return transition;
    }

  private:
    void read_roles(base::Form& form, Transition& transition) {
        std::vector<std::string> known;
        for (const dossier::Role role : dossier::all_roles()) known.emplace_back(name_of(role));
        for (const std::string& name : form.texts("by")) {
            refuse_unknown(form, "by", name, known, "un rôle");
            if (const auto role = dossier::role(name)) transition.by.push_back(*role);
        }
    }

    void read_path(base::Form& form, Transition& transition) {
        std::vector<std::string> states = names_of(parts_.definition.states);
        transition.to = form.optional_text("to").value_or("");
        refuse_unknown(form, "to", transition.to, states, "un état déclaré");
        for (const base::Node& node : form.optional_list("branches")) {
            base::Form branch(node, problems_);
            transition.branches.push_back(
                {read_when(branch, parts_, problems_), branch.text("to")});
            refuse_unknown(branch, "to", transition.branches.back().to, states, "un état déclaré");
            branch.node("when");
            branch.finish();
        }
        states.emplace_back(before_everything);
        transition.from = form.texts("from");
        for (const std::string& state : transition.from) {
            refuse_unknown(form, "from", state, states, "un état déclaré");
            if (state == before_everything && transition.to.empty()) {
                form.report("from", "un événement qui ouvre un dossier doit dire « to »");
            }
        }
    }

    void read_collections(base::Form& form, Transition& transition) {
        for (const base::Node::Entry& entry : form.optional_map("collects")) {
            Collection collection{.list = entry.key};
            const auto* list = find(parts_.definition.facts, entry.key);
            const bool of_records = list != nullptr && list->type.kind == FactKind::list &&
                                    list->type.item.front().kind == FactKind::record;
            if (!of_records) {
                problems_.push_back({entry.place,
                                     "« " + entry.key + " » n'est pas une liste d'enregistrements",
                                     "{ type: list, item: { type: record, fields: ... } }"});
                continue;
            }
            for (const base::Node& node : entry.value.items) {
                read_collected(node, list->type.item.front().fields, collection);
            }
            transition.collects.push_back(std::move(collection));
        }
    }

    void read_collected(const base::Node& node, const dossier::Declarations& fields,
                        Collection& collection) {
        const std::string fact = base::as_text(node).value_or("");
        const auto* declared = find(parts_.definition.facts, fact);
        const auto* field = find(fields, fact);
        if (declared == nullptr || field == nullptr || declared->type.kind != field->type.kind) {
            problems_.push_back({node.place,
                                 "« " + fact + " » n'est pas à la fois un fait et un champ de « " +
                                     collection.list + " »",
                                 "le même nom et le même type"});
        }
        collection.facts.push_back(fact);
    }

    /// Facts that nobody is asked for, because they follow from others or from the event.
    void read_established(base::Form& form, Transition& transition) {
        for (const auto& [fact, from] : read_names(form, "takes", parts_, problems_)) {
            const auto* taken = find(parts_.definition.facts, fact);
            const auto* given = find(parts_.definition.facts, from);
            if (taken == nullptr || (given != nullptr && given->type.kind != taken->type.kind)) {
                form.report("takes",
                            "« " + fact + " » n'est pas un fait du type de « " + from + " »");
                continue;
            }
            transition.takes.push_back({fact, from});
        }
        transition.says = read_says(form, problems_);
        for (const auto& [fact, value] : transition.says) {
            const auto* said = find(parts_.definition.facts, fact);
            if (said != nullptr && dossier::misfit(value, said->type).empty()) continue;
            form.report("says", "« " + fact + " » n'est pas un fait qui peut avoir cette valeur");
        }
    }

    void read_guards(base::Form& form, Transition& transition) {
        std::vector<std::string> known = names_of(parts_.guards);
        for (const auto& [name, members] : parts_.checklists) known.push_back(name);
        for (const std::string& name : form.optional_texts("guards")) {
            refuse_unknown(form, "guards", name, known, "une garde ni une liste de contrôle");
            if (const auto found = parts_.guards.find(name); found != parts_.guards.end()) {
                transition.guards.push_back(found->second);
            }
            const auto list = parts_.checklists.find(name);
            if (list == parts_.checklists.end()) continue;
            for (const std::string& member : list->second) {
                const auto guard = parts_.guards.find(member);
                if (guard != parts_.guards.end()) transition.guards.push_back(guard->second);
            }
        }
    }

    std::vector<DeadlineAct> read_acts(base::Form& form, std::string_view key) {
        std::vector<DeadlineAct> acts;
        const std::vector<std::string> known = names_of(parts_.definition.deadlines);
        for (const base::Node& node : form.optional_list(key)) {
            if (const auto name = base::as_text(node)) {
                refuse_unknown(form, key, *name, known, "une échéance déclarée");
                acts.push_back({*name, {}, {}});
                continue;
            }
            base::Form act(node, problems_);
            acts.push_back({act.text("deadline"), read_when(act, parts_, problems_),
                            act.optional_text("at").value_or("")});
            refuse_unknown(act, "deadline", acts.back().deadline, known, "une échéance déclarée");
            if (act.has("at")) {
                refuse_unfit_fact(act, "at", acts.back().at, parts_, {FactKind::instant});
            }
            act.finish();
        }
        return acts;
    }

    void read_changes(base::Form& form, Transition& transition) {
        using Kind = law::LedgerEntry::Kind;
        for (const Kind kind : {Kind::suspend, Kind::resume, Kind::extend, Kind::replace}) {
            for (const base::Node& node : form.optional_list(law::name_of(kind))) {
                transition.changes.push_back(read_change(node, kind));
            }
        }
    }

    DeadlineChange read_change(const base::Node& node, law::LedgerEntry::Kind kind) {
        const std::vector<std::string> known = names_of(parts_.definition.deadlines);
        base::Form form(node, problems_);
        DeadlineChange change;
        change.kind = kind;
        change.deadline = form.text("deadline");
        refuse_unknown(form, "deadline", change.deadline, known, "une échéance déclarée");
        change.when = read_when(form, parts_, problems_);
        change.at = form.optional_text("at").value_or("");
        change.end = form.optional_text("end").value_or("");
        if (!change.at.empty()) {
            refuse_unfit_fact(form, "at", change.at, parts_, {FactKind::date, FactKind::instant});
        }
        if (!change.end.empty()) {
            refuse_unknown(form, "end", change.end, known, "une échéance déclarée");
        }
        if (kind == law::LedgerEntry::Kind::extend) {
            change.law = form.text("law");
            change.by = form.optional_text("by").value_or("");
            if (!change.by.empty()) {
                refuse_unfit_fact(form, "by", change.by, parts_, {FactKind::integer});
            }
        } else if (kind == law::LedgerEntry::Kind::replace) {
            change.law = form.optional_text("law").value_or("");
        }
        form.finish();
        return change;
    }

    void read_document(const base::Node& node, Transition& transition) {
        base::Form form(node, problems_);
        const std::string document = form.text("document");
        const std::string language = form.optional_text("language").value_or("fr");
        const Condition when = read_when(form, parts_, problems_);
        const auto names = read_names(form, "facts", parts_, problems_);
        const dossier::Facts says = read_says(form, problems_);
        for (const std::string& variant : form.texts("variants")) {
            refuse_unknown(form, "variants", variant, {"standard", "falc"}, "une variante");
            transition.documents.push_back({{document, variant, language, says}, when, names});
        }
        form.finish();
    }

    void read_link_act(const base::Node& node, Transition& transition) {
        const std::vector<std::string> known = names_of(parts_.definition.links);
        LinkAct act;
        if (const auto name = base::as_text(node)) {
            act.link = *name;
        } else {
            base::Form form(node, problems_);
            act = {form.text("link"), read_when(form, parts_, problems_)};
            form.finish();
        }
        if (std::find(known.begin(), known.end(), act.link) == known.end()) {
            problems_.push_back({node.place, "« " + act.link + " » n'est pas un lien déclaré",
                                 "liens : " + base::joined(known, ", ")});
        }
        transition.links.push_back(std::move(act));
    }

    const std::string& event_;
    const Parts& parts_;
    base::Problems& problems_;
};

}  // namespace

std::vector<std::string> read_fact_names(base::Form& form, std::string_view key,
                                         const Parts& parts) {
    std::vector<std::string> facts;
    for (const std::string& name : form.optional_texts(key)) {
        const auto found = parts.forms.find(name);
        if (found != parts.forms.end()) {
            facts.insert(facts.end(), found->second.begin(), found->second.end());
            continue;
        }
        refuse_unfit_fact(form, key, name, parts);
        facts.push_back(name);
    }
    return facts;
}

std::vector<Transition> read_event(const base::Node::Entry& entry, const Parts& parts,
                                   base::Problems& problems) {
    EventReader reader(entry.key, parts, problems);
    if (entry.value.kind != base::Node::Kind::list) return {reader.read(entry.value)};
    std::vector<Transition> transitions;
    for (const base::Node& node : entry.value.items) transitions.push_back(reader.read(node));
    return transitions;
}

}  // namespace preavis::workflow
