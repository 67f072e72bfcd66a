#include <algorithm>

#include "pdf/rules.h"

namespace preavis::pdf {
namespace {

using Kind = Object::Kind;

constexpr const char* limit_rule = "ISO 19005-2, 6.1.13";
constexpr std::size_t longest_string = 32767;
constexpr std::size_t longest_name = 127;
constexpr double least_side = 3;
constexpr double greatest_side = 14400;

void check_value(const Object& object, ObjectId id, Report& report) {
    const bool is_string = object.is(Kind::string);
    report.require(!is_string || object.text.size() <= longest_string, limit_rule,
                   "chaîne de plus de 32 767 octets", id);
    report.require(!object.is(Kind::name) || object.text.size() <= longest_name, limit_rule,
                   "nom de plus de 127 octets", id);
    for (const auto& [key, value] : object.entries) {
        report.require(key.size() <= longest_name, limit_rule, "nom de plus de 127 octets", id);
        check_value(value, id, report);
    }
    for (const Object& item : object.items) check_value(item, id, report);
}

/// Our pages say their own size, whose origin is bottom left.
void check_page_size(const File& file, ObjectId page, Report& report) {
    const std::vector<Object>& box = file.get(file.objects().at(page), "MediaBox").items;
    const auto is_side = [](const Object& side) {
        return side.is_number() && side.number >= least_side && side.number <= greatest_side;
    };
    report.require(box.size() == 4 && std::all_of(box.begin() + 2, box.end(), is_side) &&
                       box[0].number == 0 && box[1].number == 0,
                   limit_rule, "la page n’a pas une taille permise (/MediaBox)", page);
}

}  // namespace

void check_limits(const File& file, Report& report) {
    for (const auto& [id, object] : file.objects()) check_value(object, id, report);
    for (const ObjectId page : page_objects(file)) check_page_size(file, page, report);
}

}  // namespace preavis::pdf
