#include "dossier/retention.h"

namespace preavis::dossier {

std::string_view name_of(RightsRequest::State state) {
    switch (state) {
        case RightsRequest::State::received: return "recue";
        case RightsRequest::State::applied: return "appliquee";
        case RightsRequest::State::refused: return "refusee";
    }
    return {};
}

}  // namespace preavis::dossier
