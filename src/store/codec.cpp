#include "store/codec.h"

#include "base/expects.h"
#include "base/failure.h"
#include "law/catalogue.h"

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

Json written(const law::TimeLimit& limit) {
    return {{"value", law::iso_duration(limit)},
            {"counting", law::key_of(limit.counting)},
            {"roll", law::key_of(limit.roll)},
            {"direction", law::key_of(limit.direction)},
            {"last_day_excluded", limit.last_day_excluded}};
}

/// The value whose key this is, of an enumeration that begins at 0.
template <class Enumeration>
Enumeration keyed(const Json& json, Enumeration last) {
    const std::string key = json.get<std::string>();
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (law::key_of(static_cast<Enumeration>(i)) == key) return static_cast<Enumeration>(i);
    }
    corrupted(key);
}

law::TimeLimit limit_of(const Json& json) {
    const std::string value = json.at("value").get<std::string>();
    auto limit = law::parse_limit(value);
    if (!limit) corrupted(value);
    limit->counting = keyed(json.at("counting"), law::Counting::notice);
    limit->roll = keyed(json.at("roll"), law::Roll::previous);
    limit->direction = keyed(json.at("direction"), law::Direction::backwards);
    limit->last_day_excluded = json.at("last_day_excluded").get<bool>();
    return *limit;
}

Json written(const law::LedgerEntry& entry) {
    Json json = {{"kind", law::name_of(entry.kind)}, {"at", entry.at.ms},
                 {"author", entry.author},           {"role", entry.role},
                 {"reason", entry.reason},           {"source", entry.source}};
    if (entry.limit) json["limit"] = written(*entry.limit);
    return json;
}

law::LedgerEntry entry_of(const Json& json) {
    const std::string name = json.at("kind").get<std::string>();
    const auto kind = law::ledger_entry_kind(name);
    if (!kind) corrupted(name);
    law::LedgerEntry entry{.kind = *kind, .at = {json.at("at").get<std::int64_t>()}};
    if (json.contains("limit")) entry.limit = limit_of(json.at("limit"));
    entry.author = json.at("author").get<std::string>();
    entry.role = json.at("role").get<std::string>();
    entry.reason = json.at("reason").get<std::string>();
    entry.source = json.at("source").get<std::string>();
    return entry;
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

std::string encode(const law::Ledger& ledger) {
    Json list = Json::array();
    for (const law::LedgerEntry& entry : ledger) list.push_back(written(entry));
    return dumped(list);
}

law::Ledger decode_ledger(std::string_view json) {
    return decoded(json, [](const Json& list) {
        law::Ledger ledger;
        for (const Json& entry : list) ledger.push_back(entry_of(entry));
        return ledger;
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

std::string encode_pair(const std::string& first, const std::string& second) {
    return dumped(Json{first, second});
}

std::pair<std::string, std::string> decode_pair(std::string_view json) {
    return decoded(json, [](const Json& pair) {
        return std::pair(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
    });
}

law::Date decode_date(const std::string& iso) {
    const auto date = law::Date::parse(iso);
    if (!date) corrupted(iso);
    return *date;
}

}  // namespace preavis::store
