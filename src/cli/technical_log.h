#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "law/calendar.h"
#include "law/instant.h"

namespace preavis::cli {

/// One line of the technical log, as JSON: {"at": "...", "quoi": "..."}. Control characters are
/// escaped, so that one text is one line; e-mail addresses and telephone numbers are masked,
/// whatever wrote them; what is longer than 2 000 bytes is cut.
std::string technical_line(law::Instant at, std::string_view text);

/// The day of a log's file name ("technique-2026-05-04.jsonl"); nothing for any other file.
std::optional<law::Date> day_of_log(const std::filesystem::path& file);

/// What the service reports of itself, apart from the journal: one file a day (UTC), readable by
/// its owner alone (0600), bounded in size, removed once its retention is over. Holds no name, no
/// fact, no address. A disk that refuses never stops the service: the line is then on standard
/// error alone. May be called from several threads.
class TechnicalLog {
  public:
    struct Settings {
        std::filesystem::path folder;  ///< made if it is not there, mode 0700
        std::int64_t most_bytes_a_day = 4 << 20;
        /// Whether the file of that day may still be kept at that instant.
        std::function<bool(law::Date day, law::Instant now)> kept;
    };
    explicit TechnicalLog(Settings settings) : settings_(std::move(settings)) {}

    /// Appends a line; with the first line of a day, removes the files whose time is over. False if
    /// it could not, or if the day's file is full: its last line says so.
    bool note(law::Instant at, std::string_view text);

  private:
    void begin_day(law::Instant at);
    std::filesystem::path file_of(const std::string& day) const;

    Settings settings_;
    std::mutex mutex_;
    std::string day_;
    bool full_ = false;
};

}  // namespace preavis::cli
