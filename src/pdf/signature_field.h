#pragma once

#include <string>

#include "pdf/haru.h"

namespace preavis::pdf {

// A place for a seal: an invisible widget, its Form element, and the form that lists it. Every file
// reserves one, so that sealing changes nothing else and keeps both standards.
// Source: ISO 32000-1, 12.7.4.5 and 14.8.4.5; ISO 19005-2, 6.4; ISO 14289-1, 7.18.

/// What a reader shows for the field.
inline constexpr const char* field_description = "Sceau électronique";

/// The widget, which is the field too. `number` 1: the reserved one; `key`: in the parent tree.
std::string widget_entries(int number, ObjectId page, long key);

/// The element that holds the widget.
std::string form_element_entries(ObjectId document, ObjectId page, ObjectId widget);

/// Adds the form to the catalog. SigFlags: it has a signature field, and what follows is appended.
void add_form(Haru& file, Dict widget);

}  // namespace preavis::pdf
