#include "law/support.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "base/file.h"
#include "base/hash.h"

namespace preavis::law::test {
namespace {

const std::filesystem::path data = std::filesystem::path(PREAVIS_ROOT) / "data";

template <class T>
T read_or_throw(base::Reading<T> reading) {
    if (auto* value = std::get_if<T>(&reading)) return std::move(*value);
    throw std::runtime_error(problems_of(reading));
}

}  // namespace

const Calendars& calendars() {
    static const Calendars read = read_or_throw(Calendars::read(data / "calendars"));
    return read;
}

const Catalogue& catalogue() {
    static const Catalogue read = read_or_throw(Catalogue::read(data / "law"));
    return read;
}

const Territory& territory(const std::string& id) {
    static std::map<std::string, Territory> found;
    const auto known = found.find(id);
    if (known != found.end()) return known->second;
    return found.emplace(id, calendars().find(id).value()).first->second;
}

Date day(const std::string& iso) {
    return Date::parse(iso).value();
}

When when(const std::string& iso, const Territory& where) {
    return std::get<When>(parse_when(iso, where));
}

DataFolder::DataFolder()
    : folder_(std::filesystem::temp_directory_path() / ("preavis-law-" + base::random_id())) {
    std::filesystem::create_directories(law());
    std::filesystem::copy(data / "calendars", calendars());
    std::filesystem::copy_file(data / "law" / "computation.yaml", law() / "computation.yaml");
}

DataFolder::~DataFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void DataFolder::write(const std::string& file, const std::string& text) const {
    base::write_file(folder_ / file, text);
}

void DataFolder::edit(const std::string& file, const std::string& from,
                      const std::string& to) const {
    std::string text = base::read_file(folder_ / file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    base::write_file(folder_ / file, text.replace(at, from.size(), to));
}

}  // namespace preavis::law::test
