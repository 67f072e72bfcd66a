#include "store/codec.h"

#include "base/expects.h"
#include "base/failure.h"

namespace preavis::store {
namespace {

using base::Json;
using dossier::Value;

[[noreturn]] void corrupted(std::string_view what) {
    throw base::Failure(base::FailureCode::corrupted,
                        "le magasin contient une valeur illisible : " + std::string(what));
}

/// Writing promises well-formed texts: they were checked where they came in.
std::string dumped(const Json& json) {
    try {
        return json.dump();
    } catch (const Json::type_error& error) {
        throw base::Bug(error.what());
    }
}

/// Runs a decoder on parsed JSON; whatever it dislikes means that the row is not what was written.
template <class Decoder>
auto decoded(std::string_view json, const Decoder& decoder) {
    try {
        return decoder(Json::parse(json));
    } catch (const Json::exception&) {
        corrupted(json.substr(0, 60));
    }
}

Json written(const dossier::Record& record);

Json written(const Value& value) {
    if (const bool* flag = value.boolean()) return *flag;
    if (const std::int64_t* number = value.integer()) return *number;
    if (const std::string* text = value.text()) return *text;
    if (const law::Date* date = value.date()) return {{"date", date->iso()}};
    if (const law::Instant* instant = value.instant()) return {{"instant", instant->ms}};
    if (const dossier::Record* record = value.record()) return {{"record", written(*record)}};
    Json list = Json::array();
    for (const Value& item : *value.list()) list.push_back(written(item));
    return list;
}

Json written(const dossier::Record& record) {
    Json object = Json::object();
    for (const auto& [name, value] : record) object[name] = written(value);
    return object;
}

dossier::Record record_of(const Json& object);

Value value_of(const Json& json) {
    if (json.is_boolean()) return {json.get<bool>()};
    if (json.is_number_integer()) return {json.get<std::int64_t>()};
    if (json.is_string()) return {json.get<std::string>()};
    if (json.is_array()) {
        dossier::List list;
        for (const Json& item : json) list.push_back(value_of(item));
        return {std::move(list)};
    }
    if (json.contains("date")) return {decode_date(json.at("date").get<std::string>())};
    if (json.contains("instant")) return {law::Instant{json.at("instant").get<std::int64_t>()}};
    return {record_of(json.at("record"))};
}

dossier::Record record_of(const Json& object) {
    if (!object.is_object()) corrupted(object.dump());
    dossier::Record record;
    for (const auto& [name, value] : object.items()) record[name] = value_of(value);
    return record;
}

}  // namespace

std::string encode(const dossier::Facts& facts) {
    return dumped(written(facts));
}

dossier::Facts decode_facts(std::string_view json) {
    return decoded(json, record_of);
}

std::string encode(const std::vector<law::Explanation>& because) {
    Json list = Json::array();
    for (const auto& step : because) list.push_back({step.code, step.text, step.source});
    return dumped(list);
}

std::vector<law::Explanation> decode_because(std::string_view json) {
    return decoded(json, [](const Json& list) {
        std::vector<law::Explanation> because;
        for (const Json& step : list) {
            because.push_back({step.at(0).get<std::string>(), step.at(1).get<std::string>(),
                               step.at(2).get<std::string>()});
        }
        return because;
    });
}

std::string encode(const std::vector<dossier::Account::Grant>& grants) {
    Json list = Json::array();
    for (const dossier::Account::Grant& grant : grants) {
        list.push_back({{"role", name_of(grant.role)},
                        {"organisation", grant.organisation},
                        {"organisation_kind", grant.organisation_kind},
                        {"departement", grant.departement},
                        {"menage", grant.menage}});
    }
    return dumped(list);
}

std::vector<dossier::Account::Grant> decode_grants(std::string_view json) {
    return decoded(json, [](const Json& list) {
        std::vector<dossier::Account::Grant> grants;
        for (const Json& grant : list) {
            const std::string name = grant.at("role").get<std::string>();
            const auto role = dossier::role(name);
            if (!role) corrupted(name);
            grants.push_back({*role, grant.at("organisation").get<std::string>(),
                              grant.at("organisation_kind").get<std::string>(),
                              grant.at("departement").get<std::string>(),
                              grant.at("menage").get<std::string>()});
        }
        return grants;
    });
}

std::string encode(const std::vector<std::string>& texts) {
    return Json(texts).dump(-1, ' ', false, Json::error_handler_t::replace);
}

law::Date decode_date(const std::string& iso) {
    const auto date = law::Date::parse(iso);
    if (!date) corrupted(iso);
    return *date;
}

}  // namespace preavis::store
