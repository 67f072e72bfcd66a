#include "workflow/prove_links.h"

#include <algorithm>

#include "base/expects.h"
#include "workflow/prove_choices.h"

namespace preavis::workflow {
namespace {

using dossier::Dossier;
using dossier::Event;
using dossier::Facts;
using dossier::Value;

constexpr std::int64_t day_ms = 86'400'000;

std::string name_of(const Definition& definition, const std::string& link) {
    return definition.name + "/" + link;
}

/// What the other dossier is told.
Facts told_by(const Link& link, const Facts& ours) {
    Facts told = link.says;
    for (const auto& [theirs, name] : link.facts) {
        if (const Value* value = find(ours, name)) told.emplace(theirs, *value);
    }
    return told;
}

/// The same facts told some days later.
Facts later_by(Facts facts, std::int64_t days) {
    for (auto& [name, value] : facts) {
        if (const law::Date* date = value.date()) {
            value = {date->plus_days(static_cast<int>(days))};
        } else if (const law::Instant* instant = value.instant()) {
            value = {law::Instant{instant->ms + days * day_ms}};
        }
    }
    return facts;
}

/// Refusals that mean that the link itself is at fault, not that a rule speaks.
bool is_fault(const std::string& code) {
    return code == "faits_manquants" || code == "faits_inattendus" || code == "role_insuffisant" ||
           code == "evenement_inconnu" || code == "evenement_impossible" || code == "date_future" ||
           code == "date_anterieure";
}

void note(std::vector<std::string>& sentences, const std::string& sentence) {
    const bool known = std::find(sentences.begin(), sentences.end(), sentence) != sentences.end();
    if (!known) sentences.push_back(sentence);
}

}  // namespace

ProofSettings LinkWatch::listening(const Definition& definition, ProofSettings settings) {
    settings.fired = [this, &definition](const Event& event, const Step& step) {
        hear(definition, event, step);
    };
    settings.reached = [this, &definition](const Dossier& dossier, law::Instant now) {
        remember(definition, dossier, now);
    };
    waiting_[definition.name];
    return settings;
}

/// A hand that repeats the event at once must not follow the link again.
void LinkWatch::hear(const Definition& definition, const Event& event, const Step& step) {
    const law::Date today = surroundings_.territory.date(event.at);
    for (const std::string& name : step.links) {
        const Link* link = definition.link(name);
        expects(link != nullptr);
        const Facts told = told_by(*link, step.next.facts);
        const std::string key = dossier::to_json(later_by(told, -today.day_number())).dump();
        if (!firings_[name_of(definition, name)].try_emplace(key, Firing{told, event.at}).second) {
            continue;
        }
        auto again = workflow::step(definition, step.next, event, surroundings_, event.at);
        const auto* done = std::get_if<Step>(&again);
        if (done == nullptr) continue;
        const auto& links = done->links;
        if (std::find(links.begin(), links.end(), name) == links.end()) continue;
        repeated_.emplace(name_of(definition, name), event.name);
    }
}

bool LinkWatch::is_moved(const Definition& definition, const Dossier& dossier) const {
    const auto moves = [&](const Link& link) {
        return !link.opens && link.workflow == definition.name &&
               definition.transition(link.event, dossier.state) != nullptr;
    };
    const auto& all = definitions_.all();
    return std::any_of(all.begin(), all.end(), [&](const Definition& other) {
        return std::any_of(other.links.begin(), other.links.end(), moves);
    });
}

void LinkWatch::remember(const Definition& definition, const Dossier& dossier, law::Instant now) {
    if (is_moved(definition, dossier)) waiting_[definition.name].push_back({dossier, now});
}

std::vector<LinkProof> LinkWatch::conclude() const {
    std::vector<LinkProof> proofs;
    for (const Definition& definition : definitions_.all()) {
        for (const Link& link : definition.links) {
            if (!waiting_.contains(definition.name) || !waiting_.contains(link.workflow)) continue;
            proofs.push_back(look_at(definition, link));
        }
    }
    return proofs;
}

LinkProof LinkWatch::look_at(const Definition& from, const Link& link) const {
    LinkProof proof{from.name, link.name, link.workflow, link.opens, 0, 0, 0, {}, {}, link.place};
    const Definition* to = definitions_.newest(link.workflow);
    expects(to != nullptr);  // links are checked
    const std::string name = name_of(from, link.name);
    if (const auto twice = repeated_.find(name); twice != repeated_.end()) {
        proof.broken.push_back("« " + twice->second + " », répété, suit le lien deux fois.");
    }
    const auto fired = firings_.find(name);
    if (fired == firings_.end()) {
        proof.broken.emplace_back("Aucun événement ne suit jamais ce lien.");
        return proof;
    }
    for (const auto& [key, firing] : fired->second) {
        ++proof.firings;
        if (link.opens) {
            for (const Waiting& other : openings(*to, firing)) {
                meet(*to, link, firing, other, proof);
            }
            continue;
        }
        for (const Waiting& other : waiting_.at(to->name)) meet(*to, link, firing, other, proof);
    }
    if (proof.accepted == 0) proof.broken.emplace_back("Ce lien n'a jamais d'effet.");
    return proof;
}

/// New dossiers, one for each thing that the stay and the structure may say of themselves.
std::vector<LinkWatch::Waiting> LinkWatch::openings(const Definition& to,
                                                    const Firing& firing) const {
    Dossier dossier;
    dossier.id = std::string(32, '0');
    dossier.workflow = to.name;
    dossier.workflow_version = to.version;
    dossier.state = before_everything;
    dossier.territory = surroundings_.territory.id();
    std::vector<Waiting> all = {{dossier, firing.at}};
    for (const char* fact : {"regime", "structure_type"}) {
        const auto* declared = find(to.facts, fact);
        if (declared == nullptr || firing.told.contains(fact)) continue;
        std::vector<Waiting> more;
        for (const Waiting& each : all) {
            for (const std::string& choice : declared->type.choices) {
                more.push_back(each);
                more.back().dossier.facts.insert_or_assign(fact, Value{choice});
            }
        }
        all = std::move(more);
    }
    return all;
}

void LinkWatch::meet(const Definition& to, const Link& link, const Firing& firing,
                     const Waiting& other, LinkProof& proof) const {
    if (to.transition(link.event, other.dossier.state) == nullptr) return;
    const law::Territory& territory = surroundings_.territory;
    const std::int64_t days =
        territory.date(other.now).day_number() - territory.date(firing.at).day_number();
    const Event event{link.event, later_by(firing.told, days), other.now,
                      somebody(dossier::Role::systeme)};
    ++proof.meetings;
    auto answer = step(to, other.dossier, event, surroundings_, other.now);
    if (const auto* refusal = base::refusal_of(answer)) {
        ++proof.refused[refusal->code];
        if (!is_fault(refusal->code)) return;
        note(proof.broken, "À l'état « " + other.dossier.state +
                               " », l'effet serait perdu : " + refusal->message);
        return;
    }
    ++proof.accepted;
    const Dossier& next = std::get<Step>(answer).next;
    auto again = step(to, next, event, surroundings_, other.now);
    if (base::refusal_of(again) != nullptr) return;
    note(proof.broken,
         "Depuis l'état « " + other.dossier.state + " », l'effet se ferait deux fois.");
}

}  // namespace preavis::workflow
