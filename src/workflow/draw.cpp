#include "workflow/draw.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "workflow/paths.h"

namespace preavis::workflow {
namespace {

using dossier::Role;

constexpr const char* colours_of_end =
    "style=\"rounded,filled\" fillcolor=\"#e3e3e3\" peripheries=2";
constexpr const char* colours_of_past = "style=\"rounded,filled\" fillcolor=\"#dbe8f5\"";
constexpr const char* colours_of_now =
    "style=\"rounded,filled\" fillcolor=\"#ffe9a8\" penwidth=3 color=\"#7a4b00\"";

std::string escaped(const std::string& text) {
    std::string safe = base::replaced(text, "&", "&amp;");
    safe = base::replaced(base::replaced(safe, "<", "&lt;"), ">", "&gt;");
    return base::replaced(safe, "\"", "&quot;");
}

/// Who acts, as a lawyer would say it in two words.
std::string body_of(Role role) {
    switch (role) {
        case Role::siao_agent:
        case Role::siao_responsable: return "SIAO";
        case Role::gestionnaire_agent:
        case Role::gestionnaire_direction: return "gestionnaire";
        case Role::ddets_pilotage:
        case Role::ddets_instruction: return "État";
        case Role::hotelier: return "hôtelier";
        case Role::pash: return "PASH";
        case Role::travailleur_social: return "travailleur social";
        case Role::menage: return "ménage";
        case Role::systeme: return "échéance";
        case Role::administrateur: return "administrateur";
    }
    return {};
}

std::string who(const Transition& transition) {
    std::vector<std::string> bodies;
    for (const Role role : transition.by) {
        const std::string body = body_of(role);
        if (std::find(bodies.begin(), bodies.end(), body) == bodies.end()) bodies.push_back(body);
    }
    return base::joined(bodies, ", ");
}

/// « Servir (SIAO) », broken where it would be too wide.
std::string label_of(const Transition& transition) {
    return escaped(transition.title) + "<br/><font point-size=\"10\">" + escaped(who(transition)) +
           "</font>";
}

class Drawing {
  public:
    Drawing(const Definition& definition, const law::Catalogue& laws, law::Date on,
            const Trail* trail)
        : definition_(definition), laws_(laws), on_(on), trail_(trail) {}

    std::string text() {
        write("digraph procedure {");
        write("  charset=\"UTF-8\"; rankdir=TB; nodesep=0.5; ranksep=0.7; label=<" +
              escaped(definition_.title) + ">; labelloc=t; fontsize=20;");
        write(
            "  graph [fontname=\"Noto Sans\"]; node [fontname=\"Noto Sans\" shape=box "
            "style=rounded fontsize=13]; edge [fontname=\"Noto Sans\" fontsize=11];");
        write(
            "  nouveau [shape=circle label=\"\" width=0.25 style=filled fillcolor=black "
            "tooltip=\"Début\"];");
        for (const State& state : definition_.states) write_state(state);
        write_arrows();
        if (trail_ != nullptr) write_ahead();
        write("}");
        return text_;
    }

  private:
    void write(const std::string& line) { text_ += line + "\n"; }

    void write_state(const State& state) {
        std::string label = "<b>" + ranks_of(state.name) + escaped(state.title) + "</b>";
        if (state.end) label += "<br/>(fin)";
        if (is_current(state.name)) label += "<br/>(état actuel)";
        for (const std::string& line : deadlines_of(state)) {
            label += "<br/><font point-size=\"11\">délai : " + escaped(line) + "</font>";
        }
        for (const std::string& line : acts_within(state.name)) {
            label += "<br/><font point-size=\"10\">• " + escaped(line) + "</font>";
        }
        write("  " + state.name + " [label=<" + label + "> " + colours_of(state) + "];");
    }

    bool is_current(const std::string& state) const {
        return trail_ != nullptr && !trail_->states.empty() && trail_->states.back() == state;
    }

    /// « 2, 5. »: when the dossier came here.
    std::string ranks_of(const std::string& state) const {
        std::vector<std::string> ranks;
        if (trail_ == nullptr) return {};
        for (std::size_t i = 0; i < trail_->states.size(); ++i) {
            if (trail_->states[i] == state) ranks.push_back(std::to_string(i + 1));
        }
        return ranks.empty() ? std::string() : base::joined(ranks, ", ") + ". ";
    }

    std::string colours_of(const State& state) const {
        if (is_current(state.name)) return colours_of_now;
        if (!ranks_of(state.name).empty()) return colours_of_past;
        return state.end ? colours_of_end : "";
    }

    /// Those that an event starts on its way here; at an end, only if it always does.
    std::vector<std::string> deadlines_of(const State& state) const {
        std::vector<std::string> lines;
        for (const DeadlineRule& rule : definition_.deadlines) {
            const auto starts = [&](const Transition& transition) {
                return leads_to(transition, state.name) &&
                       std::any_of(transition.start.begin(), transition.start.end(),
                                   [&](const DeadlineAct& act) {
                                       return act.deadline == rule.name &&
                                              (!state.end || covers(act.when, {}));
                                   });
            };
            const auto& all = definition_.transitions;
            if (std::any_of(all.begin(), all.end(), starts)) lines.push_back(length_of(rule));
        }
        return lines;
    }

    static bool leads_to(const Transition& transition, const std::string& state) {
        const auto targets = targets_of(transition);
        const auto& states = targets.empty() ? transition.from : targets;
        return std::find(states.begin(), states.end(), state) != states.end();
    }

    std::string length_of(const DeadlineRule& rule) const {
        std::set<std::string> lengths;
        std::string title = rule.name;
        for (const std::string& name : laws_of(rule)) {
            const law::Rule* law_rule = laws_.find(name);
            if (law_rule == nullptr) continue;
            if (name == rule.law) title = law_rule->title;
            const law::RuleVersion* version = law::in_force(*law_rule, on_);
            if (version != nullptr) lengths.insert(law::value_in_french(*law_rule, *version));
        }
        const std::vector<std::string> all(lengths.begin(), lengths.end());
        return title + " : " + base::joined(all, " ou ");
    }

    static std::vector<std::string> laws_of(const DeadlineRule& rule) {
        std::vector<std::string> names = {rule.law};
        for (const DeadlineRule::Instead& instead : rule.instead) names.push_back(instead.law);
        return names;
    }

    /// What may be done without leaving the state.
    std::vector<std::string> acts_within(const std::string& state) const {
        std::vector<std::string> lines;
        for (const Transition& transition : definition_.transitions) {
            const auto& from = transition.from;
            if (!targets_of(transition).empty()) continue;
            if (std::find(from.begin(), from.end(), state) == from.end()) continue;
            lines.push_back(transition.title);
        }
        return lines;
    }

    /// One arrow between two states, with all the events that lead that way.
    void write_arrows() {
        std::map<std::pair<std::string, std::string>, std::vector<std::string>> arrows;
        for (const Transition& transition : definition_.transitions) {
            for (const std::string& from : transition.from) {
                for (const std::string& to : targets_of(transition)) {
                    auto& labels = arrows[{from, to}];
                    const std::string label = label_of(transition);
                    if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
                        labels.push_back(label);
                    }
                }
            }
        }
        for (const auto& [ends, labels] : arrows) {
            write("  " + ends.first + " -> " + ends.second + " [label=<" +
                  base::joined(labels, "<br/>") + ">];");
        }
    }

    void write_ahead() {
        if (trail_->ahead.empty() || trail_->states.empty()) return;
        std::string label = "<b>Prochaines échéances</b>";
        for (const std::string& line : trail_->ahead) label += "<br/>" + escaped(line);
        write("  echeances [shape=note label=<" + label + ">];");
        write("  " + trail_->states.back() + " -> echeances [style=dotted arrowhead=none];");
    }

    const Definition& definition_;
    const law::Catalogue& laws_;
    law::Date on_;
    const Trail* trail_;
    std::string text_;
};

std::string description_of(const Definition& definition, const Trail* trail) {
    std::string text = "États : ";
    std::vector<std::string> titles;
    for (const State& state : definition.states) {
        titles.push_back(state.title + (state.end ? " (fin)" : ""));
    }
    text += base::joined(titles, " ; ") + ".";
    if (trail == nullptr || trail->states.empty()) return text;
    std::vector<std::string> past;
    for (const std::string& name : trail->states) {
        const State* state = definition.state(name);
        if (state != nullptr) past.push_back(state->title);
    }
    text += " Dossier " + trail->number + ", chemin suivi : " + base::joined(past, ", puis ") + ".";
    if (!trail->ahead.empty()) {
        text += " Prochaines échéances : " + base::joined(trail->ahead, " ; ") + ".";
    }
    return text;
}

}  // namespace

std::string dot_of(const Definition& definition, const law::Catalogue& laws, law::Date on,
                   const Trail* trail) {
    return Drawing(definition, laws, on, trail).text();
}

std::string accessible_svg(const std::string& svg, const Definition& definition,
                           const Trail* trail) {
    const std::size_t tag = svg.find("<svg");
    const std::size_t end = tag == std::string::npos ? tag : svg.find('>', tag);
    if (end == std::string::npos) return svg;
    return svg.substr(0, end) +
           " role=\"img\" lang=\"fr\" aria-labelledby=\"titre description\">\n<title "
           "id=\"titre\">" +
           escaped(definition.title) + "</title>\n<desc id=\"description\">" +
           escaped(description_of(definition, trail)) + "</desc>" + svg.substr(end + 1);
}

}  // namespace preavis::workflow
