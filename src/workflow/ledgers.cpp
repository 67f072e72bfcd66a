#include "workflow/ledgers.h"

#include <algorithm>

#include "base/expects.h"

namespace preavis::workflow {
namespace {

using base::Refusal;
using dossier::Deadline;
using Kind = law::LedgerEntry::Kind;

/// What a ledger refuses, as a sentence about this deadline.
Refusal about(const Deadline& deadline, Refusal refusal) {
    refusal.message = "« " + deadline.title + " » : " + refusal.message + ".";
    if (refusal.source.empty()) refusal.source = deadline.source;
    return refusal;
}

base::Answer<const law::Rule*> rule_of(const std::string& name, const Cause& cause) {
    if (const law::Rule* rule = cause.surroundings.laws.find(name)) return rule;
    return Refusal{"regle_inconnue", "La règle « " + name + " » manque au catalogue des délais.",
                   cause.transition.source};
}

/// Where the change takes effect: a fact, the end of another deadline, or the event.
law::When effect_of(const DeadlineChange& change, const Cause& cause, dossier::Dossier& dossier) {
    const law::Territory& territory = cause.surroundings.territory;
    const auto told = when_of(dossier.facts, change.at, territory);
    if (told) return *told;
    const Deadline* other = change.end.empty() ? nullptr : latest(dossier, change.end);
    const law::Instant at = other == nullptr ? cause.event.at : other->due;
    return {territory.date(at), at};
}

law::Instant instant_of(const law::When& when, const law::Territory& territory) {
    return when.instant.value_or(territory.start_of_day(when.date));
}

/// A ledger kept from before ledgers does not say what limit it began with: the law of that day
/// does.
law::Ledger completed(const Deadline& deadline, const Surroundings& surroundings) {
    law::Ledger ledger = deadline.ledger;
    expects(!ledger.empty());
    if (ledger.front().limit) return ledger;
    const law::Rule* rule = surroundings.laws.find(deadline.law);
    if (rule == nullptr || rule->kind == law::Kind::yearly) return ledger;
    const auto* version = law::in_force(*rule, surroundings.territory.date(ledger.front().at));
    if (version != nullptr) ledger.front().limit = version->limit;
    return ledger;
}

/// What an extension adds: the value of its law, or what a fact says within its bounds.
base::Answer<law::TimeLimit> added(const DeadlineChange& change, const Cause& cause,
                                   const dossier::Facts& facts) {
    auto found = rule_of(change.law, cause);
    if (auto* refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
    const law::Rule& rule = *std::get<const law::Rule*>(found);
    const auto* version = law::in_force(rule, cause.surroundings.territory.date(cause.event.at));
    if (version == nullptr) {
        return Refusal{"regle_pas_en_vigueur", "la règle " + rule.id + " n'a pas de valeur"};
    }
    law::TimeLimit limit{.unit = version->limit.unit, .count = version->limit.count};
    const dossier::Value* told = find(facts, change.by);
    if (told == nullptr) return limit;
    const std::int64_t count = *told->integer();
    const std::int64_t least = version->least ? version->least->count : 1;
    const std::int64_t most = version->most ? version->most->count : limit.count;
    if (count < least || count > most) {
        return Refusal{"prolongation_excessive",
                       "une prolongation va de " + std::to_string(least) + " à " +
                           law::in_french(law::TimeLimit{limit.unit, static_cast<int>(most)}),
                       version->source};
    }
    limit.count = static_cast<int>(count);
    return limit;
}

/// The steps that say which rule is applied, before those of the count.
std::vector<law::Explanation> introduction(const Deadline& deadline) {
    const auto begins = [](const law::Explanation& step) {
        return step.code.starts_with("trigger_") || step.code == "interrupted";
    };
    const auto& because = deadline.because;
    return {because.begin(), std::find_if(because.begin(), because.end(), begins)};
}

/// Reads the ledger again and writes what follows from it.
std::optional<Refusal> keep(Deadline& deadline, law::LedgerEntry entry, const Cause& cause) {
    const law::Territory& territory = cause.surroundings.territory;
    law::Ledger before = completed(deadline, cause.surroundings);
    if (!before.front().limit) {
        return Refusal{"echeance_fixe",
                       "ce délai finit un jour du calendrier : il ne se suspend "
                       "ni ne se prolonge"};
    }
    auto ledger = law::recorded(std::move(before), std::move(entry), territory, cause.event.at);
    if (auto* refusal = std::get_if<Refusal>(&ledger)) return std::move(*refusal);
    deadline.ledger = std::move(std::get<law::Ledger>(ledger));
    const auto account = std::get<law::Account>(law::fold(deadline.ledger, territory));
    law::DueDate due = law::due_date(account, territory);
    const auto first = introduction(deadline);
    due.because.insert(due.because.begin(), first.begin(), first.end());
    note_end(deadline, std::move(due));
    deadline.suspended = account.state == law::Account::State::suspended;
    return std::nullopt;
}

/// A fresh start, maybe under another rule: its own words come first in the explanation.
std::optional<Refusal> replace(const DeadlineChange& change, const law::When& from,
                               const Cause& cause, Deadline& deadline) {
    auto found = rule_of(change.law.empty() ? deadline.law : change.law, cause);
    if (auto* refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
    const law::Rule& rule = *std::get<const law::Rule*>(found);
    const law::Territory& territory = cause.surroundings.territory;
    auto counted = law::count(rule, from, territory, from.date);
    if (auto* refusal = std::get_if<Refusal>(&counted)) return std::move(*refusal);
    const law::RuleVersion& version = *law::in_force(rule, from.date);
    auto entry = line_of(Kind::replace, instant_of(from, territory), cause);
    entry.limit = version.limit;
    Deadline anew = deadline;
    anew.because = std::move(std::get<law::DueDate>(counted).because);
    if (auto refusal = keep(anew, std::move(entry), cause)) return refusal;
    anew.started_at = anew.ledger.back().at;
    anew.law = rule.id;
    anew.title = rule.title;
    anew.source = version.source;
    deadline = std::move(anew);
    return std::nullopt;
}

}  // namespace

law::LedgerEntry line_of(Kind kind, law::Instant at, const Cause& cause) {
    return {.kind = kind,
            .at = at,
            .author = cause.event.actor.compte,
            .role = std::string(name_of(cause.event.actor.role)),
            .reason = cause.transition.title,
            .source = cause.transition.source};
}

std::optional<law::When> when_of(const dossier::Facts& facts, const std::string& fact,
                                 const law::Territory& territory) {
    const dossier::Value* value = find(facts, fact);
    if (value == nullptr) return std::nullopt;
    if (const law::Instant* instant = value->instant()) {
        return law::When{territory.date(*instant), *instant};
    }
    expects(value->date() != nullptr);
    return law::When{*value->date(), std::nullopt};
}

Deadline* latest(dossier::Dossier& dossier, const std::string& name) {
    const auto found =
        std::find_if(dossier.deadlines.rbegin(), dossier.deadlines.rend(),
                     [&](const Deadline& deadline) { return deadline.name == name; });
    return found == dossier.deadlines.rend() ? nullptr : &*found;
}

void note_end(Deadline& deadline, law::DueDate due) {
    deadline.due = due.due;
    deadline.last_day = due.last_day;
    deadline.earliest_effective = due.earliest_effective;
    deadline.act_by = due.act_by;
    deadline.late_after = due.late_after;
    deadline.because = std::move(due.because);
}

std::optional<Refusal> change(const DeadlineChange& change, const Cause& cause,
                              dossier::Dossier& dossier) {
    Deadline* deadline = latest(dossier, change.deadline);
    if (deadline == nullptr || deadline->settled != Deadline::Settled::no) {
        return Refusal{"echeance_absente",
                       "L'échéance « " + change.deadline + " » ne court pas dans ce dossier.",
                       cause.transition.source};
    }
    const law::When from = effect_of(change, cause, dossier);
    std::optional<Refusal> refusal;
    if (change.kind == Kind::replace) {
        refusal = replace(change, from, cause, *deadline);
    } else {
        auto entry = line_of(change.kind, instant_of(from, cause.surroundings.territory), cause);
        if (change.kind == Kind::extend) {
            auto limit = added(change, cause, dossier.facts);
            if (auto* no = std::get_if<Refusal>(&limit)) return about(*deadline, std::move(*no));
            entry.limit = std::get<law::TimeLimit>(limit);
        }
        refusal = keep(*deadline, std::move(entry), cause);
    }
    if (refusal) return about(*deadline, *std::move(refusal));
    return std::nullopt;
}

}  // namespace preavis::workflow
