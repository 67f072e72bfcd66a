#pragma once

#include <vector>

#include "base/json.h"
#include "dossier/noun.h"
#include "http/route.h"

namespace preavis::http {

/// The description of the API (OpenAPI 3.1), made from the route table and the nouns' declarations:
/// what is served and what is described cannot part.
base::Json openapi(const std::vector<Route>& routes, const dossier::Nouns& nouns);

/// The schemas that it refers to, by name.
base::Json openapi_schemas(const dossier::Nouns& nouns);
/// Those of retention and of persons' rights.
void add_retention_schemas(base::Json& schemas);

}  // namespace preavis::http
