#include "pdf/report.h"

namespace preavis::pdf {

void Report::add(std::string_view rule, std::string_view message, ObjectId object) {
    std::string where = object == 0 ? "" : "objet " + std::to_string(object) + " : ";
    problems_.push_back({{"PDF", 0, 0}, where.append(message), std::string(rule)});
}

bool Report::require(bool condition, std::string_view rule, std::string_view message,
                     ObjectId object) {
    if (!condition) add(rule, message, object);
    return condition;
}

}  // namespace preavis::pdf
