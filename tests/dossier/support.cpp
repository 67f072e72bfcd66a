#include "dossier/support.h"

#include <gtest/gtest.h>

#include <map>

#include "base/yaml.h"

namespace preavis::dossier::test {

const law::Territory& territory(const std::string& id) {
    static const law::Calendars calendars = std::get<law::Calendars>(
        law::Calendars::read(std::filesystem::path(PREAVIS_ROOT) / "data/calendars"));
    static std::map<std::string, law::Territory> found;
    const auto known = found.find(id);
    if (known != found.end()) return known->second;
    return found.emplace(id, calendars.find(id).value()).first->second;
}

law::Date day(const std::string& iso) {
    return law::Date::parse(iso).value();
}

law::Instant instant(const std::string& utc) {
    return law::parse_utc(utc).value();
}

base::Node yaml(const std::string& text) {
    return std::get<base::Node>(base::read_yaml(text, "f"));
}

base::Node json(const std::string& text) {
    return std::get<base::Node>(base::read_json(text, "f"));
}

Declarations declarations(const std::string& text) {
    base::Problems problems;
    Declarations read = read_declarations(yaml(text).entries, problems);
    EXPECT_EQ(base::to_string(problems), "");
    return read;
}

std::string read(const std::string& object, const Declarations& declared, bool complete) {
    base::Problems problems;
    const Facts facts = read_facts(json(object), declared, territory(), complete, problems);
    return problems.empty() ? to_json(facts).dump() : base::to_string(problems);
}

}  // namespace preavis::dossier::test
