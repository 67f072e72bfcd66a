#pragma once

#include <string>

#include "service/office.h"

namespace preavis::service {

/// Keeps what the store knows of each household's last contact near to the truth, so that a list of
/// those past their time looks at few others. One pass a day, a few households at a time; it
/// erases nothing and tells nobody anything.
class Sightings {
  public:
    explicit Sightings(const Office& office) : office_(office) {}

    /// Looks at up to so many more households of the day's pass.
    void turn(law::Instant now, std::size_t households);

  private:
    const Office& office_;
    std::string after_;
    law::Instant passed_at_;
};

}  // namespace preavis::service
