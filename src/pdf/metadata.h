#pragma once

#include <string>

#include "page/pages.h"

namespace preavis::pdf {

/// Name of the program in /Creator and xmp:CreatorTool, and of what writes the file.
inline constexpr const char* creator = "préavis";
inline constexpr const char* producer = "préavis (libharu)";

/// The document's instant in PDF syntax (D:20260312120000Z): noon UTC of the day of issue, so that
/// no clock is read. Empty if it has no such day.
std::string pdf_date(const page::Pages& pages);

/// The XMP packet: what the Info dictionary says, PDF/A-2a, PDF/UA-1 and the extension schema that
/// the latter needs within the former.
/// Source: ISO 19005-2, 6.6; ISO 14289-1, 5.
std::string xmp(const page::Pages& pages);

/// The packet of a printing copy, which claims no standard.
std::string copy_xmp(const std::string& title, const std::string& description);

}  // namespace preavis::pdf
