#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "law/calendar.h"

namespace preavis::document {

/// How values and words are written in French.

/// « 9 heures 15 », « 1 heure », « 0 heure 30 ».
std::string hour_in_french(const law::LocalTime& time);

/// « lundi 4 mai 2026 à 9 heures 15 »
std::string in_french(law::Instant instant, const law::Territory& territory);

/// Cents: 123450 gives « 1 234,50 € », with spaces that do not break.
std::string euros_in_french(std::int64_t cents);

/// « 1 234 », with a space that does not break.
std::string integer_in_french(std::int64_t number);

/// The digits of a French number by two: « 01 43 00 22 11 », from +33 too. Others are left as they
/// are.
std::string telephone_in_french(std::string_view number);

/// A hash as readers compare it: groups of eight hexadecimal digits. Others are left as they are.
std::string grouped_by_eights(std::string_view digits);

/// Puts spaces that do not break before : ; ? ! » and after «, where a space stands.
std::string with_french_spaces(std::string_view words);

}  // namespace preavis::document
