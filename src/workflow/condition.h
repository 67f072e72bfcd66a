#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/form.h"
#include "base/refusal.h"
#include "dossier/declaration.h"
#include "dossier/dossier.h"
#include "law/catalogue.h"

namespace preavis::workflow {

/// What a guard, an effect or a clause depends on: a small closed language, no scripting.
///
///     { fact: motif, is: refus_proposition }        one of several: is: [absence, violence]
///     { fact: motif, is_not: violence }             true too if the fact is not there
///     { fact: personnes, present: true }            any value / present: false: none
///     { fact: proposition_expliquee, is: true }     booleans: true exactly
///     { fact: incidents, at_least: 2 }              integers, or the length of a list
///     { fact: pieces_remises, contains: [charte] }  all of them are in the list
///     { fact: texte_signe, same_as: texte_arrete }  two facts with one value
///     { fact: partie, among: parties }              its value is in that list; with `field`, in
///                                                   that field of the list's records
///     { fact: signatures, field: partie, covers: parties }  each of `parties` has its record
///     { fact: date_remise, on_or_before: event }    date or instant, see Bound; also after,
///     { fact: date_depart, on_or_after: { deadline: preavis } }  the notice's first free day
///     { fact: date_depart, on_or_after: { law: DL53 } }  the same, were it counted from today
///     { fact: date_notice, on_or_before: { last_day: notice } }  the last day of that deadline
///     { fact: date_retour_pli, on_or_after: { fact: date_presentation_pli, law: pli-garde } }
///                                                   the last day of that limit, counted from it
///     { reached: date_depart }                      its day (or instant) has begun
///     { passed: delai_reponse }                     that deadline's time is over, or it was met
///     { running: preavis }                          armed, neither settled nor over
///     { suspended: recours }                        its time does not run
///     { started: remise }                           was armed, whatever became of it
///     { effective: preavis }                        its earliest effective day has begun
///     { actor: decider }                            acts for the organisation that decides
///     { actor: hotelier }                           acts in that role
///     { condition: preavis_du }                     one that the definition names
///     { all: [...] }  { any: [...] }  { not: {...} }  a bare list is `all`
struct Condition {
    enum class Kind {
        fact_is,
        fact_is_not,
        fact_present,
        fact_at_least,
        fact_contains,
        fact_same_as,
        fact_among,
        fact_covers,
        fact_on_or_after,
        fact_on_or_before,
        fact_after,
        reached,
        passed,
        running,
        suspended,
        started,
        effective,
        actor_is_decider,
        actor_is,
        named,  ///< replaced by what it names when a definition is read
        all,
        any,
        negation,
    };
    /// What a date is compared with. Days are compared, except an instant with `event`.
    enum class Bound {
        event,       ///< when the event happens
        last_event,  ///< the day of the dossier's last event
        fact,        ///< the day of another fact; with `law`, the last day of that limit from it
        deadline,    ///< the first day on which that notice leaves free
        last_day,    ///< the last day on which that deadline's act is in time
        law,         ///< the same for a notice of the catalogue that would start today
    };
    Kind kind = Kind::all;
    std::string fact;
    std::vector<std::string> values;  ///< as written: texts, integers, true or false; the role
    bool present = true;
    std::int64_t at_least = 0;
    std::string deadline;
    Bound bound = Bound::event;
    std::string other;  ///< fact or law of the bound; fact compared with; named condition
    std::string field;  ///< of the records of a list, for among and covers
    std::string law;    ///< counted from the fact of the bound; empty: that fact's own day
    std::vector<Condition> parts;  ///< of all, any, negation
    base::Place place;
};

/// Reads a condition; a list is `all`. Reports unknown forms.
Condition read_condition(const base::Node& node, base::Problems& problems);

/// Everything a condition looks at.
struct Situation {
    const dossier::Dossier& dossier;  ///< with the event's facts already in
    const dossier::Actor& actor;
    std::string decider;  ///< kind of organisation that decides; empty if none does
    law::Instant at;      ///< when the event happens
    law::Date today;      ///< that instant's date in the dossier's territory
    const law::Catalogue& laws;
    const law::Territory& territory;
};

bool holds(const Condition& condition, const Situation& situation);

/// The facts that would make the condition true and are not there or not so, in French: for
/// refusals and for forms. Of an `any`, all ways out.
std::vector<base::MissingFact> missing(const Condition& condition, const Situation& situation,
                                       const std::string& source,
                                       const dossier::Declarations& declarations);

/// The day that a date fact of the condition is compared with; nothing if it is not known.
std::optional<law::Date> bound_day(const Condition& condition, const Situation& situation);

}  // namespace preavis::workflow
