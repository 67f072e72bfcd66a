#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "law/date.h"
#include "law/instant.h"

namespace preavis::dossier {

struct Value;
using List = std::vector<Value>;
using Record = std::map<std::string, Value>;

/// The value of a fact, in its declared type.
struct Value {
    std::variant<bool, std::int64_t, std::string, law::Date, law::Instant, List, Record> what;

    const bool* boolean() const { return std::get_if<bool>(&what); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&what); }
    const std::string* text() const { return std::get_if<std::string>(&what); }
    const law::Date* date() const { return std::get_if<law::Date>(&what); }
    const law::Instant* instant() const { return std::get_if<law::Instant>(&what); }
    const List* list() const { return std::get_if<List>(&what); }
    const Record* record() const { return std::get_if<Record>(&what); }
    bool operator==(const Value& other) const = default;
};

/// Facts by name: `motif`, `date_remise`. Keys sorted, so that writing is canonical.
using Facts = Record;

/// Null if there is no such fact.
const Value* find(const Facts& facts, const std::string& name);
/// The fact's text, or "" if it is absent or of another type.
std::string text_of(const Facts& facts, const std::string& name);
/// True if the fact is there and true.
bool is_true(const Facts& facts, const std::string& name);

/// Dates as "2026-05-04", instants as UTC "2026-05-04T08:15:00.000Z".
base::Json to_json(const Value& value);
base::Json to_json(const Facts& facts);

}  // namespace preavis::dossier
