#pragma once

#include <map>

#include "pdf/file.h"

namespace preavis::pdf {

/// Links and signature fields are described and known to the structure tree; links are visible.
/// `elements`: the element that holds each annotation. `parents`: the parent tree by key.
/// Source: ISO 19005-2, 6.3; ISO 14289-1, 7.18.
void check_annotations(const File& file, const std::map<ObjectId, ObjectId>& elements,
                       const std::map<int, ObjectId>& parents, Report& report);

}  // namespace preavis::pdf
