#include "base/expects.h"

namespace preavis::base {

void report_bug(const char* condition, const char* file, int line) {
    throw Bug(std::string(file) + ":" + std::to_string(line) + ": expected " + condition);
}

}  // namespace preavis::base
