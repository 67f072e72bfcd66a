#pragma once

#include "law/catalogue.h"

namespace preavis::law {

constexpr int days_per_week = 7;

/// Whether the rule falls on days of the calendar: yearly, weekly, daily.
bool is_periodic(Kind kind);

/// The `rank`-th day (1: the first) on which such a rule falls, the start included; at its hour if
/// the text gives one, else to the end of that day. Expects a periodic rule, a start
/// that the calendars cover and a rank from 1.
/// Refuses what lies beyond the calendars (`hors_calendrier`).
base::Answer<DueDate> count_periodic(const Rule& rule, const RuleVersion& version, Date start,
                                     int rank, const Territory& territory);

}  // namespace preavis::law
