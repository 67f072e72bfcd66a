#include "fuzz/law_data.h"

namespace preavis::fuzz {
namespace {

const std::filesystem::path data = std::filesystem::path(PREAVIS_ROOT) / "data";

}  // namespace

const law::Territory& metropole() {
    static const law::Territory found =
        std::get<law::Calendars>(law::Calendars::read(data / "calendars"))
            .find("metropole")
            .value();
    return found;
}

const law::Catalogue& laws() {
    static const law::Catalogue read = std::get<law::Catalogue>(law::Catalogue::read(data / "law"));
    return read;
}

}  // namespace preavis::fuzz
