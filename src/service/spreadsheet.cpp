#include "service/spreadsheet.h"

#include "base/text.h"

namespace preavis::service {
namespace {

constexpr std::size_t fold_at = 75;

std::string cell(const std::string& value) {
    const bool formula =
        !value.empty() && std::string_view("=+-@\t\r").find(value[0]) != std::string_view::npos;
    const std::string safe = formula ? "'" + value : value;
    if (safe.find_first_of("\";\r\n") == std::string::npos) return safe;
    return "\"" + base::replaced(safe, "\"", "\"\"") + "\"";
}

std::string escaped(const std::string& text) {
    std::string result = base::replaced(text, "\\", "\\\\");
    result = base::replaced(result, ";", "\\;");
    result = base::replaced(result, ",", "\\,");
    return base::replaced(result, "\n", "\\n");
}

/// "2026-05-04T08:15:00.000Z" as "20260504T081500Z".
std::string stamp(law::Instant instant) {
    const std::string iso = law::utc_iso(instant);
    return base::replaced(base::replaced(iso.substr(0, 19), "-", ""), ":", "") + "Z";
}

bool continues_a_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

Spreadsheet::Spreadsheet(const std::vector<std::string>& titles) : text_("\xEF\xBB\xBF") {
    add(titles);
}

void Spreadsheet::add(const std::vector<std::string>& cells) {
    std::vector<std::string> written;
    for (const std::string& value : cells) written.push_back(cell(value));
    text_ += base::joined(written, ";") + "\r\n";
}

CalendarFeed::CalendarFeed(const std::string& name) {
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//preavis//echeances//FR");
    line("X-WR-CALNAME:" + escaped(name));
}

void CalendarFeed::add(const Event& event) {
    line("BEGIN:VEVENT");
    line("UID:" + event.uid + "@preavis");
    line("DTSTAMP:" + stamp(event.stamp));
    line("DTSTART:" + stamp(event.at));
    line("SUMMARY:" + escaped(event.summary));
    line("DESCRIPTION:" + escaped(event.description));
    line("END:VEVENT");
}

void CalendarFeed::line(const std::string& content) {
    std::size_t start = 0;
    std::size_t room = fold_at;
    while (content.size() - start > room) {
        std::size_t end = start + room;
        while (continues_a_character(content[end])) --end;
        text_ += content.substr(start, end - start) + "\r\n ";
        start = end;
        room = fold_at - 1;
    }
    text_ += content.substr(start) + "\r\n";
}

}  // namespace preavis::service
