#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "law/calendar.h"

namespace preavis::document {

/// A language into which easy texts are translated.
struct ReaderLanguage {
    std::string_view tag;            ///< BCP 47
    std::string_view name;           ///< in French
    std::string_view script;         ///< ISO 15924
    std::string_view plural_forms;   ///< the header that gettext's tools expect
    std::vector<std::string> forms;  ///< Unicode's name of each plural form, in gettext's order
    std::vector<std::string> residence_permit;  ///< words that no « contrat de séjour » may become
};

/// By a tag; `prs` is `fa-AF`. Null if we translate nothing into it.
const ReaderLanguage* find_reader_language(std::string_view tag);
const std::vector<ReaderLanguage>& reader_languages();

/// The plural form of a count: "one", "few", "other"... Source: ICU's PluralRules.
std::string plural_form(std::int64_t count, const ReaderLanguage& language);

/// True if the text has at least one letter of the language's script.
bool has_letter_of(const ReaderLanguage& language, std::string_view text);

/// With weekday and month by name, Gregorian calendar, Latin digits. Source: ICU (CLDR).
std::string date_in(const ReaderLanguage& language, law::Date date);
std::string date_without_weekday_in(const ReaderLanguage& language, law::Date date);
std::string instant_in(const ReaderLanguage& language, const law::LocalTime& time);
std::string hour_in(const ReaderLanguage& language, const law::LocalTime& time);

}  // namespace preavis::document
