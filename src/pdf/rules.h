#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "pdf/file.h"

namespace preavis::pdf {

// The parts of `lint`, in the order in which they run.

/// One page as its content stream shows it.
struct PageContents {
    ObjectId page = 0;
    std::set<int> marks;  ///< the MCIDs, each once
};

/// Codes that pages show, by Type 0 font.
using UsedCodes = std::map<ObjectId, std::set<std::uint16_t>>;

/// The objects of the pages, in order.
std::vector<ObjectId> page_objects(const File& file);

/// No encryption, script, file or transparency anywhere; identifier, catalog, output intent.
void check_document(const File& file, Report& report);

/// Sizes of strings, names and pages that every reader must bear; `Object` bounds numbers.
void check_limits(const File& file, Report& report);

/// XMP: identification, extension schema, agreement with Info, title.
void check_metadata(const File& file, Report& report);

/// Every mark on every page lies in an artifact or in a numbered sequence; operators nest.
std::vector<PageContents> check_contents(const File& file, UsedCodes& codes, Report& report);

/// Embedded fonts whose widths, glyphs and Unicode values agree, for all codes shown.
void check_fonts(const File& file, const UsedCodes& codes, Report& report);

/// The structure tree, its types and attributes, and its agreement with pages and annotations.
void check_structure(const File& file, const std::vector<PageContents>& contents, Report& report);

/// The form lists the signature fields of the pages; what fills them is a PAdES signature.
void check_form(const File& file, Report& report);

}  // namespace preavis::pdf
