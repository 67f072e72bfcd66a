#pragma once

#include <string_view>

#include "base/problem.h"

namespace preavis::pdf {

/// Every rule of PDF/A-2a and PDF/UA-1 that a file made by `Writer` breaks; none if it keeps them.
/// The hint of a problem names standard and clause. Reads every revision of a file that our writer
/// made and that our seals went on: it watches over both, it is no validator of others' files.
/// Source: ISO 32000-1, ISO 19005-2 (level A), ISO 14289-1.
base::Problems lint(std::string_view pdf);

}  // namespace preavis::pdf
