#include "worlds/targets.h"

#include "access/policy.h"
#include "base/text.h"
#include "http/url.h"

namespace preavis::worlds {
namespace {

constexpr std::size_t drawn_events = 2;
constexpr std::size_t drawn_searches = 5;
constexpr std::size_t drawn_values = 3;

/// The same things by the names of pages, of the API and of what belongs to them.
const std::map<std::string, std::string>& other_names() {
    static const std::map<std::string, std::string> names = {
        {"documents", "pieces"},      {"rappels", "reminders"},  {"arrets", "downtimes"},
        {"workflows", "definitions"}, {"ouvrir", "definitions"}, {"actes", "events"},
    };
    return names;
}

}  // namespace

Targets::Targets(Town& town) : town_(town) {
    add_nouns();
    add_affairs();
    for (const Canary& canary : town.census.canaries) {
        const bool named = canary.about == About::person || canary.about == About::household ||
                           canary.about == About::affair_name || canary.about == About::channel;
        if (named) words_.push_back(canary.forms.front());
    }
    after_["downtimes"] = {{"1", {}}};
    for (const std::string& name : http::test::shared_library().definitions.names()) {
        after_["definitions"].push_back({name, {}});
        const auto* definition = http::test::shared_library().definitions.newest(name);
        for (std::size_t i = 0; i < drawn_events; ++i) {
            const auto& all = definition->transitions;
            after_["events"].push_back({all[town.mint.below(all.size())].event, {}});
        }
    }
}

void Targets::add_nouns() {
    const Census& census = town_.census;
    const auto scope = access::system_scope();
    for (const Body& body : census.bodies) after_["organisations"].push_back({body.id, {}});
    for (const Person& person : census.persons) after_["personnes"].push_back({person.id, {}});
    for (const Place& place : census.places) {
        after_["structures"].push_back({place.id, {}});
        for (const auto& annex : town_.stage.store().annexes({.structure = place.id}, scope)) {
            after_["annexes"].push_back({annex.id, {}});
        }
    }
    std::map<std::size_t, std::size_t> affair_of;
    for (std::size_t i = 0; i < census.affairs.size(); ++i) {
        const auto household = census.affairs[i].household;
        if (household >= 0) affair_of[static_cast<std::size_t>(household)] = i;
    }
    for (std::size_t i = 0; i < census.households.size(); ++i) {
        after_["menages"].push_back({census.households[i].id, affair_of.at(i)});
        after_["sejours"].push_back({census.households[i].sejour, affair_of.at(i)});
    }
}

void Targets::add_affairs() {
    const auto scope = access::system_scope();
    for (std::size_t i = 0; i < town_.census.affairs.size(); ++i) {
        const Affair& affair = town_.census.affairs[i];
        for (const std::string& piece : affair.pieces) after_["pieces"].push_back({piece, i});
        for (const std::string& id : affair.dossiers) {
            after_["dossiers"].push_back({id, i});
            const auto dossier = town_.stage.store().dossier(id, scope);
            for (const auto& deadline : dossier->deadlines) {
                after_["deadlines"].push_back({deadline.id, i});
            }
            for (const auto& row : town_.stage.store().reminders({.dossier = id}, scope)) {
                after_["reminders"].push_back({dossier::id_of(row.reminder), i});
            }
        }
    }
}

std::vector<Target> Targets::after(const std::string& part) const {
    const auto other = other_names().find(part);
    const auto found = after_.find(other == other_names().end() ? part : other->second);
    if (found != after_.end()) return found->second;
    std::vector<Target> some;
    for (const auto& [name, all] : after_) {
        if (!all.empty()) some.push_back(all.front());
    }
    return some;
}

std::vector<Target> Targets::addresses(const std::string& pattern) const {
    std::vector<Target> found = {{"", {}}};
    std::string before;
    for (const std::string& part : base::split(pattern.substr(1), '/')) {
        std::vector<Target> longer;
        for (const Target& begun : found) {
            if (!part.starts_with('{')) {
                longer.push_back({begun.id + "/" + part, begun.affair});
                continue;
            }
            for (const Target& target : after(before)) {
                longer.push_back({begun.id + "/" + http::percent_encoded(target.id),
                                  target.affair ? target.affair : begun.affair});
            }
        }
        found = std::move(longer);
        before = part;
    }
    return found;
}

std::vector<std::string> Targets::values(const std::string& filter) {
    const auto drawn_from = [this](const std::vector<Target>& all, std::size_t count) {
        std::vector<std::string> drawn;
        for (std::size_t i = 0; i < count && !all.empty(); ++i) {
            drawn.push_back(all[town_.mint.below(all.size())].id);
        }
        return drawn;
    };
    const std::map<std::string, std::string> kinds = {{"menage", "menages"},
                                                      {"structure", "structures"},
                                                      {"organisation", "organisations"},
                                                      {"dossier", "dossiers"},
                                                      {"workflow", "definitions"}};
    if (filter == "q") {
        std::vector<std::string> drawn;
        for (std::size_t i = 0; i < drawn_searches && !words_.empty(); ++i) {
            drawn.push_back(words_[town_.mint.below(words_.size())]);
        }
        return drawn;
    }
    if (filter == "next") return drawn_from(after_["dossiers"], 1);
    if (filter == "limit") return {"1"};
    if (filter == "status") return {"open", "due", "overdue", "met", "suspended"};
    if (filter == "state") return {"effectif", "remis"};
    if (filter == "before") return {"2027-01-01"};
    if (const auto kind = kinds.find(filter); kind != kinds.end()) {
        return drawn_from(after_[kind->second], drawn_values);
    }
    return {"true"};
}

}  // namespace preavis::worlds
