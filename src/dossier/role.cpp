#include "dossier/role.h"

#include <array>

namespace preavis::dossier {
namespace {

struct RoleName {
    Role role;
    std::string_view name;
    std::string_view title;
};

constexpr std::array names = {
    RoleName{Role::siao_agent, "siao_agent", "agent du SIAO"},
    RoleName{Role::siao_responsable, "siao_responsable", "responsable du SIAO"},
    RoleName{Role::gestionnaire_agent, "gestionnaire_agent", "agent du gestionnaire"},
    RoleName{Role::gestionnaire_direction, "gestionnaire_direction", "direction du gestionnaire"},
    RoleName{Role::hotelier, "hotelier", "hôtelier"},
    RoleName{Role::pash, "pash", "plateforme d'accompagnement social à l'hôtel"},
    RoleName{Role::travailleur_social, "travailleur_social", "travailleur social"},
    RoleName{Role::ddets_pilotage, "ddets_pilotage", "DDETS, pilotage"},
    RoleName{Role::ddets_instruction, "ddets_instruction", "DDETS, instruction"},
    RoleName{Role::administrateur, "administrateur", "administrateur"},
    RoleName{Role::menage, "menage", "ménage"},
    RoleName{Role::systeme, "systeme", "système"},
};

const RoleName& entry(Role role) {
    for (const RoleName& name : names) {
        if (name.role == role) return name;
    }
    return names.back();
}

}  // namespace

std::string_view name_of(Role role) {
    return entry(role).name;
}

std::string_view title_of(Role role) {
    return entry(role).title;
}

std::optional<Role> role(std::string_view name) {
    for (const RoleName& known : names) {
        if (known.name == name) return known.role;
    }
    return std::nullopt;
}

const std::vector<Role>& all_roles() {
    static const std::vector<Role> roles = [] {
        std::vector<Role> all;
        for (const RoleName& name : names) all.push_back(name.role);
        return all;
    }();
    return roles;
}

}  // namespace preavis::dossier
