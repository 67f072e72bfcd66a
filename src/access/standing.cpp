#include "access/standing.h"

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace preavis::access {
namespace {

constexpr std::string_view end_of_care = "arret_prise_en_charge";
constexpr std::array telling_states = {
    std::string_view("contradictoire"), std::string_view("annonce"),
    std::string_view("notifie"),        std::string_view("effet_possible"),
    std::string_view("effectif"),       std::string_view("execute"),
    std::string_view("reexamen"),       std::string_view("maintien_dans_les_lieux")};

constexpr std::array workflows_of_the_state = {
    std::string_view("admission_chrs"), std::string_view("admission_directe"),
    std::string_view("convention_tripartite"), std::string_view("convention_pluriannuelle"),
    std::string_view("convention_partenariat")};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

bool tells_household(std::string_view workflow, std::string_view state) {
    return workflow != end_of_care || is_among(telling_states, state);
}

bool is_of_the_state(const dossier::Dossier& dossier) {
    return is_among(workflows_of_the_state, dossier.workflow) ||
           !text_of(dossier.facts, "demande_siao_etat").empty();
}

void set_standing(dossier::Dossier& next, const dossier::Dossier& before, bool ended) {
    const bool known = before.version > 0 && before.told;
    next.ended = ended;
    next.told = known || tells_household(next.workflow, next.state);
    next.of_the_state = is_of_the_state(next);
}

std::string place_code(std::string_view secret, std::string_view structure) {
    constexpr std::string_view letters =
        "23456789ABCDEFGHJKMNPQRSTVWXYZ";  // none taken for another
    constexpr std::size_t length = 6;
    const std::string hash = base::sha256(std::string(secret) + "\n" + std::string(structure));
    std::string code = "LP-";
    for (std::size_t i = 0; i < length; ++i) {
        code += letters[static_cast<unsigned char>(hash[i]) % letters.size()];
    }
    return code;
}

}  // namespace preavis::access
