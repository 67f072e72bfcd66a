#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preavis::dossier {

/// Who somebody is for the service. A user may hold several, each for one organisation.
enum class Role {
    siao_agent,
    siao_responsable,  ///< decides
    gestionnaire_agent,
    gestionnaire_direction,  ///< decides, signs
    hotelier,                ///< hands over, reports
    pash,
    travailleur_social,
    ddets_pilotage,     ///< deadlines and figures, never a name
    ddets_instruction,  ///< the named dossiers that the State itself handles
    administrateur,     ///< settings, no dossier
    menage,             ///< own papers
    systeme,            ///< timers; never decides
};

std::string_view name_of(Role role);
std::optional<Role> role(std::string_view name);
const std::vector<Role>& all_roles();

/// « agent du SIAO »: for pages and messages.
std::string_view title_of(Role role);

/// Who acts: an account in one of its roles.
struct Actor {
    std::string compte;  ///< account identifier; "systeme" for timers
    Role role = Role::systeme;
    std::string organisation;       ///< its identifier
    std::string organisation_kind;  ///< `siao`, `gestionnaire`, `ddets`...
    std::string departement;        ///< territory of the role
    std::string menage;             ///< for the role `menage`: of which household
    std::string personne;           ///< for the role `menage`: whose papers, of its members
    std::string name;               ///< for documents and the journal
    std::vector<std::string> emergency = {};  ///< dossiers opened to this account for a while
};

}  // namespace preavis::dossier
