#include "dossier/value.h"

namespace preavis::dossier {

const Value* find(const Facts& facts, const std::string& name) {
    const auto found = facts.find(name);
    return found == facts.end() ? nullptr : &found->second;
}

std::string text_of(const Facts& facts, const std::string& name) {
    const Value* value = find(facts, name);
    const std::string* text = value == nullptr ? nullptr : value->text();
    return text == nullptr ? "" : *text;
}

bool is_true(const Facts& facts, const std::string& name) {
    const Value* value = find(facts, name);
    const bool* flag = value == nullptr ? nullptr : value->boolean();
    return flag != nullptr && *flag;
}

base::Json to_json(const Value& value) {
    if (const bool* flag = value.boolean()) return *flag;
    if (const std::int64_t* number = value.integer()) return *number;
    if (const std::string* text = value.text()) return *text;
    if (const law::Date* date = value.date()) return date->iso();
    if (const law::Instant* instant = value.instant()) return law::utc_iso(*instant);
    if (const Record* record = value.record()) return to_json(*record);
    base::Json list = base::Json::array();
    for (const Value& item : *value.list()) list.push_back(to_json(item));
    return list;
}

base::Json to_json(const Facts& facts) {
    base::Json object = base::Json::object();
    for (const auto& [name, value] : facts) object[name] = to_json(value);
    return object;
}

}  // namespace preavis::dossier
