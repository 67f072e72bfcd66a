#include "workflow/parts.h"

namespace preavis::workflow {
namespace {

std::vector<std::string> known_names(base::Form& form, std::string_view key,
                                     const std::vector<std::string>& known,
                                     const std::string& what) {
    std::vector<std::string> names = form.optional_texts(key);
    for (const std::string& name : names) refuse_unknown(form, key, name, known, what);
    return names;
}

Invariant read_invariant(const base::Node::Entry& entry, const Parts& parts,
                         base::Problems& problems) {
    base::Form form(entry.value, problems);
    const auto states = names_of(parts.definition.states);
    Invariant invariant;
    invariant.name = entry.key;
    invariant.place = entry.place;
    invariant.title = form.text("title");
    invariant.in = known_names(form, "in", states, "un état déclaré");
    invariant.entering = known_names(form, "entering", states, "un état déclaré");
    invariant.events = known_names(form, "events", parts.events, "un événement");
    invariant.keeps = read_fact_names(form, "keeps", parts);
    const bool keeps = !invariant.keeps.empty();
    invariant.when = read_when(form, parts, problems);
    if (const base::Node* needs = keeps ? form.optional_node("needs") : form.node("needs")) {
        invariant.needs = read_linked_condition(*needs, parts, problems);
    }
    invariant.source = form.optional_text("source").value_or("");
    form.finish();
    const bool aims =
        !invariant.in.empty() || !invariant.entering.empty() || !invariant.events.empty() || keeps;
    if (!aims) {
        form.report("in", "« " + entry.key + " » ne vise aucun état ni événement",
                    "in:, entering:, events: ou keeps:");
    }
    return invariant;
}

}  // namespace

std::vector<Invariant> read_invariants(base::Form& form, const Parts& parts,
                                       base::Problems& problems) {
    std::vector<Invariant> invariants;
    for (const base::Node::Entry& entry : form.optional_map("invariants")) {
        invariants.push_back(read_invariant(entry, parts, problems));
    }
    return invariants;
}

}  // namespace preavis::workflow
