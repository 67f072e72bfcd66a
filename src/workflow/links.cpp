#include <algorithm>
#include <set>

#include "base/text.h"
#include "workflow/parts.h"

namespace preavis::workflow {
namespace {

using base::Problems;

void report(const Link& link, const std::string& message, Problems& problems,
            const std::string& hint = {}) {
    problems.push_back({link.place, "le lien « " + link.name + " » " + message, hint});
}

bool raised_by_the_system(const Transition& transition, const Link& link) {
    const auto& by = transition.by;
    const bool opening = std::find(transition.from.begin(), transition.from.end(),
                                   before_everything) != transition.from.end();
    return transition.event == link.event && opening == link.opens &&
           std::find(by.begin(), by.end(), dossier::Role::systeme) != by.end();
}

bool asks_for(const Transition& transition, const std::string& fact) {
    const auto has = [&fact](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), fact) != names.end();
    };
    return has(transition.requires_facts) || has(transition.optional_facts);
}

/// Every value of ours is one of theirs.
bool suits(const dossier::FactType& ours, const dossier::FactType& theirs) {
    if (ours.kind != theirs.kind) return false;
    return std::all_of(ours.choices.begin(), ours.choices.end(), [&](const std::string& choice) {
        return std::find(theirs.choices.begin(), theirs.choices.end(), choice) !=
               theirs.choices.end();
    });
}

/// What an opening is told by the stay, the structure and the ménage themselves.
bool is_completed(const std::string& fact) {
    return fact == "regime" || fact == "structure_type" || fact == "menage_suivi_pash";
}

/// What the event is told: facts that it asks for, in their types, and all that it needs.
void check_told(const Link& link, const Definition& from, const Definition& to,
                const Transition& transition, Problems& problems) {
    for (const auto& [theirs, ours] : link.facts) {
        const auto* source = find(from.facts, ours);
        const auto* target = find(to.facts, theirs);
        const bool fits = source != nullptr && target != nullptr &&
                          suits(source->type, target->type) && asks_for(transition, theirs);
        if (!fits) report(link, "donne « " + theirs + " », que l'événement n'attend pas", problems);
    }
    for (const auto& [theirs, value] : link.says) {
        const auto* target = find(to.facts, theirs);
        const bool fits = target != nullptr && dossier::misfit(value, target->type).empty() &&
                          asks_for(transition, theirs);
        if (!fits) report(link, "dit « " + theirs + " », que l'événement n'attend pas", problems);
    }
    for (const std::string& fact : transition.requires_facts) {
        const bool told = link.facts.contains(fact) || link.says.contains(fact) ||
                          (link.opens && is_completed(fact));
        if (!told) report(link, "ne donne pas « " + fact + " », que l'événement demande", problems);
    }
}

void check_link(const Link& link, const Definition& from, const Definitions& all,
                Problems& problems) {
    const Definition* to = all.newest(link.workflow);
    if (to == nullptr) {
        const std::string near = base::closest(link.workflow, all.names());
        return report(link, "mène à « " + link.workflow + " », qui n'est pas une procédure",
                      problems, near.empty() ? "" : "peut-être « " + near + " »");
    }
    const auto found =
        std::find_if(to->transitions.begin(), to->transitions.end(),
                     [&link](const Transition& each) { return raised_by_the_system(each, link); });
    if (found == to->transitions.end()) {
        return report(link, "lève « " + link.event + " », que le système ne peut pas lever ainsi",
                      problems, "by: [systeme]");
    }
    check_told(link, from, *to, *found, problems);
}

/// The links that the event of a link fires in turn.
std::vector<const Link*> fired_by(const Link& link, const Definitions& all) {
    std::vector<const Link*> fired;
    const Definition* to = all.newest(link.workflow);
    if (to == nullptr) return fired;
    for (const Transition& transition : to->transitions) {
        if (!raised_by_the_system(transition, link)) continue;
        for (const LinkAct& act : transition.links) {
            if (const Link* next = to->link(act.link)) fired.push_back(next);
        }
    }
    return fired;
}

/// True if what the link causes leads, by itself, to the link again.
bool comes_back(const Link& link, const Definitions& all) {
    std::set<const Link*> seen;
    std::vector<const Link*> waiting = fired_by(link, all);
    while (!waiting.empty()) {
        const Link* next = waiting.back();
        waiting.pop_back();
        if (next == &link) return true;
        if (!seen.insert(next).second) continue;
        for (const Link* after : fired_by(*next, all)) waiting.push_back(after);
    }
    return false;
}

}  // namespace

std::map<std::string, std::string> read_names(base::Form& form, std::string_view key,
                                              const Parts& parts, base::Problems& problems) {
    std::map<std::string, std::string> names;
    for (const base::Node::Entry& entry : form.optional_map(key)) {
        const std::string ours = base::as_text(entry.value).value_or("");
        if (find(parts.definition.facts, ours) == nullptr) {
            problems.push_back({entry.place, "« " + ours + " » n'est pas un fait déclaré", ""});
        }
        names.emplace(entry.key, ours);
    }
    return names;
}

dossier::Facts read_says(base::Form& form, base::Problems& problems) {
    dossier::Facts says;
    for (const base::Node::Entry& entry : form.optional_map("says")) {
        if (const auto truth = base::as_boolean(entry.value)) {
            says.emplace(entry.key, dossier::Value{*truth});
        } else if (const auto text = base::as_text(entry.value)) {
            says.emplace(entry.key, dossier::Value{*text});
        } else {
            problems.push_back(
                {entry.place, "« " + entry.key + " » est un texte, true ou false", ""});
        }
    }
    return says;
}

Link read_link(const base::Node::Entry& entry, const Parts& parts, base::Problems& problems) {
    base::Form form(entry.value, problems);
    Link link{.name = entry.key, .place = entry.place};
    link.opens = form.has("opens");
    link.workflow = form.text(link.opens ? "opens" : "moves");
    link.event = form.text("event");
    link.facts = read_names(form, "facts", parts, problems);
    link.says = read_says(form, problems);
    link.source = form.text("source");
    form.finish();
    return link;
}

Problems check_links(const Definitions& definitions) {
    Problems problems;
    for (const Definition& definition : definitions.all()) {
        for (const Link& link : definition.links) {
            check_link(link, definition, definitions, problems);
            const bool back = link.workflow == definition.name || comes_back(link, definitions);
            if (back) report(link, "revient à la procédure d'où il part", problems);
        }
    }
    return problems;
}

}  // namespace preavis::workflow
