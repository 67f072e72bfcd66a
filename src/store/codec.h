#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "dossier/store.h"

namespace preavis::store {

/// Facts as the store keeps them: JSON from which each value comes back in its type.
/// Booleans, integers, texts and lists as themselves; a date as {"date":"2026-05-04"}, an instant
/// as {"instant":1777881600000}, a record as {"record":{...}}. The facts themselves are an object.
std::string encode(const dossier::Facts& facts);
/// Throws Failure (corrupted) if this is not what `encode` wrote.
dossier::Facts decode_facts(std::string_view json);

/// [["day_excluded","...","CPC art. 641"], ...]
std::string encode(const std::vector<law::Explanation>& because);
std::vector<law::Explanation> decode_because(std::string_view json);

/// [{"kind":"start","at":1777881600000,"limit":{"value":"P15D","counting":"notice",...},...}, ...]
std::string encode(const law::Ledger& ledger);
law::Ledger decode_ledger(std::string_view json);

/// Roles of an account.
std::string encode(const std::vector<dossier::Account::Grant>& grants);
std::vector<dossier::Account::Grant> decode_grants(std::string_view json);

/// ["a","b"]: how a list of texts becomes one parameter of a query.
std::string encode(const std::vector<std::string>& texts);

/// Two texts that are sealed together.
std::string encode_pair(const std::string& first, const std::string& second);
std::pair<std::string, std::string> decode_pair(std::string_view json);

/// A date as stored, and back; throws Failure (corrupted).
law::Date decode_date(const std::string& iso);

}  // namespace preavis::store
