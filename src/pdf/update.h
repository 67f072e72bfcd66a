#pragma once

#include <map>
#include <string>
#include <string_view>

#include "pdf/revisions.h"

namespace preavis::pdf {

/// One more revision behind a file, whose bytes stay as they are.
/// Source: ISO 32000-1, 7.5.6.
class Update {
  public:
    /// Expects revisions that are not empty.
    Update(std::string_view pdf, const Revisions& revisions);

    /// A number that no object has yet.
    ObjectId next_id() { return next_id_++; }
    /// Writes an object, new or instead of the one before. Each at most once.
    void put(ObjectId id, const Object& object);
    /// The same, already in PDF syntax. Returns where the syntax begins in the file.
    std::size_t put(ObjectId id, std::string_view syntax);

    /// Ends the revision. `identifier`: the second part of /ID, 16 bytes, other than before.
    std::string finish(const std::string& identifier);

  private:
    void append_table();

    const Revision& previous_;
    std::string bytes_;
    ObjectId next_id_;
    std::map<ObjectId, std::size_t> offsets_;
};

}  // namespace preavis::pdf
