#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "pdf/object.h"
#include "pdf/report.h"

namespace preavis::pdf {

/// What one revision of a file brings: objects, the table that names them, a trailer.
struct Revision {
    std::size_t table = 0;  ///< where the table begins
    std::size_t end = 0;    ///< behind its last line, "%%EOF"
    std::map<ObjectId, std::size_t> offsets;
    Object trailer;
};

/// The revisions of a file, each with a classic cross-reference table, as our writer and our seals
/// make them. The objects of a revision lie between the end of the one before and its own table.
/// The bytes must outlive it.
/// Source: ISO 32000-1, 7.5.4 to 7.5.6; ISO 19005-2, 6.1.3 and 6.1.4.
class Revisions {
  public:
    /// Reports every deviation; then `all()` may be empty.
    Revisions(std::string_view bytes, Report& report);

    /// Oldest first.
    const std::vector<Revision>& all() const { return all_; }
    bool empty() const { return all_.empty(); }
    const Revision& newest() const { return all_.back(); }
    /// Where each object of the newest state begins.
    std::map<ObjectId, std::size_t> offsets() const;
    std::optional<std::size_t> offset(ObjectId id) const;

    /// An object of the newest state, a stream without its data; null if it is not there or cannot
    /// be read.
    Object read(ObjectId id) const;
    /// The entry of a dictionary, its reference followed.
    Object get(const Object& dictionary, const std::string& key) const;

  private:
    std::string_view bytes_;
    std::vector<Revision> all_;
};

/// The number between the object's head line and its value: "12 0 obj\n".
std::string object_head(ObjectId id);

}  // namespace preavis::pdf
