#pragma once

#include <string>
#include <vector>

#include "base/json.h"

/// Parts of the JSON Schemas that describe the API.
namespace preavis::http::schema {

inline const base::Json text = {{"type", "string"}};
inline const base::Json integer = {{"type", "integer"}};
inline const base::Json flag = {{"type", "boolean"}};
inline const base::Json moment = {{"type", "string"}, {"format", "date-time"}};
inline const base::Json day = {{"type", "string"}, {"format", "date"}};
inline const base::Json identifier = {{"type", "string"}, {"pattern", "^[0-9a-f]{32}$"}};

inline base::Json list_of(const base::Json& items) {
    return {{"type", "array"}, {"items", items}};
}

inline base::Json nullable(const base::Json& schema) {
    return {{"oneOf", base::Json::array({schema, {{"type", "null"}}})}};
}

inline base::Json object(const base::Json& properties, const std::vector<std::string>& required) {
    return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

/// An object that has no other key.
inline base::Json closed(const base::Json& properties, const std::vector<std::string>& required) {
    base::Json schema = object(properties, required);
    schema["additionalProperties"] = false;
    return schema;
}

}  // namespace preavis::http::schema
