#include "dossier/reminder.h"

#include <array>

namespace preavis::dossier {
namespace {

struct AudienceName {
    Audience audience;
    std::string_view name;
};

constexpr std::array audience_names = {
    AudienceName{Audience::acteur, "acteur"},
    AudienceName{Audience::organisation, "organisation"},
    AudienceName{Audience::ddets, "ddets"},
};

}  // namespace

std::string_view name_of(Audience audience) {
    for (const AudienceName& known : audience_names) {
        if (known.audience == audience) return known.name;
    }
    return {};
}

std::optional<Audience> audience(std::string_view name) {
    for (const AudienceName& known : audience_names) {
        if (known.name == name) return known.audience;
    }
    return std::nullopt;
}

std::string id_of(const Reminder& reminder) {
    return reminder.deadline + "." + reminder.rung;
}

}  // namespace preavis::dossier
