#include "access/policy.h"

#include <algorithm>
#include <array>

namespace preavis::access {
namespace {

using dossier::Role;

struct Line {
    Role role;
    std::vector<Act> acts;
};

std::vector<Act> with(std::vector<Act> acts, const std::vector<Act>& more) {
    acts.insert(acts.end(), more.begin(), more.end());
    return acts;
}

/// The one table. A role that is not there, or an act that is not in its line, is denied.
const std::vector<Line>& table() {
    static const std::vector<Act> handler = {
        Act::read_nouns,      Act::write_nouns,           Act::read_dossiers,
        Act::act_on_dossiers, Act::read_documents,        Act::supply_annexes,
        Act::read_deadlines,  Act::acknowledge_reminders, Act::read_definitions};
    static const std::vector<Act> partner = {Act::read_dossiers,         Act::act_on_dossiers,
                                             Act::read_documents,        Act::read_deadlines,
                                             Act::acknowledge_reminders, Act::read_definitions};
    static const std::vector<Act> state = with(handler, {Act::read_service});
    static const std::vector<Line> lines = {
        {Role::siao_agent, with(handler, {Act::read_own_file, Act::ask_correction})},
        {Role::siao_responsable, with(handler, {Act::read_own_file, Act::ask_correction,
                                                Act::decide_correction, Act::manage_retention})},
        {Role::gestionnaire_agent, handler},
        {Role::gestionnaire_direction, handler},
        {Role::hotelier, partner},
        {Role::pash, partner},
        {Role::travailleur_social, partner},
        {Role::ddets_pilotage,
         {Act::read_deadlines, Act::acknowledge_reminders, Act::read_definitions,
          Act::read_service}},
        {Role::ddets_instruction, state},
        {Role::administrateur,
         {Act::manage_accounts, Act::move_test_clock, Act::read_definitions, Act::read_service}},
        {Role::menage,
         {Act::read_dossiers, Act::read_documents, Act::read_deadlines, Act::read_own_file,
          Act::ask_correction}},
    };
    return lines;
}

bool sees_whole_departement(Role role, Act act) {
    if (role == Role::siao_agent || role == Role::siao_responsable) return true;
    return role == Role::ddets_pilotage && act == Act::read_deadlines;
}

bool sees_protected_households(Role role, Act act) {
    if (role == Role::siao_responsable || role == Role::menage) return true;
    return role == Role::ddets_pilotage && act == Act::read_deadlines;
}

}  // namespace

std::string_view name_of(Act act) {
    switch (act) {
        case Act::read_nouns: return "lire les fiches";
        case Act::write_nouns: return "modifier les fiches";
        case Act::read_dossiers: return "lire les dossiers";
        case Act::act_on_dossiers: return "agir sur les dossiers";
        case Act::read_documents: return "lire les documents";
        case Act::supply_annexes: return "fournir les annexes d'une structure";
        case Act::read_deadlines: return "lire les échéances";
        case Act::acknowledge_reminders: return "acquitter un rappel";
        case Act::read_definitions: return "lire les procédures";
        case Act::manage_accounts: return "gérer les comptes";
        case Act::move_test_clock: return "avancer l'horloge d'essai";
        case Act::read_service: return "lire les alertes et les arrêts du service";
        case Act::manage_retention: return "conserver, geler et effacer";
        case Act::read_own_file: return "lire le dossier personnel";
        case Act::ask_correction: return "demander une rectification";
        case Act::decide_correction: return "décider d'une rectification";
    }
    return {};
}

const std::vector<Act>& all_acts() {
    static const std::vector<Act> acts = {
        Act::read_nouns,       Act::write_nouns,           Act::read_dossiers,
        Act::act_on_dossiers,  Act::read_documents,        Act::supply_annexes,
        Act::read_deadlines,   Act::acknowledge_reminders, Act::read_definitions,
        Act::manage_accounts,  Act::move_test_clock,       Act::read_service,
        Act::manage_retention, Act::read_own_file,         Act::ask_correction,
        Act::decide_correction};
    return acts;
}

bool may(Role role, Act act) {
    for (const Line& line : table()) {
        if (line.role == role) {
            return std::find(line.acts.begin(), line.acts.end(), act) != line.acts.end();
        }
    }
    return false;
}

dossier::Scope scope(const dossier::Actor& actor, Act act) {
    dossier::Scope result;
    if (!may(actor.role, act)) return result;
    result.protected_households = sees_protected_households(actor.role, act);
    if (actor.role == Role::menage) {
        result.menage = actor.menage;
        return result;
    }
    if (sees_whole_departement(actor.role, act)) result.departement = actor.departement;
    if (!actor.organisation.empty()) result.organisations = {actor.organisation};
    return result;
}

dossier::Scope system_scope() {
    return {.everything = true};
}

}  // namespace preavis::access
