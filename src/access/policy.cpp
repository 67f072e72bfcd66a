#include "access/policy.h"

#include <algorithm>

namespace preavis::access {
namespace {

using dossier::Role;

/// Which rows: by territory, by organisation, by person.
enum class Reach {
    nothing,       ///< the act is about no household
    organisation,  ///< handled by the organisation, in its structure, or followed by it
    departement,   ///< those, and all of the département
    state,         ///< those, and what the State itself handles in the département
    person,        ///< what concerns the person, once their household has been told
};

/// Which of them, where the household is protected or its place secret.
enum class Secrets {
    none,         ///< none: only an access in an emergency opens one
    team,         ///< where the organisation takes part
    all,          ///< all that the reach leads to
    dates_alone,  ///< all, without a name, a place or a word
};

/// Which of them, once the procedure has ended.
enum class Ended {
    kept,        ///< like the others
    handed_back  ///< no longer those that the organisation only followed
};

struct Line {
    Role role;
    std::vector<Act> acts;
    Reach reach = Reach::nothing;
    Secrets secrets = Secrets::none;
    Ended ended = Ended::kept;
};

const std::vector<Act> handling = {
    Act::read_nouns,     Act::write_nouns,    Act::read_dossiers,  Act::act_on_dossiers,
    Act::read_documents, Act::supply_annexes, Act::read_deadlines, Act::acknowledge_reminders};
const std::vector<Act> taking_part = {Act::read_dossiers, Act::act_on_dossiers, Act::read_documents,
                                      Act::read_deadlines, Act::acknowledge_reminders};
const std::vector<Act> dates = {Act::read_deadlines, Act::acknowledge_reminders};
const std::vector<Act> own_papers = {Act::read_dossiers, Act::read_documents, Act::read_deadlines};

/// The one table. A role that is not there, or an act that is in none of its lines, is denied.
const std::vector<Line>& table() {
    using enum Act;
    static const std::vector<Line> lines = {
        {Role::siao_agent, handling, Reach::departement, Secrets::none},
        {Role::siao_agent, {read_own_file, ask_correction}, Reach::departement, Secrets::none},
        {Role::siao_agent, {break_glass, read_accesses, read_definitions, choose_role}},
        {Role::siao_responsable, handling, Reach::departement, Secrets::all},
        {Role::siao_responsable,
         {read_own_file, ask_correction, decide_correction, manage_retention},
         Reach::departement,
         Secrets::all},
        {Role::siao_responsable, {read_accesses, review_accesses, read_definitions, choose_role}},
        {Role::gestionnaire_agent, handling, Reach::organisation, Secrets::team},
        {Role::gestionnaire_agent, {read_definitions, choose_role}},
        {Role::gestionnaire_direction, handling, Reach::organisation, Secrets::team},
        {Role::gestionnaire_direction, {read_definitions, choose_role}},
        {Role::hotelier, taking_part, Reach::organisation, Secrets::team},
        {Role::hotelier, {read_definitions, choose_role}},
        {Role::pash, taking_part, Reach::organisation, Secrets::team, Ended::handed_back},
        {Role::pash, {read_definitions, choose_role}},
        {Role::travailleur_social, taking_part, Reach::organisation, Secrets::team,
         Ended::handed_back},
        {Role::travailleur_social, {read_definitions, choose_role}},
        {Role::ddets_pilotage, dates, Reach::departement, Secrets::dates_alone},
        {Role::ddets_pilotage, {read_definitions, read_service, choose_role}},
        {Role::ddets_instruction,
         {read_nouns, read_dossiers, act_on_dossiers, read_documents, read_deadlines,
          acknowledge_reminders},
         Reach::state,
         Secrets::team},
        {Role::ddets_instruction,
         {write_nouns, supply_annexes},
         Reach::organisation,
         Secrets::team},
        {Role::ddets_instruction, {read_definitions, read_service, choose_role}},
        {Role::administrateur,
         {read_definitions, read_service, manage_accounts, move_test_clock, choose_role}},
        {Role::menage, own_papers, Reach::person, Secrets::all},
        {Role::menage, {read_own_file, ask_correction}, Reach::person, Secrets::all},
        {Role::menage, {choose_role}},
    };
    return lines;
}

const Line* line_of(Role role, Act act) {
    for (const Line& line : table()) {
        const auto& acts = line.acts;
        if (line.role == role && std::find(acts.begin(), acts.end(), act) != acts.end()) {
            return &line;
        }
    }
    return nullptr;
}

bool is_a_reading(Act act) {
    return act == Act::read_dossiers || act == Act::read_documents || act == Act::read_deadlines;
}

std::string in_french(Reach reach) {
    switch (reach) {
        case Reach::nothing: return "sans objet";
        case Reach::organisation: return "suivis ou hébergés par l'organisation";
        case Reach::departement: return "tout le département";
        case Reach::state: return "ceux que l'État traite lui-même, ou que le service suit";
        case Reach::person: return "ceux de la personne, une fois le ménage informé";
    }
    return {};
}

std::string in_french(Secrets secrets, Reach reach) {
    if (reach == Reach::nothing) return "sans objet";
    switch (secrets) {
        case Secrets::none: return "aucun, sauf accès d'urgence";
        case Secrets::team: return "ceux auxquels l'organisation prend part";
        case Secrets::all: return "oui";
        case Secrets::dates_alone: return "dates seulement : ni nom, ni lieu, ni texte";
    }
    return {};
}

std::string in_french(Ended ended, Reach reach) {
    if (reach == Reach::nothing) return "sans objet";
    return ended == Ended::kept ? "oui" : "plus ceux que l'organisation suivait seulement";
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
        case Act::break_glass: return "ouvrir un dossier protégé en urgence";
        case Act::read_accesses: return "lire les accès d'urgence";
        case Act::review_accesses: return "relire les accès d'urgence";
        case Act::read_definitions: return "lire les procédures";
        case Act::choose_role: return "changer de rôle";
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
    using enum Act;
    static const std::vector<Act> acts = {
        read_nouns,       write_nouns,     read_dossiers,   act_on_dossiers,
        read_documents,   supply_annexes,  read_deadlines,  acknowledge_reminders,
        break_glass,      read_accesses,   review_accesses, read_definitions,
        choose_role,      manage_accounts, move_test_clock, read_service,
        manage_retention, read_own_file,   ask_correction,  decide_correction};
    return acts;
}

bool may(Role role, Act act) {
    return line_of(role, act) != nullptr;
}

dossier::Scope scope(const dossier::Actor& actor, Act act) {
    dossier::Scope result;
    const Line* line = line_of(actor.role, act);
    if (line == nullptr || line->reach == Reach::nothing) return result;
    if (line->reach == Reach::person) {
        result.menage = actor.menage;
        result.personne = actor.personne;
        return result;
    }
    if (line->reach != Reach::organisation) result.departement = actor.departement;
    result.only_of_the_state = line->reach == Reach::state;
    result.protected_households = line->secrets != Secrets::none;
    result.in_team = line->secrets != Secrets::none;
    result.followed_until_end = line->ended == Ended::handed_back;
    result.nameless = line->secrets == Secrets::dates_alone;
    if (!actor.organisation.empty()) result.organisations = {actor.organisation};
    if (is_a_reading(act) && may(actor.role, Act::break_glass)) result.emergency = actor.emergency;
    return result;
}

dossier::Scope system_scope() {
    return {.everything = true};
}

bool reads_words(Role role) {
    return may(role, Act::read_dossiers) && role != Role::menage;
}

std::string table_in_french() {
    std::string text =
        "| rôle | ce qu'il peut faire | dossiers et fiches | ménages protégés, lieux secrets |"
        " procédures closes |\n|---|---|---|---|---|\n";
    for (const Line& line : table()) {
        std::string acts;
        for (const Act act : line.acts) {
            acts += (acts.empty() ? "" : ", ") + std::string(name_of(act));
        }
        text += "| " + std::string(dossier::title_of(line.role)) + " | " + acts + " | " +
                in_french(line.reach) + " | " + in_french(line.secrets, line.reach) + " | " +
                in_french(line.ended, line.reach) + " |\n";
    }
    return text;
}

}  // namespace preavis::access
