#pragma once

#include <string>
#include <vector>

#include "law/instant.h"

namespace preavis::service {

/// A table for spreadsheets: RFC 4180 with `;`, UTF-8 with its mark, CRLF. A cell that a
/// spreadsheet would run as a formula is preceded by an apostrophe.
class Spreadsheet {
  public:
    explicit Spreadsheet(const std::vector<std::string>& titles);
    void add(const std::vector<std::string>& cells);
    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

/// A feed for calendars (RFC 5545): lines folded at 75 octets, CRLF, text escaped, times in UTC.
class CalendarFeed {
  public:
    struct Event {
        std::string uid;
        law::Instant stamp;
        law::Instant at;
        std::string summary;
        std::string description;
    };
    explicit CalendarFeed(const std::string& name);
    void add(const Event& event);
    std::string text() const { return text_ + "END:VCALENDAR\r\n"; }

  private:
    void line(const std::string& content);
    std::string text_;
};

}  // namespace preavis::service
