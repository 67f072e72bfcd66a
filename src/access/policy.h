#pragma once

#include <string>
#include <vector>

#include "dossier/role.h"
#include "dossier/store.h"

namespace preavis::access {

/// What somebody may want to do. One table says which roles may; everything else is denied.
enum class Act {
    read_nouns,
    write_nouns,
    read_dossiers,
    act_on_dossiers,  ///< open them and apply events; the workflow says which
    read_documents,
    supply_annexes,  ///< of a structure; those of a dossier go with acting on it
    read_deadlines,
    acknowledge_reminders,  ///< say that a reminder has been seen
    read_definitions,
    manage_accounts,
    move_test_clock,
    read_service,      ///< what the service knows of itself: alerts, downtimes
    manage_retention,  ///< see what is past its time, hold it, erase it
    read_own_file,     ///< everything that is held of one person
    ask_correction,    ///< of what is held of a person, in their name
    decide_correction,
};

std::string_view name_of(Act act);
const std::vector<Act>& all_acts();

/// Default deny. Source: model.md, roles.
bool may(dossier::Role role, Act act);

/// The rows that this actor may see for this act; empty (nothing) if the act is denied.
/// `ddets_pilotage` sees every deadline of the département, protected households included, because
/// a deadline row holds no name; the SIAO's agents see the département's ordinary households, its
/// responsables the protected ones too; gestionnaires, hotels and others their organisation's.
dossier::Scope scope(const dossier::Actor& actor, Act act);

/// The scope of the loops and of checks inside one command; never of a person.
dossier::Scope system_scope();

}  // namespace preavis::access
