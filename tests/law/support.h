#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "law/catalogue.h"

namespace preavis::law::test {

/// The real calendars and catalogue of the repository, read once.
const Calendars& calendars();
const Catalogue& catalogue();
const Territory& territory(const std::string& id);

Date day(const std::string& iso);
When when(const std::string& iso, const Territory& where);

/// A folder of its own that disappears at the end of the test, with copies of data/calendars and
/// data/law/computation.yaml.
class DataFolder {
  public:
    DataFolder();
    ~DataFolder();
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    std::filesystem::path calendars() const { return folder_ / "calendars"; }
    std::filesystem::path law() const { return folder_ / "law"; }
    /// Replaces the whole file, named « calendars/zones.yaml ».
    void write(const std::string& file, const std::string& text) const;
    /// Replaces the first occurrence of a text in a file; the test fails if there is none.
    void edit(const std::string& file, const std::string& from, const std::string& to) const;

  private:
    std::filesystem::path folder_;
};

/// All problems as text, or « lu » if there are none.
template <class T>
std::string problems_of(const base::Reading<T>& reading) {
    const auto* problems = std::get_if<base::Problems>(&reading);
    return problems == nullptr ? "lu" : base::to_string(*problems);
}

/// The code of the refusal, or « compté ».
template <class T>
std::string refusal_code(const base::Answer<T>& answer) {
    const auto* refusal = base::refusal_of(answer);
    return refusal == nullptr ? "compté" : refusal->code;
}

}  // namespace preavis::law::test
