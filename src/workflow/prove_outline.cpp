#include "workflow/prove_outline.h"

#include <algorithm>
#include <map>
#include <set>

namespace preavis::workflow {
namespace {

using dossier::Deadline;

char standing_of(const Deadline& deadline, law::Instant now) {
    switch (deadline.settled) {
        case Deadline::Settled::met: return 'm';
        case Deadline::Settled::stopped: return 's';
        case Deadline::Settled::no: break;
    }
    if (deadline.suspended) return 'h';
    return dossier::is_over(deadline, now) ? 'o' : 'r';
}

constexpr std::int32_t far_days = 45;
constexpr char is_false = 1;
constexpr char is_true = 2;

/// Four answers to a byte: 0 is "not read".
std::string packed(const std::vector<char>& answers) {
    std::string bytes((answers.size() + 3) / 4, '\0');
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const int bits = static_cast<unsigned char>(bytes[i / 4]) | answers[i] << 2 * (i % 4);
        bytes[i / 4] = static_cast<char>(bits);
    }
    return bytes;
}

/// Reads the clauses of a situation as far as they decide something.
class Reader {
  public:
    Reader(const Cone& cone, const Situation& situation)
        : cone_(cone), situation_(situation), answers_(cone.atoms().size(), 0), truths_(answers_) {}

    void read(const Clause& clause) {
        next_use_ = clause.uses.data();
        reader_ = clause.transition;
        const Read when = read(clause.when);
        keep(when);
        if (when.holds || !when.known) keep(read(clause.needs));
    }
    const std::vector<char>& answers() const { return answers_; }
    /// Deadlines of which something was read.
    const std::set<std::string>& deadlines() const { return deadlines_; }

  private:
    struct Read {
        bool known = true;  ///< false: some of what it reads is told anew before it counts
        bool holds = true;
        std::vector<std::size_t> atoms = {};
    };

    Read read(const Condition& condition) {
        switch (condition.kind) {
            case Condition::Kind::all: return read_parts(condition, false);
            case Condition::Kind::any: return read_parts(condition, true);
            case Condition::Kind::negation: {
                Read part = read(condition.parts.front());
                part.holds = !part.holds;
                return part;
            }
            default: return read_atom(condition);
        }
    }

    /// One part may decide for all: then nothing else was read.
    Read read_parts(const Condition& condition, bool decides) {
        Read all{.holds = !decides};
        std::optional<Read> decisive;
        for (const Condition& part : condition.parts) {
            Read read_part = read(part);
            all.known = all.known && read_part.known;
            if (read_part.known && read_part.holds == decides) {
                const bool shorter = !decisive || read_part.atoms.size() < decisive->atoms.size();
                if (shorter) decisive = std::move(read_part);
            } else {
                all.atoms.insert(all.atoms.end(), read_part.atoms.begin(), read_part.atoms.end());
            }
        }
        return decisive ? *decisive : all;
    }

    /// What the event itself tells, or depends on who acts, is not a matter of the dossier.
    Read read_atom(const Condition& condition) {
        const Use& use = *next_use_++;
        const Condition& atom = cone_.atoms()[use.atom].condition;
        if (!cone_.outlasts(atom, situation_.dossier.state, reader_)) {
            deadlines_.insert(atom.deadline);
            return {.known = false};
        }
        if (use.told || cone_.atoms()[use.atom].reads_actor) return {.holds = use.helps_if_true};
        char& truth = truths_[use.atom];
        if (truth == 0) truth = holds(condition, situation_) ? is_true : is_false;
        return {.holds = truth == is_true, .atoms = {use.atom}};
    }

    void keep(const Read& read) {
        for (const std::size_t atom : read.atoms) {
            answers_[atom] = truths_[atom];
            deadlines_.insert(cone_.atoms()[atom].condition.deadline);
        }
    }

    const Cone& cone_;
    const Situation& situation_;
    std::vector<char> answers_;
    std::vector<char> truths_;  ///< 0 until asked for
    std::set<std::string> deadlines_;
    const Transition* reader_ = nullptr;  ///< of the clause that is read
    const Use* next_use_ = nullptr;       ///< in the order in which a clause's atoms are walked
};

/// Keeps the earliest moment that is still to come.
class Earliest {
  public:
    explicit Earliest(law::Instant now) : now_(now) {}
    void add(law::Instant moment) {
        if (moment > now_ && (!found_ || moment < *found_)) found_ = moment;
    }
    std::optional<law::Instant> found() const { return found_; }

  private:
    law::Instant now_;
    std::optional<law::Instant> found_;
};

void add_deadline(const Deadline& deadline, const law::Territory& territory, Earliest& earliest) {
    if (deadline.earliest_effective && deadline.settled != Deadline::Settled::stopped) {
        earliest.add(territory.start_of_day(*deadline.earliest_effective));
    }
    if (!dossier::is_running(deadline)) return;
    for (const law::Instant end : {deadline.due, deadline.late_after.value_or(deadline.due)}) {
        earliest.add(end);
        earliest.add(end.plus_seconds(1));
    }
}

void add_fact(const dossier::Value& value, const law::Territory& territory, Earliest& earliest) {
    std::optional<law::Date> day;
    if (value.date() != nullptr) day = *value.date();
    if (const law::Instant* instant = value.instant()) {
        earliest.add(*instant);
        day = territory.date(*instant);
    }
    if (!day) return;
    earliest.add(territory.start_of_day(*day));
    earliest.add(territory.start_of_day(day->plus_days(1)));
}

/// The last days of limits that conditions count from a fact.
void add_counted(const Cone& cone, const dossier::Dossier& dossier,
                 const Surroundings& surroundings, Earliest& earliest) {
    const dossier::Actor nobody;
    const law::Territory& territory = surroundings.territory;
    for (const Atom& atom : cone.atoms()) {
        if (atom.condition.law.empty()) continue;
        const Situation situation{dossier, nobody, {}, {}, {}, surroundings.laws, territory};
        const auto day = bound_day(atom.condition, situation);
        if (day) earliest.add(territory.start_of_day(*day));
    }
}

/// A date that others are compared with: none, come or to come.
char side_of(const dossier::Value* value, const Situation& situation) {
    if (value == nullptr) return '-';
    const law::Instant* instant = value->instant();
    const bool to_come =
        instant != nullptr ? *instant > situation.at : *value->date() > situation.today;
    return to_come ? '>' : '<';
}

/// What is read of one item.
std::string read_of(const dossier::Value& item, const ListReading& reading) {
    std::string read;
    for (const std::string& field : reading.fields) {
        const dossier::Record* record = item.record();
        const dossier::Value* value = record == nullptr ? &item : find(*record, field);
        if (value != nullptr) read += dossier::to_json(*value).dump() + ";";
    }
    return read;
}

/// A list as conditions see it: without order, and no more of the same than they count.
std::string digest_of(const dossier::Value* value, const ListReading& reading) {
    const dossier::List* list = value == nullptr ? nullptr : value->list();
    if (list == nullptr) return "-";
    std::map<std::string, std::size_t> items;
    for (const dossier::Value& item : *list) ++items[read_of(item, reading)];
    std::string digest;
    for (const auto& [item, count] : items) {
        digest += item + "*" + std::to_string(std::min(count, reading.most)) + ",";
    }
    return digest;
}

}  // namespace

law::Date far_from(law::Date today) {
    return today.plus_days(far_days);
}

bool is_far(const dossier::Value* value, law::Date today) {
    return value != nullptr && value->date() != nullptr && *value->date() >= far_from(today);
}

Situation situation_after(const Definition& definition, const Surroundings& surroundings,
                          const dossier::Dossier& next, const dossier::Actor& actor,
                          law::Instant at) {
    const auto decider = decider_of(definition, next.facts, surroundings.deciders);
    const auto* known = std::get_if<std::string>(&decider);
    return {.dossier = next,
            .actor = actor,
            .decider = known == nullptr ? std::string() : *known,
            .at = at,
            .today = surroundings.territory.date(at),
            .laws = surroundings.laws,
            .territory = surroundings.territory};
}

std::string outline_of(const Definition& definition, const Cone& cone,
                       const Surroundings& surroundings, const dossier::Dossier& dossier,
                       law::Instant now) {
    const dossier::Actor nobody;
    const Situation situation = situation_after(definition, surroundings, dossier, nobody, now);
    Reader reader(cone, situation);
    for (const std::size_t each : cone.live(dossier.state)) reader.read(cone.clauses()[each]);
    std::string outline = dossier.state + "/" + situation.decider + "/";
    for (const DeadlineRule& rule : definition.deadlines) {
        const bool raises = !rule.raises.empty() && cone.reads_deadline(rule.name);
        if (!raises && !reader.deadlines().contains(rule.name)) {
            outline += ' ';
            continue;
        }
        const Deadline* deadline = find_deadline(dossier, rule.name);
        outline += deadline == nullptr ? '-' : standing_of(*deadline, now);
    }
    for (const std::string& fact : cone.awaited()) {
        if (is_far(find(dossier.facts, fact), situation.today)) outline += '>';
    }
    for (const std::string& fact : cone.bounds(dossier.state)) {
        outline += side_of(find(dossier.facts, fact), situation);
    }
    for (const auto& [list, reading] : cone.lists(dossier.state)) {
        outline += digest_of(find(dossier.facts, list), reading) + "/";
    }
    return outline + packed(reader.answers());
}

std::optional<law::Instant> next_moment(const Cone& cone, const dossier::Dossier& dossier,
                                        const Surroundings& surroundings, law::Instant now) {
    const law::Territory& territory = surroundings.territory;
    Earliest earliest(now);
    add_counted(cone, dossier, surroundings, earliest);
    for (const Deadline& deadline : dossier.deadlines) {
        if (cone.reads_deadline(deadline.name)) add_deadline(deadline, territory, earliest);
    }
    for (const auto& [name, value] : dossier.facts) {
        if (cone.reads_fact(name)) add_fact(value, territory, earliest);
    }
    return earliest.found();
}

}  // namespace preavis::workflow
