#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pdf/object.h"
#include "pdf/report.h"

namespace preavis::pdf {

/// A PDF file taken apart, in the state of its newest revision. The bytes must outlive it.
class File {
  public:
    /// Reports every deviation from the syntax of PDF/A-2 (ISO 19005-2, 6.1).
    File(std::string_view bytes, Report& report);

    const std::map<ObjectId, Object>& objects() const { return objects_; }
    const Object& trailer() const { return trailer_; }
    const Object& catalog() const { return get(trailer_, "Root"); }

    /// Follows a reference; null where it leads nowhere.
    const Object& resolve(const Object& object) const;
    /// The entry of a dictionary, its reference followed; null if there is none.
    const Object& get(const Object& dictionary, const std::string& key) const;
    /// The stream's data, inflated; nothing if it cannot be.
    std::optional<std::string> decoded(const Object& stream) const;

  private:
    void read_object(ObjectId id, std::size_t at, Report& report);
    void read_stream_data(Report& report);

    std::string_view bytes_;
    std::map<ObjectId, Object> objects_;
    std::map<ObjectId, std::size_t> data_offsets_;
    Object trailer_;
};

}  // namespace preavis::pdf
