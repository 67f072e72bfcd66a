#pragma once

#include <stdexcept>
#include <string>

namespace preavis::base {

/// A broken promise between our own functions. Input can never cause one; the command that meets it
/// is abandoned and rolled back.
class Bug : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

[[noreturn]] void report_bug(const char* condition, const char* file, int line);

}  // namespace preavis::base

/// States what the caller promised. Kept in release; throws Bug.
#define expects(condition) \
    ((condition) ? void(0) : ::preavis::base::report_bug(#condition, __FILE__, __LINE__))
