#include "workflow/world.h"

#include <map>
#include <stdexcept>

#include "base/file.h"
#include "base/text.h"

namespace preavis::workflow::testing {
namespace {

template <class T>
T read_or_throw(base::Reading<T> reading) {
    if (const auto* problems = std::get_if<base::Problems>(&reading)) {
        throw std::runtime_error(base::to_string(*problems));
    }
    return std::move(std::get<T>(reading));
}

World read_world() {
    const std::filesystem::path root = PREAVIS_ROOT;
    return {read_or_throw(law::Calendars::read(root / "data/calendars")),
            read_or_throw(law::Catalogue::read(root / "data/law")),
            read_or_throw(dossier::Deciders::read(root / "data/decideurs.yaml")),
            read_or_throw(Definitions::read(root / "workflows"))};
}

}  // namespace

const Definition& World::definition(const std::string& name) const {
    const Definition* found = definitions.newest(name);
    if (found == nullptr) throw std::runtime_error("no workflow " + name);
    return *found;
}

law::Territory World::territory(const std::string& name) const {
    const auto found = calendars.find(name);
    if (!found) throw std::runtime_error("no territory " + name);
    return *found;
}

const World& world() {
    static const World only = read_world();
    return only;
}

law::Instant local_instant(const std::string& written, const law::Territory& territory) {
    const auto when = law::parse_when(base::replaced(written, " ", "T"), territory);
    const auto* read = std::get_if<law::When>(&when);
    if (read == nullptr || !read->instant) throw std::runtime_error("no instant: " + written);
    return *read->instant;
}

dossier::Actor actor_of(dossier::Role role) {
    using dossier::Role;
    static const std::map<Role, std::string> kinds = {
        {Role::siao_agent, "siao"},
        {Role::siao_responsable, "siao"},
        {Role::gestionnaire_agent, "gestionnaire"},
        {Role::gestionnaire_direction, "gestionnaire"},
        {Role::hotelier, "hotelier"},
        {Role::pash, "pash"},
        {Role::travailleur_social, "gestionnaire"},
        {Role::ddets_pilotage, "ddets"},
        {Role::ddets_instruction, "ddets"},
    };
    const auto kind = kinds.find(role);
    dossier::Actor actor;
    actor.compte = std::string(name_of(role));
    actor.role = role;
    actor.organisation_kind = kind == kinds.end() ? std::string() : kind->second;
    return actor;
}

std::vector<std::string> template_names() {
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(PREAVIS_ROOT) / "templates")) {
        names.push_back(entry.path().filename().string());
    }
    return names;
}

dossier::Dossier new_dossier(const Definition& definition, const std::string& territory) {
    dossier::Dossier dossier;
    dossier.id = "0123456789abcdef0123456789abcdef";
    dossier.number = "2026-00001";
    dossier.workflow = definition.name;
    dossier.workflow_version = definition.version;
    dossier.state = before_everything;
    dossier.territory = territory;
    return dossier;
}

}  // namespace preavis::workflow::testing
