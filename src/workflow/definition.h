#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/problem.h"
#include "dossier/declaration.h"
#include "dossier/dossier.h"
#include "law/catalogue.h"
#include "workflow/condition.h"

namespace preavis::workflow {

/// The state of a dossier before its first event.
inline constexpr const char* before_everything = "nouveau";

struct State {
    std::string name;
    std::string title;
    std::string source;
    bool end = false;  ///< the procedure is over: records may be completed, no other state follows
    base::Place place;
};

/// A time limit that the procedure starts.
struct DeadlineRule {
    std::string name;  ///< `preavis`
    std::string law;   ///< slug or number in data/law
    dossier::DeadlineKind kind = dossier::DeadlineKind::obligation;
    std::string from;      ///< the fact (date or instant) that triggers it; empty: the event's time
    std::string or_later;  ///< a fact that triggers it instead if it is known and later
    std::string who;       ///< who must act, in French
    std::string raises;    ///< event of the role `systeme` when its time is over; may be empty
    std::string remind;    ///< ladder of data/rappels.yaml; empty: the one of its kind
    struct Instead {
        Condition when;
        std::string law;
    };
    std::vector<Instead> instead;  ///< the first that holds wins over `law`
    std::string source;
    base::Place place;
};

/// Starts, meets or stops a deadline, or orders a document, if the condition holds.
/// A deadline with a `from` starts once that fact is known, and again when the event gives it anew;
/// starting it again stops the one before.
struct DeadlineAct {
    std::string deadline;
    Condition when;
    std::string at;  ///< instant fact: when it was met; empty: the event's time
};
/// Suspends, resumes, extends or replaces a deadline that runs, if the condition holds; refused as
/// its ledger refuses.
struct DeadlineChange {
    law::LedgerEntry::Kind kind = law::LedgerEntry::Kind::suspend;
    std::string deadline;
    Condition when;
    std::string at;   ///< fact, day or instant, from which it counts; empty: the event's time
    std::string end;  ///< another deadline whose end counts instead
    std::string law;  ///< how much is added, or what runs anew; empty: the deadline's own law
    std::string by;   ///< integer fact, within the bounds of the law: how much is added
};
struct DocumentAct {
    dossier::DocumentOrder order;  ///< its facts: those that are the same for every dossier
    Condition when;
    std::map<std::string, std::string> names;  ///< the document's name of a fact: ours
};

/// An event of another dossier of the same stay, which this procedure causes once it is saved.
struct Link {
    std::string name;
    std::string workflow;
    bool opens = false;  ///< opens a dossier; otherwise moves each that runs
    std::string event;
    std::map<std::string, std::string> facts;  ///< theirs: ours
    dossier::Facts says;                       ///< theirs, the same every time
    std::string source;
    base::Place place;
};
struct LinkAct {
    std::string link;
    Condition when;
};

/// Makes one record of several facts and adds it to a list: a signature to the signatures.
struct Collection {
    std::string list;
    std::vector<std::string> facts;  ///< the fields of its records, by the same names
};

/// A fact that another one gives: the day of service is the day of the first presentation.
struct Taking {
    std::string fact;
    std::string from;
};

/// A rule that must hold before an event is accepted.
struct Guard {
    std::string key;      ///< its own name in the file
    std::string name;     ///< code of its refusal: `proposition_expliquee`; guards may share one
    Condition when;       ///< when it applies at all
    Condition needs;      ///< what must hold
    std::string message;  ///< French sentence of the refusal
    std::string source;
    base::Place place;
};

/// One event of the procedure: who, from where, to where, with what.
struct Transition {
    std::string event;
    std::string title;
    std::vector<dossier::Role> by;
    std::vector<std::string> from;  ///< states; `nouveau` opens a dossier
    std::string to;                 ///< empty: the state stays
    struct Branch {
        Condition when;
        std::string to;
    };
    std::vector<Branch> branches;  ///< the first that holds wins over `to`
    std::vector<std::string> requires_facts;
    std::vector<std::string> optional_facts;
    std::vector<Guard> guards;
    std::vector<DeadlineAct> start;
    std::vector<DeadlineAct> meet;
    std::vector<DeadlineAct> stop;
    std::vector<DeadlineChange> changes;  ///< in the order suspend, resume, extend, replace
    std::vector<DocumentAct> documents;
    std::vector<std::string> clears;   ///< facts that this event makes obsolete
    std::vector<Collection> collects;  ///< after the guards, before the branches
    std::vector<Taking> takes;         ///< from the dossier's facts, once the guards hold
    dossier::Facts says;               ///< what the event itself establishes; after `takes`
    std::vector<LinkAct> links;
    std::string source;
    base::Place place;
};

/// What must be true of every dossier, whatever people and time do: what `prove` looks for a way
/// around. It says nothing to `step`. What an event told is still read after it went into a list.
struct Invariant {
    std::string name;
    std::string title;                  ///< one French sentence
    std::vector<std::string> in;        ///< states in which it must hold after every event
    std::vector<std::string> entering;  ///< states into which no event may lead unless it holds
    std::vector<std::string> events;    ///< events that may not be accepted unless it holds
    std::vector<std::string> keeps;     ///< facts that stay as they are, `in` these states
    Condition when;
    Condition needs;
    std::string source;
    base::Place place;
};

/// The facts by which the table of deciders is read.
struct DecidedBy {
    std::string regime;
    std::string structure;
};

/// A procedure as its YAML file words it. Never edited once a dossier runs on it: a new version is
/// a new file.
struct Definition {
    std::string name;
    int version = 0;
    std::string title;
    std::string source;
    std::string subject;  ///< `menage`, `structure` or `organisations`
    std::optional<DecidedBy> decided_by;
    std::vector<std::string> followed_by;  ///< facts that name organisations: these see the dossier
    dossier::Declarations facts;
    std::vector<State> states;
    std::vector<DeadlineRule> deadlines;
    std::vector<Link> links;
    std::vector<Transition> transitions;
    std::vector<std::string> opens_with;  ///< events from `nouveau`, the first that has its facts
    std::vector<Invariant> invariants;
    base::Place place;

    const State* state(const std::string& name_of_state) const;
    const DeadlineRule* deadline(const std::string& name_of_deadline) const;
    const Link* link(const std::string& name_of_link) const;
    /// The transition of this event from this state, or null.
    const Transition* transition(const std::string& event, const std::string& from) const;
};

/// Reads one file:
///
///     workflow, version, title, source, subject, opens_with: [EVENT]
///     decided_by: { regime: FACT, structure: FACT }        whoever decides, by data/decideurs.yaml
///     followed_by: [FACT]                                  organisations that take part
///     facts:      { NAME: declaration }                    see dossier/declaration.h
///     forms:      { NAME: { facts: [FACT] } }              facts that are asked for together
///     states:     { NAME: { title, source, end } }
///     conditions: { NAME: condition }                      names for what is said several times
///     deadlines:  { NAME: { law, kind, from, or_later, who, raises, remind,
///                  instead: [{ when, law }] } }
///     guards:     { NAME: { when, needs, message, source, code } }    code: NAME unless told
///     checklists: { NAME: [GUARD] }
///     links:      { NAME: { opens or moves: WORKFLOW, event, facts: { THEIRS: OURS },
///                           says: { THEIRS: value }, source } }
///     events:     { NAME: one of, or a list of:
///         { title, source, by: [ROLE], from: [STATE], to, branches: [{ when, to }],
///           requires, optional: [FACT or FORM], guards: [GUARD or CHECKLIST], clears: [FACT],
///           collects: { LIST: [FACT] }, takes: { FACT: FACT }, says: { FACT: value },
///           start, meet, stop: [DEADLINE or { deadline, when, at }],
///           suspend, resume, extend, replace: [{ deadline, when, at, end, law, by }],
///           documents: [{ document, variants, language, when, facts: { ITS NAME: OURS },
///                         says: { ITS NAME: value } }],
///           links: [LINK or { link, when }] } }
///     invariants: { NAME: { title, in, entering: [STATE], events: [EVENT], keeps: [FACT or FORM],
///                           when, needs, source } }
///
/// Reports everything wrong in it: unknown keys, states, events, facts, deadlines, guards, roles,
/// values that a fact cannot have, an event defined twice for a state.
base::Reading<Definition> read_definition(std::string_view yaml, const std::string& file_name);

/// All definitions of a folder, by name, newest version last.
class Definitions {
  public:
    static base::Reading<Definitions> read(const std::filesystem::path& folder);
    std::vector<std::string> names() const;
    /// The newest version; null if unknown.
    const Definition* newest(const std::string& name) const;
    const Definition* find(const std::string& name, int version) const;
    const std::vector<Definition>& all() const { return definitions_; }

  private:
    std::vector<Definition> definitions_;
};

/// What a definition must keep beyond the form of its file:
/// - laws and documents that exist; a notice is counted as one by its law;
/// - states that are reached, ends that are never left, an end within reach of every state;
/// - facts that some event asks for, and no fact that none does;
/// - deadlines that are started and settled, and started wherever their trigger is told;
/// - branches that can be taken; no timer that leads to an end;
/// - a source for every fact, state, deadline, guard and event;
/// - what check_rules.h says: facts known where they are read, guards that can be satisfied, an
///   outcome for every deadline, something that people can do in every state.
/// `documents`: names of the templates that exist.
base::Problems check(const Definition& definition, const law::Catalogue& laws,
                     const std::vector<std::string>& documents);

/// What the definitions must keep together: links lead to events that the system may raise, tell
/// them what they need, facts that they ask for, in their types, and never come back to themselves.
base::Problems check_links(const Definitions& definitions);

}  // namespace preavis::workflow
