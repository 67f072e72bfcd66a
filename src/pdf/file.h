#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "pdf/object.h"

namespace preavis::pdf {

/// What is wrong with a file, each with the rule that it breaks.
class Report {
  public:
    /// `object` 0: the file as a whole. `rule`: standard and clause.
    void add(const std::string& rule, const std::string& message, ObjectId object = 0);
    /// Adds the problem unless the condition holds; returns the condition.
    bool require(bool condition, const std::string& rule, const std::string& message,
                 ObjectId object = 0);
    const base::Problems& problems() const { return problems_; }

  private:
    base::Problems problems_;
};

/// A PDF file taken apart: one revision with a classic cross-reference table, as our writer makes
/// it. The bytes must outlive it.
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
    std::optional<std::size_t> table_offset(Report& report) const;
    std::map<ObjectId, std::size_t> read_table(std::size_t& at, Report& report) const;
    void read_object(ObjectId id, std::size_t at, Report& report);
    void read_stream_data(Report& report);

    std::string_view bytes_;
    std::map<ObjectId, Object> objects_;
    std::map<ObjectId, std::size_t> data_offsets_;
    Object trailer_;
};

}  // namespace preavis::pdf
